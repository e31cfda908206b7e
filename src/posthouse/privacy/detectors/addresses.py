"""Postal addresses: Chinese by road and number or building and room, others by street and number.

A Chinese address is read backwards from its road or building through the characters that can
stand before it, to the region it begins with or to the word that leads to it.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule, Span

_REACH = 40
_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 臺灣 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
)
_REGION = re.compile(
    "(?:中国|中华人民共和国)?(?:" + "|".join(_PROVINCES.split()) + ")(?!人)[^\\s，,]"
)
# What leads to an address: the last one before it is where it begins.
_LEAD = re.compile(
    r"住在|住于|住址|地址|位于|寄到|寄往|寄至|送到|送至|搬到|迁至|发往|前往|来自|家在|住所|户籍|籍贯|"
    r"[住在于至到往址寄为是从去回按把和与及的了：]"
)
_BACK = re.compile(r"[\u4e00-\u9fff0-9A-Za-z·-]*\Z")
_UNIT = re.compile(r"[\u4e00-\u9fff]{1,4}(?:省|自治区|自治州|市|区|區|县|縣|旗|镇|鎮|乡|鄉|街道)")
_TAIL = re.compile(
    r"(?:[ ]?(?:[\u4e00-\u9fff]{1,12}?)?"
    r"(?:[0-9A-Za-z]{1,4}|[一二三四五六七八九十]{1,3}|[东南西北甲乙丙丁])"
    r"(?:号楼|栋|幢|座|单元|层|楼|樓|室|房|户|号院|号|弄|期|区|组|門|门)(?!线|机|码)){1,5}"
    r"(?:[0-9]{1,4}-[0-9]{1,4}(?:-[0-9]{1,4})?|[0-9]{3,4}(?![0-9]))?"
    r"|[ ]?[0-9]{1,4}-[0-9]{3,4}(?![0-9-])"
)
_ROAD = r"(?:大道|大街|街|路|道|巷|弄|胡同|里|段|村|屯|庄|街坊|条)"


def _back(text: str, at: int) -> int:
    """Return where the address begins that goes on at this place."""
    low = max(at - _REACH, 0)
    run = _BACK.search(text, low, at)
    start = run.start() if run is not None else at
    region = None
    for region in _REGION.finditer(text, start, at):
        if _UNIT.search(text, region.start(), at) is not None:
            return region.start()
    for lead in _LEAD.finditer(text, start, at):
        start = lead.end()
    return start


def _begun(match: re.Match[str]) -> Span | None:
    """Take the address around a road and number, if a region or a lead stands before it."""
    text, road = match.string, match.start()
    start = _back(text, road)
    named = text[start:road]
    tail = _TAIL.match(text, match.end())
    end = tail.end() if tail is not None else match.end()
    if not re.search(r"[\u4e00-\u9fff]", named):
        return None
    placed = _UNIT.search(text, start, road + 1) is not None or _REGION.match(text, start)
    led = start > 0 and _LEAD.match(text, start - 1) is not None and text[start - 1] not in "的了"
    return (start, end) if placed or led or tail is not None else None


def _room(match: re.Match[str]) -> Span | None:
    """Take the address of a building and a room."""
    start = _back(match.string, match.start())
    named = match.string[start : match.start()]
    return (start, match.end()) if len(named) >= 2 else None


_SURE = (
    r"(?:Street|Avenue|Road|Boulevard|Lane|Drive|Highway|Parkway|Terrace|Crescent|Turnpike|"
    r"(?:St|Ave|Rd|Blvd|Ln|Dr|Hwy|Pkwy)\.?)"
)
_MAYBE = r"(?:Court|Ct|Place|Pl|Way|Circle|Cir|Trail|Square|Close|Row|Walk|Loop|Alley|Grove|Mews)"
_INSIDE = (
    r"(?P<unit>,?[ \n]{1,2}(?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|Room|Rm|Bldg|Building|#)"
    r"\.?[ ]?#?[0-9A-Z][0-9A-Z-]{0,5}\b)?"
)
_PLACE = (
    r"(?:,?[ \n]{1,2}(?P<city>[A-Z][A-Za-z.'-]{1,20}(?: [A-Z][A-Za-z.'-]{1,20}){0,3}))?"
    r"(?:,?[ \n]{1,2}(?P<zip>[A-Z]{2},? \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|"
    r"[A-Z]\d[A-Z] \d[A-Z]\d|\d{5}(?:-\d{4})?)\b)?"
)
_ADDRESS_WORD = re.compile(
    r"(?:address|live[sd]?|living|reside[sd]?|residing|residence|located|home|mail|ship|deliver|"
    r"send|meet|moved?|office|\bat|street)[^\n]{0,24}$",
    re.IGNORECASE,
)


def _street(match: re.Match[str]) -> Span | None:
    """Keep a street with its number; what may be no street needs a unit, a postcode or a word."""
    sure = match.group("sure") is not None
    told = match.group("unit") or match.group("zip")
    start = match.start()
    if not sure and not told:
        spoken = _ADDRESS_WORD.search(match.string, max(start - 40, 0), start)
        if spoken is None:
            return None
    if told:
        return match.span()
    city = match.group("city")
    comma = city is not None and match.string[match.start("city") - 2] == ","
    return (start, match.end("city") if comma else match.end("road"))


def _box(match: re.Match[str]) -> Span | None:
    placed = match.group("zip") or match.group("military")
    return match.span() if placed else (match.start(), match.end("box"))


RULES = (
    Rule(
        "address-cn-road",
        Label.ADDRESS,
        "(?:道|街|路|巷|弄|同|里|段|村|屯|庄|坊|条) ?[0-9]{1,5}(?:-[0-9]{1,4}|之[0-9])?[ ]?"
        "(?:号|號|弄|巷)",
        r"(?<=[\u4e00-\u9fff])" + _ROAD + r" ?\d{1,5}(?:[-之]\d{1,4})?[ ]?(?:号|號|弄|巷)"
        r"(?!线|文|令|公告|机|码|铺面积)",
        _begun,
        before=48,
        after=48,
        rank=TEXTUAL,
        examples=(
            "住‹北京市朝阳区建国路88号院3号楼2单元1201室›。",
            "寄到‹浙江省杭州市西湖区文三路478号›，谢谢",
            "地址：‹上海市徐汇区漕溪北路1200弄5号301室›",
            "公司在‹南山区科技园路12号›办公",
        ),
        near_misses=("铁路1号线", "网络道路 3 号", "线路2号机", "链路1号"),
    ),
    Rule(
        "address-cn-room",
        Label.ADDRESS,
        "[0-9](?:栋|幢|座|号楼|单元)[0-9A-Za-z]{0,4}(?:单元)?[0-9]{1,4}(?:室|房|户|号)",
        r"\d{1,4}(?:栋|幢|座|号楼)(?:[0-9A-Za-z]{1,3}(?:单元|座|层))?[0-9A-Za-z-]{1,6}(?:室|房|户|号)",
        _room,
        before=48,
        after=16,
        rank=TEXTUAL,
        examples=("住在‹翠湖花园12栋3单元501室›", "住址：‹海淀区学院南苑5号楼1203室›"),
        near_misses=("共 3 栋 501 室", "12栋501室"),
    ),
    Rule(
        "address-street",
        Label.ADDRESS,
        r" (?:" + _SURE[3:-1] + "|" + _MAYBE[3:-1] + r")[^A-Za-z]",
        r"(?<![0-9A-Za-z.#$/-])(?:\d{1,6} )?\d{1,6}[A-Za-z]?(?:-\d{1,4})?,? "
        r"(?:[NSEW]{1,2}\.? |North |South |East |West )?"
        r"(?:[A-Z][A-Za-z'-]{1,20}\.? |\d{1,3}(?:st|nd|rd|th) ){1,4}"
        r"(?P<road>(?:(?P<sure>"
        + _SURE
        + ")|"
        + _MAYBE
        + r")(?![A-Za-z])(?: [NSEW]{1,2}\b)?)"
        + _INSIDE
        + _PLACE,
        _street,
        before=72,
        after=96,
        rank=TEXTUAL,
        examples=(
            "lives at ‹742 Birchwood Lane, Apt 4, Fairview, OR 97024›.",
            "ship to ‹1600 Harbor View Avenue›, please",
            "‹12 Rose Court, Flat 3, Leeds, LS1 4AP›",
            "office: ‹88 North 5th Street›.",
            "at ‹580 60 Balsham Road› now",
        ),
        near_misses=("2 Second Place winners", "Main Street", "10 Ways", "3 Dr Who", "1 Class Row"),
    ),
    Rule(
        "address-box",
        Label.ADDRESS,
        r"P\.? ?O\.? ?Box [0-9]{2}|[ADF]PO A[AEP] [0-9]{5}",
        r"P\.? ?O\.? ?Box \d{2,6}(?P<box>)\b"
        + _PLACE
        + r"|(?:(?:PSC|CMR|Unit) \d{1,5},? Box \d{1,5}|"
        r"USN?S [A-Z][a-z]{2,20}),?[ \n]{1,2}[ADF]PO (?P<military>A[AEP] \d{5})(?:-\d{4})?",
        _box,
        before=56,
        after=64,
        rank=TEXTUAL,
        examples=("‹PO Box 1184, Fairview, OR 97024›", "‹PSC 0413, Box 8144\nAPO AA 42323›"),
        near_misses=("PO Box", "APO AA 42323"),
    ),
    Rule(
        "address-street-before-number",
        Label.ADDRESS,
        r"[a-z](?:stra(?:ß|s)(?:s|)e|gasse|allee|weg|straat|gracht|laan|vägen|gatan) [0-9]{1,4}",
        r"(?<![\w.])[A-ZÄÖÜ][\wäöüßéèå-]{0,40}"
        r"(?:stra(?:ß|ss)e|gasse|allee|weg|straat|gracht|laan|vägen|gatan) \d{1,4}(?: ?[a-z])?\b"
        r"(?:,? (?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})? [A-ZÄÖÜ][\wäöüß-]{2,24})?",
        before=72,
        after=40,
        rank=TEXTUAL,
        examples=("wohnt ‹Lindenstraße 12, 10969 Berlin›.", "at ‹Ziegelgasse 19› now"),
        near_misses=("weg 12", "straße 12", "Parkallee"),
    ),
    Rule(
        "address-street-french-spanish",
        Label.ADDRESS,
        r"[^A-Za-z](?:rue|avenue|boulevard|chemin|impasse|quai|calle|avenida|rua|viale|piazza) "
        r"[^\n\x00]{3}",
        r"(?<![\w.])(?:\d{1,4}(?: ?bis| ?ter)?,? "
        r"(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Ii]mpasse|[Qq]uai) "
        r"(?:(?:de la|de l'|de|du|des|la|le) ?)?[A-ZÉ][\wéèêç'-]{2,24}"
        r"(?: [A-ZÉ][\wéèêç'-]{2,24}){0,2}"
        r"(?:,? \d{5} [A-ZÉ][\wéèêç'-]{2,24})?"
        r"|(?:Calle|Avenida|Rua|Viale|Piazza) (?:(?:de la|del|de|da|do) )?"
        r"[A-ZÁÉ][\wáéíóúñã'-]{2,24}"
        r"(?: [A-ZÁÉ][\wáéíóúñã'-]{2,24}){0,2},? \d{1,4}\b)",
        before=48,
        after=100,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "au ‹12 rue de la Paix, 75002 Paris›",
            "at ‹5 Rue Lepic, 75018 Paris›",
            "vive en ‹Calle Mayor 15›",
        ),
        near_misses=("rue the day 12", "avenue of approach 5", "boulevard 12"),
    ),
    Rule(
        "address-in-context",
        Label.ADDRESS,
        r"(?:address|addresses|live|lives|lived|living|resides|residing|located) ?"
        r"(?:is|:|at|on|in|=)"
        r"[^\n\x00]{3,56}[0-9]",
        r"(?i:address(?:es)?(?:[\"'`]?(?: is)?:| is)|(?:live[sd]?|living|resid(?:es?|ing)|located) "
        r"(?:at|on|in))[ \t\"'`]{1,6}(?P<v>(?:\d{1,6} ){0,2}(?:[A-Z][a-zà-öø-ÿ]"
        r"[A-Za-zÀ-ÖØ-öø-ÿ'-]{1,24}\.? ){1,4}\d{1,5}\b(?![\w.:=/%-]| ?[a-z]))",
        before=48,
        after=72,
        rank=TEXTUAL,
        caseless=True,
        examples=("she lives on ‹Via Tasso 129›, near", "Address: ‹450 Laukaantie 80›"),
        near_misses=(
            "address: 10.0.0.1:8080",
            "Address is Listen 8080 ms",
            "lives in Release 2 of the plan",
            "living in 2020",
        ),
    ),
)
