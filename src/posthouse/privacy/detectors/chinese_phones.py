"""Telephone numbers of China: mobiles, landlines with their extensions, those of Taiwan."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_day
from posthouse.privacy.detectors.contact import EXTENSION
from posthouse.privacy.detectors.phone_tells import of_a_service, spoken_of
from posthouse.privacy.rules import NUMBER, Rule, Span

_HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uff0f\uff1a-\uff1f]"
_BESIDE_HAN = re.compile(rf"{_HAN} ?\Z")
_NUMBERED = re.compile(
    r"(?:单|單|号|號|码|碼|编|编号|流水|代码|期|第|No\.?)[ :：#]{0,3}\Z", re.IGNORECASE
)
ASSIGNED = r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])"
"""How mobile numbers begin that somebody may have been given."""


# What is counted, or numbered by a machine, in the shape of a mobile: 库存16700000000件.
_COUNT_BEHIND = re.compile(
    "(?:(?:[万亿]|美|港|日|欧)?元(?![旦宵])|人次|次(?![日次])|件(?![到已])|个(?![人性])|[股吨台份](?![东])|字节)"
)
_COUNT_BEFORE = re.compile(
    r"(?:\A|\n[+-]?|\d\t|[量额数共计约达价存超近]|金额[：:为是]|[\"'，。；])[ \t]?\Z"
)
_MACHINES = re.compile(
    "(?:订单|訂單|交易|流水|运单|序列|凭证|批次|商品|单据)(?:[编序]?[号码]|編?號)[为是]?"
    "[ :：#]{0,2}\\Z"
)


_OF_BYTES = re.compile(
    r"(?:memory|bytes|size|length|total|quota|capacity|timestamp|offset)[\"'\]]{0,2}\s?[:=]\s?[\"']?\Z",
    re.IGNORECASE,
)


def _counts(match: re.Match[str]) -> bool:
    """Tell bare figures that are a count, or the number of an order, from a mobile."""
    text, (start, end) = match.string, match.span()
    if not match.group().isdecimal():
        return False
    before = text[max(start - 8, 0) : start]
    factor = text[end : end + 1] == "*" and text[end + 1 : end + 2] not in ("*", "")
    if factor or _MACHINES.search(before) or _OF_BYTES.search(text, max(start - 24, 0), start):
        return True
    return bool(_COUNT_BEHIND.match(text, end)) and _COUNT_BEFORE.search(before) is not None


_SIZE = re.compile(r"HTTP/\d(?:\.\d)?\\?\" [1-5]\d\d \Z")
"""What stands before the size of an answer in the log of a server."""


def _mobile(match: re.Match[str]) -> Span | None:
    start = match.start()
    if _counts(match) or _SIZE.search(match.string, max(start - 16, 0), start):
        return None
    if match.string[max(start - 9, 0) : start].endswith("-") and re.search(
        r"[0-9a-f]{4}-$", match.string[max(start - 9, 0) : start]
    ):
        return None  # the tail of a UUID
    return match.span()


def _landline(match: re.Match[str]) -> Span | None:
    """Keep what is divided like a landline, called one, or stands bare amid Chinese."""
    if any(match.group("joint", "country")) or spoken_of(match, match.start()):
        return match.span()
    text, (start, end) = match.string, match.span()
    before = text[max(start - 8, 0) : start]
    if not _BESIDE_HAN.search(before) or _NUMBERED.search(before):
        return None
    after = text[end : end + 1]
    return match.span() if not after or after in "\n\"'\\" or re.match(_HAN, after) else None


_DESKS = "订餐|报修|值班|前台|门卫|传达室|保卫|总机"
_KIN = (
    "父|母|配偶|妻|夫|子|女|兄|弟|姐|妹|太太|先生|父亲|母亲|父親|母親|妻子|丈夫|儿子|女儿|兒子|女兒|"
    "老公|老婆|朋友|同事|室友|家属|家屬"
)
_HONG_KONG = r"(?:\+?852[ -]?)?[2-9][0-9]{3}[ -]?[0-9]{4}"


def _dialled(match: re.Match[str]) -> Span | None:
    if match.groupdict().get("w"):
        bare = not match.group().startswith(("號碼", "手機", "行動"))
        before = match.string[max(match.start("w") - 8, 0) : match.start("w")].rstrip("，、（：　")
        return None if bare and _NUMBERED.search(before) else match.span("w")
    return None if is_day(match["v"]) else match.span("v")


def _service(match: re.Match[str]) -> Span | None:
    """Keep a number of a service that is given as somebody's telephone."""
    told = spoken_of(match, match.start()) and not of_a_service(match.string, match.span())
    return match.span() if told else None


