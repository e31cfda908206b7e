"""Organisations and places in a sentence.

A company's registered name is known by its end and read backwards, word by word, as long as the
words are such as names are made of. What else the network takes for an organisation counts where it
ends like one: a brand that everybody knows is left alone, and so are countries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from posthouse.model.finding import Label
from posthouse.privacy.fieldvalues import branch_at
from posthouse.privacy.names.chinese_people import Columns
from posthouse.privacy.names.tagger import HAN
from posthouse.privacy.names.windows import Floats

Named = tuple[int, int, Label, float]

_REGISTERED = re.compile(
    "股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|合伙企业|律师事务所|会计师事务所"
)
_ENDS = re.compile(
    "(?:公司|集团|银行|大学|学院|医院|中学|小学|幼儿园|法院|检察院|公安局|派出所|事务所|研究院|研究所|工作室|"
    "俱乐部|协会|学会|商会|基金会|委员会|出版社|酒店|药店|诊所|工厂|制造厂|分行|支行|门诊部|实验室)$"
)
_PLAIN = frozenset(
    "有限公司 分公司 子公司 总公司 母公司 贵公司 我公司 本公司 该公司 公司 大公司 小公司 集团 银行 大学 学院 医院"
    " 中学 小学 法院 公安局 派出所 研究院 研究所 委员会 协会 工作室 酒店 实验室 俱乐部".split()
)
_MADE_OF = frozenset("n nz nw ns LOC ORG PER vn an a s f nt".split())
_NOT_OF = frozenset({"u", "p", "c", "r", "w", "xc"})
_OTHERS = re.compile(f"[{HAN}A-Za-z0-9（）()·&-]+")
_STARTS_NOT = re.compile(
    "(?:原告|被告|上诉人|申请人|供应商|客户|甲方|乙方|丙方|名称|单位|公司名|任职|就职|入职|现任|曾任|致|找|叫|与|和|"
    "及|在|由|向|给|到|对|为|是|从|说|以及|关于|来自|隶属|供职|我们|我司|贵司|你们|他们|这家|那家|一家)+"
)
_HAN = re.compile(f"[{HAN}·]{{2,}}")
_NO_PLACE = re.compile(
    "(?:路|街|道|巷|弄|桥|站|机场|码头|港|公园|广场|大厦|中心|小区|花园|山|河|江|湖|海|洋|洲|人|族|语)$"
    "|^(?:中国|美国|英国|法国|德国|日本|韩国|朝鲜|俄罗斯|印度|加拿大|澳大利亚|意大利|西班牙|巴西|泰国|越南|新加坡"
    "|马来西亚|欧盟|国内|国外|海外|全球|世界|境内|境外|我国|中华|中东|东南亚|东亚|[东西南北]方|华[东北南中]|[西东][南北]"
    "|地球|中华人民共和国)$"
)
_SHORTEST, _LONGEST = 4, 14  # words before the end of a registered name, at most
_SURE_BODY, _SURE_PLACE = 0.7, 0.6


def registered(text: str) -> bool:
    """Tell whether a company's legal form stands in a text."""
    return _REGISTERED.search(text) is not None


def named(text: str, stops: Sequence[int], beliefs: Floats, columns: Columns) -> Iterator[Named]:
    """Yield the organisations and places of a sentence: (start, end, label, confidence)."""
    kinds = [columns.kinds[tag] for tag in beliefs.argmax(1).tolist()]
    starts = [0, *stops[:-1]]
    for match in _REGISTERED.finditer(text):
        start = _start(text, match.start(), starts, kinds)
        if match.start() - start >= 2:
            yield start, match.end(), Label.ORG, 0.95
    for first, end, sure in _stretches(beliefs, stops, columns, "ORG"):
        start = max(text.rfind("\t", first, end) + 1, first)
        start += branch_at(text[start:end])
        name = text[start:end]
        long = len(name) >= _SHORTEST and name not in _PLAIN
        if sure >= _SURE_BODY and long and _ENDS.search(name):
            yield start, end, Label.ORG, sure
    for start, end, sure in _stretches(beliefs, stops, columns, "LOC"):
        spoken = text.startswith(("口音", "方言"), end)
        if sure >= _SURE_PLACE and placed(text[start:end]) and not spoken:
            yield start, end, Label.LOCATION, sure


def placed(name: str) -> bool:
    """Tell whether a place may be told by its name: no country, no road or landmark."""
    return _HAN.fullmatch(name) is not None and _NO_PLACE.search(name) is None


def _start(text: str, end: int, starts: Sequence[int], kinds: Sequence[str]) -> int:
    """Return where a registered name begins, reading backwards from its legal form."""
    word = max(number for number, start in enumerate(starts) if start <= max(end - 1, 0))
    begin, left = end, _LONGEST
    while word >= 0 and left and _goes_on(text[starts[word] : begin], kinds[word]):
        begin = starts[word]
        word, left = word - 1, left - 1
    said = _STARTS_NOT.match(text, begin, end)
    return said.end() if said else begin


def _goes_on(word: str, kind: str) -> bool:
    if _OTHERS.fullmatch(word) is None or _STARTS_NOT.fullmatch(word):
        return False
    return (
        kind in _MADE_OF
        or word in ("（", "）", "(", ")")
        or (kind not in _NOT_OF and len(word) == 1)
    )


def _stretches(
    beliefs: Floats, stops: Sequence[int], columns: Columns, kind: str
) -> Iterator[tuple[int, int, float]]:
    """Yield the stretches that the network takes for this kind of name."""
    begins = beliefs[:, columns.begins[kind]].tolist()
    goes_on = beliefs[:, columns.goes_on[kind]].tolist()
    starts = [0, *stops]
    first, size = 0, len(stops)
    while first < size:
        sure = begins[first] + goes_on[first]
        last = first + 1
        if sure > 0.5:
            while last < size and goes_on[last] > 0.5:
                sure = max(sure, goes_on[last])
                last += 1
            yield starts[first], stops[last - 1], sure
        first = last
