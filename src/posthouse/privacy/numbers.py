"""Numbers in a text that a name may say something of: where it stands, and which forms do.

The name stands before the number in its clause, or is the line before.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import example_number, luhn, social_security_example
from posthouse.privacy.mixture import is_sequence
from posthouse.privacy.numbernames import BETWEEN, label_of, may_end
from posthouse.privacy.rules import Fits

_NUMBER = (
    r"(?P<v>(?:[A-Z]{1,4} ?)?\d{2,5}(?:[ -]\d{1,10}){1,6}(?! ?\d)|[A-Z]{1,4} \d{5,12}(?! ?\d)|"
    r"\+?[A-Za-z./-]{0,8}\d[A-Za-z0-9./-]{3,40})"
    r"(?![A-Za-z0-9_+@#*%$^&~])"
)
TOKEN = r"(?<![A-Za-z0-9_./+@*%$!^&~,;\[{-])(?<!\S\()(?<![,;(\[{+*/%<>-] )" + _NUMBER
"""A number, perhaps in groups, with what ends a sentence behind it."""
BEGUN = r"(?:[A-Z]{1,4}[-/ ]){0,2}[A-Z]{0,5}[-/ ]?[0-9][0-9](?:[A-Z ./-]?[0-9]){3}"
"""How a number begins that a trigger knows: five digits, perhaps behind capitals, in groups."""
_BEHIND = "._/-"
_DIGITS = 4
_CARD = range(13, 20)
"""Figures of a card."""
_FEW = 7  # digits of a number that has no letters: fewer are rows, years and counts
_FEWEST = {Label.CREDENTIAL: 6}
_LEAD = 80  # characters before a number that are read
_LINE_BEFORE = 48
_END = re.compile(r"[,;，；。!?！？|\t\n]|\. | {2,}")
_BEGINS = ":=&?{<("
"""Behind which the name of a number may begin, what stands before being another name."""
_NUMBERS = ("no", "id", "number", "ref", "num")
"""Names of a number that say nothing without the thing that it is of."""
_NOT_WHOLE = re.compile(
    r"(?i)(?<![a-z])(?:ending|ends|last|test|example|sample|dummy|fake|mock)(?![a-z])|"
    r"尾号|后四位|测试|示例|样例"
)
_APART = frozenset(",;，；。!?！？|\t\n0123456789│")
"""What no name ends with that stands before a number."""
_CELL = re.compile(_NUMBER, re.ASCII)
_DAY = re.compile(
    r"(?:18|19|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./](?:18|19|20)?\d\d|(?:19|20)\d{6}|"
    r"\d\d?[-. ]?[A-Za-z]{3}[-. ]?(?:19|20)?\d\d"
)
_NOBODYS = re.compile(
    r"(?=.*[a-f])[0-9a-f]{16,}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-.*|0[xX].*|\d{0,2}0{4,}.*|"
    r"v?\d+(?:\.\d+){2,}[\w.+-]*|\d+\.\d+|(?:19|20)\d\d|.*555-?01\d\d|.*555-555.*|42424242.*|"
    r".*/.*\..*|\d+(?:/\d+){3,}|0+(?:[- ]0+)+|.{0,3}[A-Za-z]{12,}.*|X{2,}.*|"
    r"[a-z]+(?:[-_.][a-z]+)+.*"
)


def bare(token: str) -> str:
    """Return a token without what ends a sentence behind it."""
    return token.rstrip(_BEHIND)


def called(text: str, start: int, value: str) -> Label | None:
    """Return what a number that begins here is by its name, None where none is listed."""
    near = text[max(start - _LEAD, 0) : start].rstrip(BETWEEN)
    if near[-1:] == "\n":
        label = label_of(_line_before(text, start - 1), whole=True)
    elif near and near[-1] not in _APART:
        label = _by_clause(near)
    else:
        return None
    return label if label is not None and may_be(value, label) else None


def judge_of(heading: str) -> Fits | None:
    """Return how the cells of a column are judged, None where its heading is not listed."""
    label = label_of(heading, whole=True)
    if label is None:
        return None
    return lambda cell: label if _CELL.fullmatch(cell) and may_be(cell, label) else None


def _by_clause(near: str) -> Label | None:
    """Return what a number is by the end of the clause that stands before it."""
    if not may_end(near):
        return None
    cut = 0
    for one in _END.finditer(near):
        cut = one.end()
    clause = near[cut:]
    begins = max(map(clause.rfind, _BEGINS)) + 1
    own = clause[begins:].strip(BETWEEN).lower()
    label = label_of(clause if own in _NUMBERS else clause[begins:])
    return None if label is None or _NOT_WHOLE.search(near) else label


def may_be(value: str, label: Label) -> bool:
    """Tell whether something of this form may be what its name says."""
    if _DAY.fullmatch(value.split(" ", 1)[0]) is not None:
        return label is Label.DATE_BIRTH
    if label is Label.BANK_CARD and _is_card(value):
        return True
    if example_number(value) or social_security_example(value):
        return False
    if label is Label.CREDENTIAL and is_sequence(value):
        return False
    if label is Label.DATE_BIRTH or (value.isdigit() and len(value) < _FEWEST.get(label, _FEW)):
        return False
    return sum(map(str.isdigit, value)) >= _DIGITS and _NOBODYS.fullmatch(value) is None


def _is_card(value: str) -> bool:
    """Tell a card that may be charged, or one of manuals: who names it means a card.

    The one that code takes for its tests stays: 4242424242424242.
    """
    figures = value.replace(" ", "").replace("-", "")
    told = len(figures) in _CARD and not value.startswith("42424242")
    return told and figures.isdigit() and luhn(figures)


def _line_before(text: str, at: int) -> str:
    """Return the line before the one that a place is in, "" where it is long."""
    last = text.rfind("\n", 0, at + 1)
    above = text.rfind("\n", 0, max(last, 0)) + 1
    return text[above:last] if last - above <= _LINE_BEFORE else ""
