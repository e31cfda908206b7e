"""Does the value of a field look like a person, an organisation, an address?

The name of the field said that it may; what is a variable, a type, a template, a sentence or a
word of the trade is left.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.callings import is_calling
from posthouse.privacy.fieldnames import Field, Trust
from posthouse.privacy.namewords import (
    DOUBLE_SURNAMES,
    NOT_CHINESE_NAMES,
    SAMPLES,
    SURNAMES,
    TRADE,
)
from posthouse.privacy.rules import Span
from posthouse.privacy.words import either, words

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŘŚŞŠȘŤȚŪŮŰŲŹŻŽ"
_WORD = (
    rf"(?:(?:Mc|Mac|O['’]|D['’]|Le|De|La|Di|Van|Al-)?[{_UP}][a-zà-öø-ɏ]+"
    rf"(?:[-'’][{_UP}]?[a-zà-öø-ɏ]+)?)"
)
_PARTICLE = r"(?:de|del|della|da|dos|das|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el|y|zu)"
_LATIN = (
    rf"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Herr|Frau)\.? )?{_WORD}"
    rf"(?: (?:{_PARTICLE} ){{0,2}}(?:{_WORD}|[A-Z]\.?(?![A-Za-z]))){{1,3}}"
    r"(?:,? (?:Jr|Sr|II|III|PhD|MD)\.?)?"
)
_REVERSED = rf"{_WORD}, ?{_WORD}(?: (?:{_WORD}|[A-Z]\.?))?"
_UPPER = r"[A-Z]{2,15}(?: [A-Z]{2,20}){1,3}"
_HAN = (
    rf"(?:(?:{'|'.join(sorted(DOUBLE_SURNAMES))})[\u4e00-\u9fff]{{1,2}}"
    rf"|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    r"|[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,10}){1,3})"
)
PERSON_AT = re.compile(rf"(?:{_LATIN}|{_REVERSED}|{_WORD}(?![ \w])|{_HAN}(?![\u4e00-\u9fff]))")
_PERSON_LATIN = re.compile(rf"(?:{_LATIN}|{_REVERSED})")
_PERSON_UPPER = re.compile(_UPPER)
PERSON_HAN = re.compile(_HAN)
_PART = re.compile(rf"{_WORD}(?:[ -]{_WORD})?|[\u4e00-\u9fff]{{1,3}}")
_FORMS = (
    r"Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|GmbH|AG|S\.?A|S\.?p\.?A|B\.?V|N\.?V|PLC"
    r"|LLP|LP|Pty|Oy|AB|KG|K\.?K|Group|Holdings|Partners|Associates|Bank|Hospital|Clinic|University"
    r"|College|Institute|Foundation|Insurance|Pharmaceuticals?|Logistics|Labs|Laboratories"
    r"|Industries|Enterprises|Ventures|Airlines|Motors"
)
_HAN_FORMS = (
    "公司|集团|集團|银行|医院|醫院|学校|大学|大學|学院|中学|小学|幼儿园|研究所|研究院|设计院|事务所|委员会|"
    "协会|基金会|合作社|工厂|厂|商行|商店|超市|酒店|宾馆|诊所|药房|工作室|门诊部|经营部|服务部|分行|支行|"
    "出版社|电视台|公安局|税务局|法院|检察院|派出所|株式会社"
)
_LATIN_END = re.compile(rf"\b(?:{_FORMS})\.?$")
_ORG_END = re.compile(rf"(?:\b(?:{_FORMS})\.?|(?:{_HAN_FORMS}))$")
_ORG_WORD = r"(?:[A-Z][\w&.'’-]*|&|of|and|the|de)"
_ORG = re.compile(
    rf"(?:[A-Z0-9][\w&.'’-]*(?:,? {_ORG_WORD}){{0,6}}\.?"
    r"|(?=[^\n]{4,48}$)[\u4e00-\u9fffA-Za-z0-9]+"
    r"(?:[（(][\u4e00-\u9fff]{2,10}[）)][\u4e00-\u9fff]*)*)"
)
COMPANY_AT = re.compile(
    rf"[A-Z][\w&.'’-]*(?: {_ORG_WORD}){{0,5}},? (?:{_FORMS})(?![\w])\.?"
    rf"|[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9（）()]{{2,36}}?(?:{_HAN_FORMS})(?![\u4e00-\u9fff])"
    rf"|[A-Z][\w&'’-]+(?: [A-Z][\w&'’-]+){{1,3}}"
)
_PLACE = re.compile(
    r"(?=[^\n]*[\d一二三四五六七八九十])(?=[^\n]*[A-Za-z\u4e00-\u9fff]{2})[^\n{}<>=;$|\\\"]{6,160}"
)
_NO_PLACE = re.compile(
    r"https?:|[@/\\]\w+/|^[\w.-]+:\d+$|^[\d.:/]+$|^0x|^[a-z_]+\(|^[\w-]+$|\b(?:bytes?|line|offset)\b"
    r"|::",
    re.IGNORECASE | re.ASCII,
)
_PLACE_ENDS = "路街区县市省镇乡巷"
_SPLIT = re.compile(r"[ ,.'’·-]+")


def _known(words_: str) -> bool:
    """Tell a word of the trade, or a stand-in, among the words of a would-be name."""
    parts = [part.lower() for part in _SPLIT.split(words_) if part]
    return not TRADE.isdisjoint(parts) or "_".join(parts) in SAMPLES


def _is_firm(text: str) -> bool:
    """Tell whether a name ends with the legal form of a firm or with what bodies are called."""
    return (_LATIN_END if text.isascii() else _ORG_END).search(text) is not None


def person(match: re.Match[str]) -> Span | None:
    """Take the group `v` where it looks like somebody's name."""
    return match.span("v") if looks_like_person(match["v"]) else None


