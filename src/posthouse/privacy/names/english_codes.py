"""Codes of goods, parts, standards, orders: GB 18030, X-200, SVW|71612BM. They name nobody.

A name neither begins nor ends within a run of letters and digits. What is read without confidence
loses the codes at its ends, and short capitals that a number stands behind. One or two digits
behind a word are a note's number, and a postcode is none of these codes.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.spans import bare_end, bare_start
from posthouse.privacy.words import words

_SURE = 0.35  # from here on a call sign may be a station's name
_CALLED = 0.5  # and what an account begins with somebody's: the account is taken whole
_NEAR = 24  # characters to each side of an edge in which the rest of a code stands
_BESIDE = 12  # and in which it has a digit
_LEFT, _RIGHT = re.compile(r"[0-9A-Za-z]+\Z"), re.compile(r"[0-9A-Za-z]+")
_NUMBERS = re.compile(r"[0-9]+")
_COLUMN = re.compile(r"[0-9]+\t+")  # what stands in the column before
_AMOUNT, _OF_AMOUNT = re.compile(r"[.,][0-9]"), re.compile(r"[0-9][.,]\Z")
_JOINT = r"(?:[-_/^#]|(?<=[A-Z0-9])\|(?=[A-Z0-9]))"
_JOINED_LEFT = re.compile(rf"(?:[0-9A-Za-z]+{_JOINT})*[0-9A-Za-z]*\Z")
_JOINED = re.compile(rf"[0-9A-Za-z]*(?:{_JOINT}[0-9A-Za-z]+)*")
_MIXED = re.compile(r"(?=[0-9]*[A-Za-z])(?=[A-Za-z]*[0-9])[0-9A-Za-z]+")
_USUAL = re.compile(r"[0-9]+(?:st|nd|rd|th|[A-Za-z])|[A-Z]?[a-z]+[0-9]{1,2}")
"""A place in a row, the number of a house; a word with a note's number."""
_NUMBERED = re.compile(r"[ ](?:[A-Z]{1,4}[ ]){0,2}[A-Z]{0,2}[0-9](?![0-9.,]*%)")
_YEAR = re.compile(r"[ ](?:19|20)[0-9]{2}(?![0-9])")
_SHORT = 5  # letters of capitals that may be a code's
_STATE = re.compile(r"(?!GB)[A-Z]{2},?[ ](?:[0-9]{5}|[A-Z][0-9][A-Z])(?![0-9A-Za-z])")
_POSTCODE = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Z]{1,2}[0-9][A-Z0-9]?[ ]?[0-9][A-Z]{2}"
    r"|[A-Z][0-9][A-Z][ ]?[0-9][A-Z][0-9])(?![0-9A-Za-z])"
)
_STANDARDS = words(
    "GB ISO IEC IEEE DIN EN BS ASTM ANSI NIST AISI SAE JIS KS GOST ITU ETSI RFC ECMA MIL STD ASME "
    "NFPA UL API CEN CENELEC NF UNI AS NZS FIPS OSHA HL SP SMPTE JEDEC IPC CISPR VDE"
)


def within_code(text: str, start: int, end: int) -> bool:
    """Tell whether a name is cut out of an identifier, or of a key: letters and numbers in turn."""
    if "_" in (text[start - 1 : start], text[end : end + 1]):
        return True
    left = _LEFT.search(text[max(start - _NEAR, 0) : start])
    right = _RIGHT.match(text, end, end + _NEAR)
    if not (left or right):
        return False
    run = (left[0] if left else "") + text[start:end] + (right[0] if right else "")
    return " " not in run and len(_NUMBERS.findall(run)) > 1


def bare(text: str, start: int, end: int, label: Label, sure: float) -> tuple[int, int]:
    """Return where a name begins and ends without codes; nowhere else than at words' edges.

    Of nothing but codes nothing is left: the end is where it begins.
    """
    if _NUMBERS.search(text, max(start - _BESIDE, 0), end + _BESIDE) is None:
        return start, end
    if label is Label.ADDRESS:
        told = text[start:end].isdigit() and _last(text, start - 1) in _STANDARDS
        return (start, start) if told else (start, end)
    column = _COLUMN.match(text, start, end)
    start, end = _whole_figures(text, column.end() if column else start, end)
    stop = -1
    while start < end != stop:
        stop = end
        end = _end(text, start, end, sure)
    stop = -1
    while start < end and start != stop:
        stop = start
        start = _start(text, start, end, sure)
    return start, end


