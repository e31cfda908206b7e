"""Medicines, whose Chinese names sound like those of foreigners: 阿莫西林, 布洛芬, 曲妥珠单抗.

An international name ends by the kind of medicine, and many hold characters of chemistry that no
name of a person has. Endings that names of people have as well count where a medicine is spoken of.
"""

from __future__ import annotations

import re

from posthouse.privacy.names.chinese_cues import DOUBLE_SURNAMES, SURNAMES
from posthouse.privacy.words import either, words

_CHEMISTRY = "碱酶唑嗪啶酮酯苷烷胺胍酰哌噻嘧呋吡喹羟硝磺酞萘蒽苯肽酚氨氮氟氯溴碘"
_CHEMICAL = re.compile(f"[{_CHEMISTRY}]|[西地]酸$")
_GOES_ON = re.compile(f"霉素|单抗|伐?他汀|沙星|沙坦|列净|列汀|洛芬|[那鲁]肽|[{_CHEMISTRY}]")
_LATER = re.compile("替尼|必利|拉生|替丁|司琼|拉唑|加群|卡朋|莫司|西普")
_SPLIT = 2  # characters of an ending that a name may have taken for its own
_KINDS = either(
    words(
        "西林 霉素 沙星 他汀 沙坦 地平 拉唑 洛芬 昔康 昔布 昔洛韦 他韦 列汀 列净 列奈 鲁肽 泊酚 西泮 唑仑 "
        "西汀 他赛 他滨 司琼 氮平 硫平 西坦 曲坦 昔芬 匹林 环素 培南 非尼 法辛"
    )
)
_LIKE_PEOPLE = either(
    words(
        "普利 司特 普兰 卡因 沙班 太尼 地尔 洛韦 替尼 洛尔 特罗 西平 马多 格雷 瑞洛 尼松 米松 奈德 松龙 尼龙 夫定 "
        "曲林 必利 他定 拉定 替丁 罗星 那韦 贝特 莫司 法林 罗辛 塞米 拉生"
    )
)
_OF_A_KIND = re.compile(f"(?:{_KINDS})[钠钾钙能]?$")
_MAYBE = re.compile(f"(?:{_LIKE_PEOPLE})[钠钾钙能]?$")
_UNIT = "(?:mg|g|μg|ug|mcg|ml|mL|IU|毫克|克|微克|毫升|万?单位)(?![A-Za-z])"
_FORM = (
    "(?:缓释|控释|肠溶|(?:分散|咀嚼|泡腾|口崩)片|片剂|片(?=[0-9])|胶囊|颗粒剂?(?=[0-9，。、 ]|$)|口服溶?液|注射液(?!体)|滴[眼鼻耳]液"
    "|[乳软]膏|混悬液|糖浆|凝胶剂?(?=[0-9，。、 ]|$)|喷雾剂|吸入剂|粉针|栓剂|贴剂)"
)
_TABLET = re.compile("[钠钾钙]?片")
_GIVEN = re.compile(f"[钠钾钙]?(?:[ ]?[0-9][0-9.]*[ ]?{_UNIT}|{_FORM})")
_DOSE = re.compile(f"[0-9]{_UNIT}$")
_MEDICAL = re.compile(
    f"药|服用|口服|静[滴注推]|肌注|注射|处方|医嘱|剂量|疗程|{_FORM}|[0-9][ ]?{_UNIT}"
    f"|(?<![A-Za-z])(?:bid|tid|qid|qd|qn|prn)(?![A-Za-z])|{_KINDS}|[{_CHEMISTRY}]"
)
_BEHIND = "(?:(?![后前时的了过着和与给])[\u3400-\u9fff]){0,2}\\Z"
_TAKEN = re.compile(f"(?:服用|口服|含服|静[滴注推]|肌注|注射|用药[:：]|[加停改换联]用){_BEHIND}")
_EATEN = re.compile(f"(?:吃[了着过]|开[了具]){_BEHIND}")
_TOWARDS = re.compile(f"对{_BEHIND}")
_OF_DOCTORS = re.compile("医[生院]|大夫|病|诊|患")
_TIMES = re.compile(r"[一每][天日][一二两三四1-4]次|每次[0-9一二两三半]")
_SPEAKS = re.compile("[·・]|先生|女士|医生|教授|博士|主任|护士|老师|[说称道]|表示|认为|指出")
_LISTED = re.compile(
    f"[、，,和与及][\u3400-\u9fff]{{1,5}}?(?:{_KINDS}|{_LIKE_PEOPLE})(?![\u3400-\u9fff])"
)
_LISTED_BEFORE = re.compile(f"(?:{_KINDS}|{_LIKE_PEOPLE})[、，,和与及]\\Z")
_REACH = 6
_USUAL = 3  # characters of a Chinese name


def drug(text: str, start: int, end: int) -> bool:
    """Tell whether a name is a medicine's, or the beginning of one."""
    name = text[start:end]
    if _CHEMICAL.search(name) or _DOSE.search(name) or _goes_on(text, end):
        return True
    kind = _OF_A_KIND.search(name) is not None
    given = _GIVEN.match(text, end) is not None or _taken(text, start, end)
    if len(name) <= _USUAL and (name[0] in SURNAMES or name[:2] in DOUBLE_SURNAMES):
        sounds = kind or _MAYBE.search(name) is not None
        return sounds and (given or _TABLET.match(text, end) is not None)
    if kind:
        return True
    if text[start - 1 : start] in ("·", "・") or "·" in name or _SPEAKS.match(text, end):
        return False
    return given or _sounds(text, start, end)


def _taken(text: str, start: int, end: int) -> bool:
    """Tell whether somebody takes what is named, and how often; or a doctor says so."""
    before = text[max(start - _REACH, 0) : start]
    if _TAKEN.search(before) or (_TOWARDS.search(before) and text.startswith("过敏", end)):
        return True
    if _EATEN.search(before) or _TIMES.match(text, end):
        return bool(_OF_DOCTORS.search(text) or _MEDICAL.search(text))
    return False


def _sounds(text: str, start: int, end: int) -> bool:
    """Tell whether a name ends as medicines do, as well as people, where medicines are named."""
    maybe = _MAYBE.search(text[start:end])
    if maybe is None or not maybe.start():
        return False
    medical = _TABLET.match(text, end) or _MEDICAL.search(text)
    return _listed(text, start, end) or medical is not None


def _goes_on(text: str, end: int) -> bool:
    """Tell whether an ending goes on, or begins, where a name ends."""
    ways = (_GOES_ON, _LATER) if _MEDICAL.search(text) else (_GOES_ON,)
    some = (way.match(text, at) for way in ways for at in range(max(end - _SPLIT, 0), end + 1))
    return any(one is not None and one.end() > end for one in some)


def _listed(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands beside another that ends like a medicine's."""
    before = text[max(start - _REACH, 0) : start]
    return bool(_LISTED.match(text, end) or _LISTED_BEFORE.search(before))
