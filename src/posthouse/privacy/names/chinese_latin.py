"""Names in Latin letters amid Chinese: how they are written, and which are known.

Chinese leaves no blanks to go by, and often not those within a name either: BenBell, henryk,
图兰（arda turan）. A forename is known by its hash; no list can be read out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from posthouse.privacy.names.chinese_doubts import foreign
from posthouse.privacy.names.english_words import LEXICON_BITS, digest
from posthouse.privacy.names.windows import keys

FEATURES = 9
_NOTHING = [0.0] * FEATURES
_RUN = re.compile(
    r"(?<![A-Za-z0-9_@./&-])[A-Z][a-z]+(?:(?:[ -]|\. ?)?[A-Z][A-Za-z]*){0,3}(?![A-Za-z0-9_@&/])"
)
_PART = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|[a-z]+")
_GLOSS = re.compile(r" ?[（(] ?([A-Za-z][A-Za-z.'’·• -]*[A-Za-z])(?![A-Za-z0-9])")
_PLAIN = re.compile("[a-z]+")
_ABROAD = re.compile("[·•・-]")


class Latin:
    """Knows forenames in Latin letters."""

    __slots__ = ("_keys",)

    def __init__(self, held: dict[str, Any]) -> None:
        """Take the steps between sorted hashes in two parts, as training/chinese/model.py wrote them."""
        self._keys = frozenset(keys(held["latin_low"], held["latin_high"]).tolist())

    def knows(self, word: str) -> bool:
        """Tell whether a word is a forename."""
        return digest(word.lower()) & LEXICON_BITS in self._keys

    def known(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the stretches that begin with a known name."""
        for match in _RUN.finditer(text):
            if self.forename(match.group()):
                yield match.span()

    def forename(self, name: str) -> bool:
        """Tell whether a name begins with a known forename of three letters or more."""
        first = _PART.match(name)
        return first is not None and len(first.group()) > 2 and self.knows(first.group())

    @staticmethod
    def whole(text: str, start: int, end: int) -> tuple[int, int]:
        """Return where the name ends and begins of which a reader heard a part."""
        for match in _RUN.finditer(text):
            if match.start() <= start and end <= match.end():
                return match.span()
        return start, end

    def any(self, text: str) -> bool:
        """Tell whether a known name stands in a text."""
        return next(self.known(text), None) is not None

    def features(self, name: str, text: str, start: int) -> list[float]:
        """Return what is weighed of a candidate: nothing of one that has other letters."""
        if not name.isascii():
            return _NOTHING
        parts = _PART.findall(name) or [name]
        known = [self.knows(part) for part in parts]
        before = text[start - 1 : start]
        return [
            float(known[0]),
            float(any(known[1:])),
            float(len(parts) == 2),
            float(len(parts) > 2),
            float(_PLAIN.fullmatch(name) is not None),
            float(name.isupper()),
            float(any(map(str.isdigit, name))),
            float(len(name) < 4),
            float(before in ("(", "（") and "\u4e00" <= text[start - 2 : start - 1] < "\ua000"),
        ]


def gloss(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a name stands once more, in its own letters, in brackets behind it.

    Behind a Chinese name one word in small letters is no name, but where it comes from or a remark.
    """
    match = _GLOSS.match(text, end)
    if match is None:
        return None
    name, again = text[start:end], match.group(1)
    abroad = foreign(name, 2) or _ABROAD.search(name) is not None
    return match.span(1) if abroad or again[0].isupper() or " " in again else None
