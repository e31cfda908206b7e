"""Long numbers as they were meant: letters taken for digits, spaces lost or gained in reading.

Only what a checksum confirms is changed: bank cards in groups of four, resident ids in one piece,
and numbers of several kinds that were read as one, apart again. Four numbers up to 255 with dots
between them are one address, whatever spaces were read into it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from posthouse.media.outcome import Line

_ALIKE = str.maketrans("OoQDIl|iZzSsbGBqg", "00001111225566899")
_DIGIT = r"[0-9XxOoQDIl|iZzSsbGBqg]"
_RUN = re.compile(rf"(?<![A-Za-z0-9]){_DIGIT}(?:[ .·-]{{0,2}}{_DIGIT}){{12,47}}(?![A-Za-z0-9])")
_SURE = 0.75  # of a run that are digits as they stand
_CARD = re.compile(r"(?:62|4|5[1-5]|2[2-7]|3[47]|35|60|81|9)\d+")
_CARD_LENGTHS = (16, 19, 15)
_PHONE = re.compile(r"1[3-9]\d{9}")
_ID, _PHONES = 18, 11
_PART = r"\d(?: ?\d){0,2}"
_ADDRESS = re.compile(rf"(?<![\d.]){_PART}(?: ?\. ?{_PART}){{3}}(?!\.?\d)")
_OCTET = re.compile(r"(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])")


def mended(line: Line) -> Line:
    """Return a line whose long numbers stand as they are written."""
    changes = [one for match in _RUN.finditer(line.text) for one in _changed(match)]
    if not changes:
        changes = [one for match in _ADDRESS.finditer(line.text) for one in _joined(match)]
    if not changes:
        return line
    text, ends, at = "", list[float](), 0
    for low, high, letters in changes:
        text += line.text[at:low]
        ends += line.ends[at:low]
        for place, letter in letters:
            text += letter
            ends += line.ends[place : place + 1]
        at = high
    return Line(text + line.text[at:], line.corners, (*ends, *line.ends[at:]))


Letters = list[tuple[int, str]]
"""Each character that stands in a line now, with the place of that whose end is its own."""


def _changed(match: re.Match[str]) -> Iterator[tuple[int, int, Letters]]:
    """Yield what stands for a run, where that is something else."""
    run = match.group()
    places = [n for n, letter in enumerate(run) if letter not in " .·-"]
    read = "".join(run[n] for n in places)
    if sum(letter.isdigit() for letter in read) < _SURE * len(read):
        return
    parts = _parts(read.translate(_ALIKE).upper())
    if not parts:
        return
    letters, at = Letters(), 0
    for part in parts:
        for n, letter in enumerate(part):
            if n and letter == " ":
                letters.append((match.start() + places[at - 1], " "))
                continue
            letters.append((match.start() + places[at], letter))
            at += 1
        letters.append((match.start() + places[at - 1], " "))
    letters.pop()
    if "".join(letter for _, letter in letters) != run:
        yield match.start(), match.end(), letters


def _joined(match: re.Match[str]) -> Iterator[tuple[int, int, Letters]]:
    """Yield what stands for an address with spaces in it; a number beside it is none of its own."""
    text, (low, high) = match.string, match.span()
    first, last = match.group().split(".")[0].rstrip(), match.group().split(".")[-1].lstrip()
    if " " in first and not text[max(low - 1, 0) : low].strip():
        low += first.rindex(" ") + 1
    if " " in last and not text[high : high + 1].strip():
        high -= len(last) - last.index(" ")
    letters = [(n, text[n]) for n in range(low, high) if text[n] != " "]
    octets = "".join(letter for _, letter in letters).split(".")
    if len(letters) < high - low and all(map(_OCTET.fullmatch, octets)):
        yield low, high, letters


def _parts(digits: str) -> list[str]:
    """Return what a run of digits is made of as it is written, nothing where that is not sure."""
    for kind in (_card, _resident):
        if told := kind(digits):
            return [told]
    return next(_divided(digits), []) if len(digits) > max(_CARD_LENGTHS) else []


def _divided(digits: str) -> Iterator[list[str]]:
    """Yield the ways in which a run is cards, resident ids and phone numbers and nothing else."""
    for length, kind in _KINDS:
        told = kind(digits[:length]) if len(digits) >= length else ""
        if told and len(digits) == length:
            yield [told]
        elif told:
            yield from ([told, *rest] for rest in _divided(digits[length:]))


def _card(digits: str) -> str:
    from stdnum import luhn

    length = len(digits)
    fits = length in _CARD_LENGTHS and _CARD.fullmatch(digits) and luhn.is_valid(digits)
    if not fits or len(set(digits)) < 3:
        return ""
    if length == min(_CARD_LENGTHS):
        return f"{digits[:4]} {digits[4:10]} {digits[10:]}"
    return " ".join(digits[n : n + 4] for n in range(0, length, 4))


def _resident(digits: str) -> str:
    from stdnum.cn import ric

    return digits if len(digits) == _ID and ric.is_valid(digits) else ""


def _phone(digits: str) -> str:
    return digits if _PHONE.fullmatch(digits) else ""


_KINDS: tuple[tuple[int, Callable[[str], str]], ...] = (
    (_ID, _resident),
    (_PHONES, _phone),
    *((length, _card) for length in _CARD_LENGTHS),
)