def looks_like_person(text: str, *, part: bool = False, sure: bool = False) -> bool:
    """Tell a full name (or one part of it) from words, types and places."""
    if PERSON_HAN.fullmatch(text):
        return (
            text not in NOT_CHINESE_NAMES
            and text[:2] not in NOT_CHINESE_NAMES
            and text[-1] not in _PLACE_ENDS
            and not _is_firm(text)
        )
    if part and _PART.fullmatch(text):
        return not _known(text)
    if _PERSON_LATIN.fullmatch(text) or (sure and _PERSON_UPPER.fullmatch(text)):
        return not _known(text) and not _is_firm(text)
    return False


def looks_like_company(text: str, *, sure: bool) -> bool:
    """Tell a company by its legal form or, where the field is sure, by two names in a row."""
    if not 4 <= len(text) <= 80 or _ORG.fullmatch(text) is None:
        return False
    if _is_firm(text):
        return len(_SPLIT.split(text)) > 1 or not text.isascii()
    return sure and text.isascii() and len(_PERSON_LATIN.findall(text)) == 1 and not _known(text)


def looks_like_place(text: str) -> bool:
    """Tell a postal address from an address of a machine, of mail or of memory."""
    return _PLACE.fullmatch(text) is not None and _NO_PLACE.search(text) is None


# Banks that everybody has an account at: with no branch behind the name it tells of nobody.
_BANKS = words(
    "中国工商银行 工商银行 中国农业银行 农业银行 中国银行 中国建设银行 建设银行 交通银行 招商银行 "
    "中国邮政储蓄银行 邮储银行 中信银行 光大银行 中国光大银行 民生银行 中国民生银行 浦发银行 "
    "上海浦东发展银行 兴业银行 平安银行 华夏银行 广发银行"
)

_BRANCH = re.compile(rf"(?:{either(_BANKS)})(?=.{{1,24}}[支分]行)")
# What every town and county has tells of nobody either without the town's name: 市第一人民医院.
_EVERYWHERE = re.compile(
    "[省市州县縣区區镇鎮乡鄉村校厂]第?[一二三四五六七八九十]{0,2}(?:人民|中心|中医|儿童|口腔|妇幼|妇幼保健|精神卫生|实验|职业)?"
    "(?:医院|醫院|中学|小学|幼儿园|法院|检察院|公安局|税务局)"
)


def branch_at(text: str) -> int:
    """Return where the name of a bank's branch begins behind that of the bank, 0 if it does not."""
    bank = _BRANCH.match(text)
    return bank.end() if bank is not None else 0


_AND = re.compile("[、/]")  # between people who share a cell


def judged(found: Field, text: str, *, beside: bool) -> Label | None:
    """Return what the value of a field is; `beside`: fields beside it are personal."""
    sure = found.trust in (Trust.SURE, Trust.PART)
    if text in _BANKS or _EVERYWHERE.fullmatch(text):
        return None
    if found.label is Label.ADDRESS:
        return Label.ADDRESS if looks_like_place(text) else None
    if found.trust is Trust.BARE and not beside:
        return None
    if looks_like_company(text, sure=found.label is Label.ORG and (sure or beside)):
        return Label.ORG
    if found.label is not Label.PERSON:
        return None
    part, certain = found.trust is Trust.PART, sure or beside
    people = all(
        looks_like_person(one, part=part, sure=certain) or (certain and is_calling(one))
        for one in _AND.split(text)
    )
    return Label.PERSON if people else None
