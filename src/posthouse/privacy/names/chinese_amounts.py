"""Amounts in capital numerals: 贰万陆仟元整, 伍佰. Some of these numerals are surnames as well."""

from __future__ import annotations

import re

_NUMERALS = "零〇壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟万萬亿億"
_UNITS = "元圆圓角分厘整正"
_AMOUNT = re.compile(f"[{_NUMERALS}{_UNITS}]+")
_LEFT = re.compile(f"[{_NUMERALS}{_UNITS}]+\\Z")
_UNIT = re.compile(f"[{_UNITS}]")
_FEW = 2  # characters that somebody may be called by, too
_LONG = 16  # characters of an amount on either side of a name
_MONEY = re.compile(
    "(?:人民币|[美港欧日澳台加]元|[港澳台]币|英镑|金额|大写|[合总共]计|[货尾价余欠本房车工首]款|[租押定订保违罚现]金|费用?)"
    "(?:[（(]?大写[)）]?)?[:：]?(?:[为是约共计￥¥]|人民币){0,4}\\Z"
)
_BEFORE = 14  # characters in which money is spoken of before an amount
_TITLED = re.compile(
    "先生|女士|小姐|老师|同学|师傅|医生|律师|教授|经理|总监?|[哥姐叔]|说|表示|[:：,，]你"
)


def amount(text: str, start: int, end: int) -> bool:
    """Tell whether a name is an amount of money, or a part of one."""
    if _AMOUNT.fullmatch(text, start, end) is None:
        return False
    left = _LEFT.search(text[max(start - _LONG, 0) : start])
    begin = start - (len(left[0]) if left else 0)
    right = _AMOUNT.match(text, end, end + _LONG)
    run = text[begin : right.end() if right else end]
    if len(run) > _FEW:
        return True
    spoken = _MONEY.search(text[max(begin - _BEFORE, 0) : begin])
    return bool(spoken or _UNIT.search(run)) and _TITLED.match(text, end) is None
