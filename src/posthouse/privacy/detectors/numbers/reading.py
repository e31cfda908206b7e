"""A number beside its name, read: where it begins and ends, and which of those called so it is.

The sizes of what is called so tell first where a number can end at all; then its shape, what stands
around it and its check are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.privacy.checksums import example_number, is_day, social_security_example
from posthouse.privacy.detectors.numbers.links import Link, link
from posthouse.privacy.detectors.numbers.table import Named, Number, Shapes, alone, shapes
from posthouse.privacy.national_checks import is_national
from posthouse.privacy.rules import Span
from posthouse.privacy.tables import Cell
from posthouse.privacy.words import either, words

_LETTERS = "À-ÖØ-öø-ÿА-яЁІЇЄΑ-Ω"
_FIRST = rf"[0-9A-Za-zα-ω{_LETTERS}]"
_REST = rf"[0-9A-Za-z&{_LETTERS}가-힣あ-ん]"
_BETWEEN = r"(?>(?:[ .,/:·–-]?[()])*)[ .,/:·–-]?"
_VALUE = re.compile(rf"{_FIRST}(?:{_BETWEEN}{_REST})+")
_EDGE = r"(?<!&)(?![0-9A-Za-z_])"
_BEGUN = re.compile(rf"({_FIRST}{_REST}{{0,40}}?){_EDGE}")
_GOES_ON = re.compile(rf"{_BETWEEN}({_REST}{{1,40}}?){_EDGE}")
_HEAD = re.compile(rf"{_FIRST}*+")
_PIECE = re.compile(r"(?:[A-Z]{1,5} |[A-Za-z]{1,5}[.-]?)$")  # "is " is a word
_SIGNS = re.compile(rf"[^0-9A-Za-z{_LETTERS}가-힣あ-ん&]")
_AS_WRITTEN = words("hetu se.personnummer nz.bankaccount base58")
"""Checks to which signs or small letters tell something."""
_PARTS = 8  # signs and blanks in a number, most
_PIECES = 2  # groups of letters before the figures of a number, most
_LEAST = 4  # signs before the last one of a number, least
_BACKWARDS = 30  # characters before a name's bracket in which its number may begin
_BEGINS = re.compile(r"(?<![\w./+-])[^\W_]")
_DECIMAL = re.compile(r"\.\d")
_RUNS_ON = re.compile(r"[A-Za-z0-9_]|[-./:]\d|[-_/\\@][A-Za-z]{2}")
_DAY = re.compile(
    r"(?:19|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./](?:19|20)?\d\d|\d{1,2}:\d\d"
)
_AND = r"(?:and|or|und|oder|et|ou|y|o|e|i|ve|en|och|og) "
_NEXT = re.compile(rf"[\"'`)\]]{{0,2}}(?:(?:, ?| ?[/;&+] ?)(?:{_AND})?| {_AND})")
_MOST = 8
_BACK_WORDS = words(
    "is was as ist als es como est comme è come é är er on jest to olan the a an my his her your "
    "our their its valid mein meine unsere ihre mi su el la mon ma le il mio mia meu o benim minun "
    "mitt min vårt vår ditt mój jego jej"
)
_WORDS_BACK = 40  # characters that four of these words are at most, with signs around them
_BRACKETS = "([（–—-"
_OPENS = " \"'“‘"
_BACK = re.compile(
    r"(?<=[0-9A-Za-z])(?P<open>[\"'”’`)\]]{0,2} ?(?:[(\[（–—]|- )|[\"'”’`)\]]{0,2},? (?:"
    rf"(?:{either(_BACK_WORDS)}) ){{1,4}}) ?[\"'“‘]?$"
)
AROUND = 64
"""Characters before a name or a number that are looked at."""


def ahead(text: str, name: Span, named: Named, at: int) -> Iterator[Cell]:
    """Yield what follows a name from its first figure on and has the shape of what is called so."""
    if not named.sure and text.startswith("(", name[1]):
        return  # of a word that says other things too, a call: sin(0.5)
    for start in _candidates(text, name[1], at):
        led = link(text, *name, start)
        found = _number(text, start, shapes(named, led)) if led is not Link.NONE else None
        if found is not None:
            end, number = found
            yield start, end, number.label
            yield from _further(text, end, number)
            return


def _candidates(text: str, end: int, at: int) -> Iterator[int]:
    """Yield where the number of a figure may begin, at the letters before its figures too."""
    begun = _HEAD.match(text[end:at][::-1])
    starts = [at - begun.end() if begun is not None else at]
    while len(starts) <= _PIECES and starts[-1] - end > 1:
        piece = _PIECE.search(text, max(starts[-1] - 6, end), starts[-1])
        if piece is None:
            break
        starts.append(piece.start())
    for start in reversed(starts):
        if start > end or not text[start - 1 : start].isalnum():
            yield start


def _number(text: str, start: int, known: Shapes) -> tuple[int, Number] | None:
    """Return where the longest number that begins here ends, and which of those known it is."""
    ends = [end for end, size in _ends(text, start, max(known, default=0)) if size in known]
    for end in reversed(ends):
        plain = _without_signs(text[start:end])
        number = _one_of(known, text, (start, end), plain) if end - start > _LEAST else None
        if number is not None:
            return end, number
    return None


def _ends(text: str, start: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield where a number that begins here can end, and its letters and figures to there."""
    size, run = 0, _BEGUN.match(text, start)
    while run is not None and size < most:
        begin, end = run.span(1)
        size += end - begin
        yield end, size
        run = _GOES_ON.match(text, end)


