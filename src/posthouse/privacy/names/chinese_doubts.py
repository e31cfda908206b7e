"""What speaks against a candidate whatever the network believes, in logits."""

from __future__ import annotations

import re

from posthouse.privacy.names.chinese_amounts import amount
from posthouse.privacy.names.chinese_cues import MATCH, SURNAMES
from posthouse.privacy.names.chinese_drugs import drug
from posthouse.privacy.names.chinese_known import known
from posthouse.privacy.names.chinese_things import HARDLY, doubtful, foreign, sounds, thing
from posthouse.privacy.names.programs import PROGRAMS
from posthouse.privacy.words import words

NEVER = -20.0
_CLUB_DOUBT = -2.2
_KNOWN_DOUBT = -6.0
_ANONYMOUS = re.compile("某")
_LATIN = re.compile(r"[A-Za-z0-9 .'_&+-]+")
_NO_LETTER = re.compile(r"\W+|[发打看转收号存]|车[牌号辆].?|车主|停车场")
"""Signs alone, and what a short message begins with: 🙏, 发你了, 车牌京A12345."""
_KANA = re.compile("[\u3041-\u30fa\u30fc-\u30ff]")
_JOINED = re.compile("([A-Za-z]+)[\u3041-\u30fa\u3400-\u9fff]")  # no blank parts them
_FILLED = words(
    "待定 待补充 待确认 待完善 暂无 未知 不详 保密 匿名 本人 同上 许可 经理 主任 主管 总监 组长 店长 老师 医生 护士 司机 "
    "周转 小王子 国发 国办发 部发 办发 厅发"
)
"""What stands where a name is to be filled in, offices alone, words that read like names."""
_ISSUED = re.compile("(?:发|字|办|函|规|令)(?=〔|[\\[（(]20)")
_OFFICE = re.compile("(?:[今现历曾兼并后先]|\\d[年月起至，]{1,3})$")


def against(text: str, start: int, end: int) -> float:
    """Return what is to be added to a candidate's logit: 0 where nothing speaks against it."""
    name = text[start:end]
    if _LATIN.fullmatch(name):
        account = text[start - 1 : start] == "@"
        small = name.islower() and not account
        return NEVER if small or name.lower() in PROGRAMS else 0.0
    if _nobody(text, start, end) or _a_thing(text, start, end):
        return NEVER
    if _of_a_program(text, start, name):
        return NEVER
    if _known(text, start, end):
        return _KNOWN_DOUBT
    if doubtful(text, start, end):
        return HARDLY
    return _CLUB_DOUBT if _of_a_match(text, start, end) else 0.0


def _nobody(text: str, start: int, end: int) -> bool:
    """Tell whether it is taken out already, a cry, signs, a word of chats, "holds office at"."""
    name = text[start:end]
    if name.rstrip("\"'”’」") in _FILLED or _ISSUED.match(text, end - 1):
        return True
    if _ANONYMOUS.search(text, start + 1, end + 1) and name[0] in SURNAMES:
        return True
    if (len(name) > 2 and len(set(name)) == 1) or _NO_LETTER.fullmatch(name):
        return True
    return name[0] == "任" and (len(name) > 3 or _OFFICE.search(text, 0, start) is not None)


def _known(text: str, start: int, end: int) -> bool:
    """Tell whether a candidate is what everybody knows, a part of it, or that and a word behind it."""
    place = known(text, start, end)
    return place is not None and not any(map(sounds, text[place[1] : end]))


def _a_thing(text: str, start: int, end: int) -> bool:
    """Tell whether a name is of something else, or one letter of a word of Japanese, beside kana."""
    name = text[start:end]
    if amount(text, start, end) or drug(text, start, end):
        return True
    if len(name) == 1 and _KANA.search(text, max(start - 1, 0), end + 1):
        return True
    return thing(text, start, end)


def _of_a_program(text: str, start: int, name: str) -> bool:
    """Tell whether a program's name, or a word's end, runs into what is said of it: nginx重启."""
    joined = _JOINED.match(name)
    if joined is None:
        return False
    word, before = joined[1], text[max(start - 1, 0) : start]
    within = before.isascii() and before.isalnum()
    small = len(word) > 1 and word.islower() and before != "@"
    return within or small or word.lower() in PROGRAMS


def _of_a_match(text: str, start: int, end: int) -> bool:
    """Tell whether a foreign name stands in a report on a match, where clubs are named so."""
    if not foreign(text[start:end], 2):
        return False
    parts = text[start - 1 : start] == "·" or text[end : end + 1] == "·"
    return not parts and any(word in text for word in MATCH)
