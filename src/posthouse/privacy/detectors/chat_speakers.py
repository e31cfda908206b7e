"""Who speaks in a chat that was exported or copied: [10:23] 张三: …, 李四 2026/1/15 10:23.

WeChat, QQ, DingTalk and Feishu put the time before the speaker or behind, in brackets or not;
Slack and Teams put the hour behind.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.callings import is_calling
from posthouse.privacy.fieldvalues import PERSON_AT, PERSON_HAN, looks_like_person, person
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.tables import MARGIN

_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?"
_DAY = (
    r"(?:(?:20\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}[日号]?|(?:星期|周)[一二三四五六日天]|昨天|"
    r"今天|[上下]午|晚上|凌晨)"
)
_NAME = rf"(?P<v>{PERSON_HAN.pattern}|[小老阿]?[\u4e00-\u9fff]{{2,5}})"


def _speaker(match: re.Match[str]) -> Span | None:
    name = match["v"]
    return match.span("v") if looks_like_person(name) or is_calling(name) else None


_HOUR = r"(?:0?\d|1[0-2]):[0-5]\d ?[AaPp]\.?[Mm]\.?"
_SAID = rf"(?=\r?\n(?![^\n]{{0,80}}{_HOUR}[ \t\r]{{0,4}}$)[^\n]{{0,40}}\w)"
"""What is said stands on the next line; in an agenda that is the next hour."""


RULES = (
    Rule(
        "speaker-behind-time",
        Label.PERSON,
        r"[0-9]:[0-9]{2}(?:\]|】|\)|）)?[ \t]{0,2}(?:[\xe3-\xe9][\x80-\xbf]{2}){2,8}[ \t]?(?::|"
        r"：|\(|（)",
        rf"(?:{_DAY}[ T]{{0,2}}|(?<![\d:])){_CLOCK}[\]】)）]?[ \t]{{0,2}}{_NAME}[ \t]?(?=[:：(（])",
        _speaker,
        before=56,
        after=2,
        rank=TEXTUAL,
        examples=(
            "[2026-05-09 06:21] ‹缪淑芬›: 回调打到哪了\n",
            "10:43 ‹老熊›：好的\n",
            "2026/1/15 10:23:11 ‹查有才›(12345678)\n",
        ),
        near_misses=(
            "[10:23] 系统: 重启\n",
            "10:23 开始时间：今天",
            "10:23 管理员：请大家",
        ),
    ),
    Rule(
        "speaker-before-time",
        Label.PERSON,
        r"[\n\x00+>\t\"](?:[\xe3-\xe9][\x80-\xbf]{2}){2,5}(?:\([0-9]{5,11}\))?[ \t]{1,3}"
        r"(?:(?:[0-9]|昨天|今天|周|星期|上午|下午|晚上|凌晨)"
        r"[^\n\x00A-Za-z]{0,20} ?)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[\r\n\x00\\\"]",
        rf"(?m)(?:^|(?<=[\"\n])){MARGIN}?{_NAME}(?:\(\d{{5,11}}\))?[ \t]{{1,3}}(?:{_DAY}[ "
        rf"T]{{0,2}})?{_CLOCK}"
        r"(?=[\r\n\\\"]|\Z)",
        _speaker,
        before=64,
        after=2,
        rank=TEXTUAL,
        examples=(
            "[图片]\n‹查有才› 00:51\n收到\n",
            "‹查有才› 2026-01-15 10:23:11\n在吗\n",
            "     3\t‹小李›  昨天 10:23\n",
        ),
        near_misses=(
            "开始时间 10:23\n",
            "于是到了 10:23\n结束",
            "会议 10:23\n",
            "马上出发 10:23\n",
        ),
    ),
    Rule(
        "speaker-before-hour",
        Label.PERSON,
        r"[A-Za-z.)\x80-\xbf](?: {1,3}|, )(?:(?:Today|Yesterday) at )?[0-9]{1,2}:[0-9]{2} ?"
        r"[AaPp]\.?[Mm]\.?\r?\n",
        rf"(?m)(?:^|(?<=\")){MARGIN}?[ \t]?(?P<v>{PERSON_AT.pattern})(?: {{1,3}}|, )"
        rf"(?:(?:Today|Yesterday) at )?{_HOUR}{_SAID}",
        person,
        before=96,
        after=140,
        rank=TEXTUAL,
        examples=(
            "‹Hannah Delacroix›  9:52 AM\ndone. his card was charged twice\n",
            "     4\t‹Rahul Iyer›  10:44 pm\n     5\tok pls restart\n",
            "‹Ngozi Ferreira›, Yesterday at 4:07 PM\nthx\n",
        ),
        near_misses=(
            "Coffee Break  9:30 AM\nKeynote Talk  10:00 AM\n",
            "Main Build  9:52 AM\ndone\n",
            "Anna Keller 10:00 AM",
        ),
    ),
)
