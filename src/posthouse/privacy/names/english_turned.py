"""Names written surname first: "Smith, John", "Cross, F. M." are one name each, not two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_lexicon import EVERYDAY, FORENAME, SURNAME, Lexicon

_SURNAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*")
_INITIALS = re.compile(r"[A-Z](?:\.[ -]?[A-Z]){0,3}\.?")
_BEGINS = re.compile(r"(?:^|\n|[;:(“\"|•*]|[.!?]\s|[&])[ \t]*\Z")
_ENDS = re.compile(r"[ \t]*(?:[.;()\n|]|$)")
_JOINT = ", "
_NEAR = 24  # characters before a name in which a surname stands


def turned(text: str, found: Sequence[Finding], lexicon: Lexicon) -> list[Finding]:
    """Return the findings, in order as they came, with surnames and what follows them as one."""
    taken: list[Finding] = []
    for one in found:
        before = taken[-1] if taken else None
        start = _surname(text, one, before, lexicon) if one.label is Label.PERSON else None
        if start is None:
            taken.append(one)
            continue
        if before is not None and before.start == start:
            taken.pop()
        taken.append(replace(one, start=start))
    return taken


def _surname(text: str, one: Finding, before: Finding | None, lexicon: Lexicon) -> int | None:
    """Return where the surname begins that stands before a forename or initials."""
    if not text.startswith(_JOINT, one.start - len(_JOINT)):
        return None
    end = one.start - len(_JOINT)
    if before is not None and before.end > end:
        return None
    read = before is not None and before.end == end and before.label is Label.PERSON
    start = before.start if before is not None and read else _word_before(text, end)
    if before is not None and start < before.end and not read:
        return None
    surname, rest = text[start:end], text[one.start : one.end]
    if _SURNAME.fullmatch(surname) is None:
        return None
    if _INITIALS.fullmatch(rest) is not None:
        return start if read else None
    return start if _apart(text, start, one.end) and _fits(surname, rest, lexicon) else None


def _word_before(text: str, end: int) -> int:
    start = end
    while start > max(end - _NEAR, 0) and (text[start - 1].isalpha() or text[start - 1] in "'’-"):
        start -= 1
    return start


def _apart(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands alone, as in a list of names or of works."""
    begins = _BEGINS.search(text, max(start - 4, 0), start) is not None or start == 0
    return begins and _ENDS.match(text, end) is not None


def _fits(surname: str, rest: str, lexicon: Lexicon) -> bool:
    """Tell whether words are rather a surname and a forename than the other way round."""
    first, _ = lexicon.known(surname)
    given, _ = lexicon.known(rest.split(maxsplit=1)[0])
    rather = (first & SURNAME) >> 2 >= max(first & FORENAME, 1)
    return rather and bool(given & FORENAME) and not given & EVERYDAY