def _without_signs(raw: str) -> str:
    """Return the letters and figures of a number, in capitals; of one with many signs nothing."""
    plain = raw if raw.isalnum() else _SIGNS.sub("", raw)
    return plain.upper() if len(raw) - len(plain) <= _PARTS else ""


def _one_of(known: Shapes, text: str, span: Span, plain: str) -> Number | None:
    """Return which of those known a number is."""
    for shape, number in known.get(len(plain), ()):
        if shape.fullmatch(plain) and _holds(number, text, span, plain):
            return number
    return None


def _holds(number: Number, text: str, span: Span, plain: str) -> bool:
    """Tell whether what has the shape of a number is one: no amount, no day, its check right."""
    raw = text[slice(*span)]
    right = _checked(number, raw, plain) if number.checks else _alone(text, span, plain)
    return right and not _is_amount(text, span) and not _DAY.match(raw)


def _is_amount(text: str, span: Span) -> bool:
    before = text[max(span[0] - 1, 0) : span[0]]
    return (before != "" and before in "+$€£") or _DECIMAL.match(text, span[1]) is not None


def _checked(number: Number, raw: str, plain: str) -> bool:
    if social_security_example(raw) or not plain.strip("0"):
        return False
    for one in number.checks:
        if is_national(one, plain) or (one in _AS_WRITTEN and is_national(one, raw)):
            return True
    return False


def _alone(text: str, span: Span, plain: str) -> bool:
    """Tell whether a number without a check is neither a day nor an example nor part of more."""
    if (
        _RUNS_ON.match(text, span[1])
        or example_number(plain)
        or (plain.isdigit() and is_day(plain))
    ):
        return False
    return social_security_example(text[slice(*span)]) is False


def _further(text: str, at: int, number: Number) -> Iterator[Cell]:
    """Yield numbers of the same kind that are joined to one: "A1234567 and B7654321"."""
    for _ in range(_MOST):
        joint = _NEXT.match(text, at)
        if joint is None or joint.end() == at:
            return
        start = joint.end()
        found = _number(text, start, shapes(alone(number), Link.SAID))
        if found is None:
            return
        at = found[0]
        yield start, at, number.label


def behind(text: str, name: int, named: Named) -> Iterator[Cell]:
    """Yield the number that stands before its name, behind a bracket or a few words."""
    low = max(name - AROUND, 0)
    before = text[low:name]
    led = _BACK.search(before, max(name - low - _WORDS_BACK, 0)) if _leads_back(before) else None
    if led is None:
        return
    end, known = low + led.start(), shapes(named, Link.SAID)
    for one in _BEGINS.finditer(text, max(end - _BACKWARDS, 0), max(end - _LEAST - 1, 0)):
        start = one.start()
        raw = text[start:end]
        plain = _without_signs(raw)
        if len(plain) in known and _VALUE.fullmatch(raw):
            number = _one_of(known, text, (start, end), plain)
            if number is not None and (number.checks or not raw.isdigit()):
                yield start, end, number.label
                return


def _leads_back(before: str) -> bool:
    """Tell whether a bracket or one of the words ends a text, a cheaper way than `_BACK`."""
    bare = before.rstrip(_OPENS)
    return bare[-1:] in _BRACKETS or bare.rpartition(" ")[2] in _BACK_WORDS