def _whole_figures(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the figures at an edge that are a part of an amount: AUD 2|,291.18, 286.|40 Pension."""
    if text[end - 1].isdigit() and _AMOUNT.match(text, end):
        figures = _LEFT.search(text[max(end - _NEAR, start) : end])
        end = bare_end(text, start, end - (len(figures[0]) if figures else 1))
    if start < end and text[start].isdigit() and _OF_AMOUNT.search(text[max(start - 2, 0) : start]):
        figures = _NUMBERS.match(text, start)
        start = bare_start(text, figures.end() if figures else start + 1, end)
    return start, end


def _end(text: str, start: int, end: int, sure: float) -> int:
    """Return where a name ends, without what a code has of it."""
    begin, stop = _around(text, end - 1, _LEFT, _RIGHT)
    run = text[begin:stop]
    if stop > end and not _USUAL.fullmatch(run):
        if sure >= _CALLED:
            return stop
        return bare_end(text, start, begin)
    begin, stop = _around(text, end - 1, _JOINED_LEFT, _JOINED)
    if _is_code(text, begin, stop, sure) or _is_numbered(text, start, end, sure):
        return bare_end(text, start, min(begin, end - len(run)))
    return end


def _start(text: str, start: int, end: int, sure: float) -> int:
    """Return where a name begins, without what a code has of it."""
    begin, stop = _around(text, start, _LEFT, _RIGHT)
    if begin < start and not _USUAL.fullmatch(text[begin:stop]):
        return begin if sure >= _CALLED else bare_start(text, stop, end)
    begin, stop = _around(text, start, _JOINED_LEFT, _JOINED)
    return bare_start(text, stop, end) if _is_code(text, begin, stop, sure) else start


def _around(text: str, at: int, left: re.Pattern[str], right: re.Pattern[str]) -> tuple[int, int]:
    """Return where what a character stands in begins and ends."""
    before = left.search(text[max(at - _NEAR, 0) : at])
    behind = right.match(text, at, at + _NEAR)
    return at - (len(before[0]) if before else 0), behind.end() if behind else at


def _is_code(text: str, begin: int, stop: int, sure: float) -> bool:
    """Tell whether what is joined by signs is a code: not in the middle of a postcode."""
    joined = text[begin:stop]
    if not _NUMBERS.search(joined) or joined.isdigit():
        return False
    parts = [match[0] for match in _RIGHT.finditer(joined)]
    several = len(parts) > 1
    if several and parts[0] in _STANDARDS:
        return True
    if sure >= (_CALLED if several else _SURE) or _in_postcode(text, begin, stop):
        return False
    mixed = any(_MIXED.fullmatch(part) and not _USUAL.fullmatch(part) for part in parts)
    listed = "|" in joined or parts[0].isdigit()
    return mixed or (several and not listed and any(map(str.isupper, parts)))


def _in_postcode(text: str, begin: int, stop: int) -> bool:
    near = text[max(begin - _NEAR, 0) : stop + _NEAR]
    at = min(begin, _NEAR)
    return any(
        match.start() <= at and match.end() >= at + stop - begin
        for match in _POSTCODE.finditer(near)
    )


def _is_numbered(text: str, start: int, end: int, sure: float) -> bool:
    """Tell whether a name's last word stands before a standard's number, or a model's."""
    if _NUMBERED.match(text, end) is None:
        return False
    word = _last(text, end)
    if _STATE.match(text, end - len(word)):
        return False
    if word in _STANDARDS:
        return True
    alone = len(word) == end - start
    return (
        alone
        and word.isupper()
        and len(word) <= _SHORT
        and sure < _SURE
        and not _YEAR.match(text, end)
    )


def _last(text: str, end: int) -> str:
    """Return the word that ends there."""
    found = _LEFT.search(text[max(end - _NEAR, 0) : end])
    return found[0] if found else ""