RULES = (
    Rule(
        "phone-cn-mobile",
        Label.PHONE,
        r"(?:[^0-9A-Za-z]|86|%[23][0-9A-F])1[3-9][0-9][ .-]?[0-9]{4}[ .-]?[0-9]{4}[^0-9A-Za-z]",
        r"(?=[(+018])(?:(?<![0-9A-Za-z.])|(?<=%(?:2B|3D|20|22)))(?:\(?(?:\+|00)?86\)?[ -]?)?"
        rf"{ASSIGNED}(?P<s>[ .-]?)\d{{4}}(?P=s)\d{{4}}"
        r"(?![0-9A-Za-z]|\.\d)",
        _mobile,
        before=32,
        after=12,
        rank=NUMBER,
        examples=(
            "手机‹13800138000›，",
            "‹+86 138 0013 8000›",
            "tel=‹138-0013-8000›;",
            "‹8613800138000›",
            "联系人‹13800138000›次日送达",
            "打给‹13800138000›个人号",
        ),
        near_misses=(
            "a13800138000",
            "1380013800012",
            "12000138000",
            "0.13800138000",
            "- 63230000000*p**2 + 13600000000*p**3*r - 1",
            '"total_memory": "17179869184",',
            "订单号14738291023已发货",
            "流水号：16620230415\n",
            "库存16700000000件",
            "17420000000元预算",
            "总访问量14566778899次",
            'HTTP/1.1" 200 13800138000 ',
        ),
    ),
    Rule(
        "phone-cn-landline",
        Label.PHONE,
        r"[^0-9A-Za-z]0[1-9][0-9]{1,2}\)?[ -]?[2-8][0-9]{2,3}[ -]?[0-9]{4}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.\-])(?P<country>\+86[ -]?\(?)?\(?0(?:10|2\d|[3-9]\d{2})(?P<joint>"
        r"\)[ -]?|[ -])?"
        rf"[2-8]\d{{2,3}}[ -]?\d{{4}}(?:-\d{{1,5}})?{EXTENSION}(?![0-9A-Za-z]|[.-]\d)",
        _landline,
        before=32,
        after=20,
        rank=NUMBER,
        examples=(
            "座机‹010-62345678›。",
            "‹(021) 6234 5678›",
            "电话：‹075586543210›",
            "办公室‹021-79988068转分机229›",
            "‹0512-37843768 转 350›",
            "联系‹021-49736689 ext. 656›",
            "经办人：崔博溪　‹089870434780›\n",
        ),
        near_misses=(
            "order 01062345678",
            "2010-62345678",
            "0100-62345678",
            "流水号 089870434780",
            "订单：089870434780，",
            "第089870434780页",
        ),
    ),
    Rule(
        "phone-cn-bracketed",
        Label.PHONE,
        r"(?:（|\()0[1-9][0-9]{0,2}(?:）|\)) ?[2-8][0-9]{2,3}[ -]?[0-9]{4}[^0-9A-Za-z]"
        r"|(?:話|话|線|线|機|：|:| |）)0(?:[2-8]-[2-8][0-9]{2,3}-[0-9]{4}|"
        r"9[0-9]{2}-[0-9]{3}-[0-9]{3})[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.\-])(?:[(（]0[1-9]\d{0,2}[)）] ?[2-8]\d{2,3}[ -]?\d{4}"
        rf"|09\d{{2}}-\d{{3}}-\d{{3}}|0[2-8]-[2-8]\d{{2,3}}-\d{{4}}){EXTENSION}(?![0-9A-Za-z]|[.-]\d)",
        before=24,
        after=20,
        rank=NUMBER,
        examples=(
            "电话‹（0551）8754 0807›。",
            "（配偶）‹(02)3783-1827›",
            "市話‹04-2312-4567›",
            "市話：‹(02)5278-7309›\n",
            "台胞证48908576 ‹0962-601-914› 机场",
        ),
        near_misses=("f(02)3783-1827", "（02）1234", "(2025)3783-1827", "SN 04-2312-45678"),
    ),
    Rule(
        "phone-cn-service",
        Label.PHONE,
        r"[^0-9A-Za-z.-][48]00[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.\-])(?:400|800)[ -]?(?:[1-9]\d{2}[ -]?\d{4}|\d{4}[ -]?\d{3})"
        r"(?![0-9A-Za-z]|[.-]\d)",
        _service,
        before=32,
        after=12,
        rank=NUMBER,
        examples=("联系电话‹400-820-8820›。", "座机：‹4008208820›", "电话 ‹400 820 8820›"),
        near_misses=(
            "order 4008208820",
            "code 400-12",
            "400 1000 2000 3000",
            "客服400-820-8820。",
            "咨询电话：4008-208-820",
            "如需改签请拨打400-610-1360。",
            "热线：4008208820",
        ),
    ),
    Rule(
        "phone-cn-dialled",
        Label.PHONE,
        r"(?:打|拨|拨打|致电|座机|固话)[^\n\x000-9]{0,6}[2-8][0-9]{3}[ -]?[0-9]{4}[^0-9A-Za-z]"
        rf"|(?:{_DESKS})[^\n\x000-9]{{0,9}}[2-8][0-9]{{3}}[ -]?[0-9]{{4}}[^0-9A-Za-z]"
        rf"|(?:（|\()(?:{_KIN})(?:）|\))(?: |：|:)?{_HONG_KONG}[^0-9A-Za-z]"
        rf"|其(?:{_KIN})[^\n\x000-9]{{4,13}}(?:（|\()[2-8][0-9]{{3}}[ -]?[0-9]{{4}}(?:）|\))"
        r"|(?:號碼|手機|行動|，|、|（|：|　|\))[^\n\x000-9]{0,12}"
        r"09[0-9]{2}-?[0-9]{3}-?[0-9]{3}[^0-9A-Za-z]",
        r"(?:(?:打|拨|致电|座机|固话)(?:给|到|的|是|我|他|她|：|:){0,2} ?"
        rf"|(?:{_DESKS})(?:电话|处|室|台)?[：: ]{{0,2}}|[（(](?:{_KIN})[）)][ ：:]?"
        rf"|其(?:{_KIN})(?!公司)[\u4e00-\u9fff]{{2,4}}[（(])"
        rf"(?P<v>{_HONG_KONG})"
        r"(?![0-9A-Za-z元折个张份次]|[.,-]\d)"
        r"|(?:(?:號碼|手機|行動電話)[^\n0-9]{0,3}|[\u4e00-\u9fff\dA-F][）)]?[，、（：　])"
        r"(?P<w>09\d{8}|09\d\d-\d{3}-\d{3}|09\d\d-\d{6})"
        r"(?![0-9A-Za-z])",
        _dialled,
        before=24,
        after=4,
        rank=NUMBER,
        examples=(
            "放门卫处，打‹4218 6366›。",
            "座机‹2532-4638›",
            "我的號碼‹0912345678›",
            "食堂订餐‹67629743›，报修见公告",
            "叶雨景（父）‹6585 6467›\n",
            "緊急聯絡人：劉婷嫻（太太）‹57831004›\n",
            "由其母卢艳（‹78446004›）带来",
            "博愛二路6巷228號13樓，‹0982546866›\n",
            "222號6F-6，‹0967-198-406›\n",
        ),
        near_misses=(
            "單號：0967198406，",
            "打20240102",
            "打8000 折",
            "打印 4218 6366",
            "拨款42186366元",
            "报修20240102",
            "（女儿）20240102\n",
            "訂單（太陽能）57831004",
            "其母公司（78446004）",
        ),
    ),
    Rule(
        "phone-macao",
        Label.PHONE,
        r"853(?:\)|）)?[ -]?[268][0-9]{3}[ -]?[0-9]{4}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.\-])[(（]?(?:\+|00)?853[)）]?[ -]?(?:6\d|28|8[2-9])\d{2}[ -]?\d{4}"
        r"(?![0-9A-Za-z]|[.-]\d)",
        before=24,
        after=2,
        rank=NUMBER,
        examples=("致電 ‹853-66123456› 或 ‹(853)28123456›。", "‹+853 6612 3456›，"),
        near_misses=("單號 85366123456789", "1853-66123456", "853-16123456"),
    ),
    Rule(
        "phone-macao-local",
        Label.PHONE,
        r"(?:手提|傳真|致電|來電|聯絡|澳門|澳门|電話)[^\n\x000-9]{0,24}"
        r"[268][0-9]{3}[ -]?[0-9]{4}[^0-9A-Za-z]",
        r"(?:手提|傳真|致電|來電|聯絡|澳門|澳门|電話)(?:電話|分店|辦公室|本地|號碼)?[ ：:為是]{0,3}"
        r"(?P<v>(?:6\d|28|8[2-9])\d{2}[ -]?\d{4})(?![0-9A-Za-z元件人年萬万]|[.-]\d| [元件人萬万])",
        _dialled,
        before=48,
        after=4,
        rank=NUMBER,
        examples=("手提 ‹66123456›，傳真 ‹28123456›\n", "澳门分店 ‹6612 3456›，负责人"),
        near_misses=("澳門 66123456 件", "傳真 16123456", "手提 661234567"),
    ),
)
