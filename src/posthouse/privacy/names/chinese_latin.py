"""Names in Latin letters amid Chinese: how they are written, and which are known.

Chinese leaves no blanks to go by, and often not those within a name either: BenBell, henryk,
图兰（arda turan）. A forename is known by its hash; no list can be read out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from posthouse.privacy.names.chinese_cues import SURNAMES
from posthouse.privacy.names.chinese_things import foreign
from posthouse.privacy.names.english_words import LEXICON_BITS, digest
from posthouse.privacy.names.windows import keys
from posthouse.privacy.words import words

FEATURES = 9
_NOTHING = [0.0] * FEATURES
_RUN = re.compile(
    r"(?<![A-Za-z0-9_@./&-])[A-Z][a-z]+(?:(?:[ -]|\. ?)?[A-Z][A-Za-z]*){0,3}(?![A-Za-z0-9_@&/])"
)
_PART = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|[a-z]+")
_GLOSS = re.compile(r" ?[（(] ?([A-Za-z][A-Za-z.'’·• -]*[A-Za-z])(?=[^A-Za-z0-9]|\d{4}|$)")
_GLOSSED = re.compile(r"(?<![A-Za-z0-9_@./-])([A-Za-z][A-Za-z0-9.'’-]{1,24}(?: [A-Z][a-z]+)?) ?$")
_OPENED, _CLOSED = ("（", "("), ("）", ")")
_REACH, _FORENAME = 40, 12  # letters before a bracket, of a forename
_PLAIN = re.compile("[a-z]+")
_REMARKS = words("blog weibo wechat vip left right id cv aka feat remix live")


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

    def begins(self, word: str) -> bool:
        """Tell whether a word in small letters begins with a known forename of four letters or more."""
        return any(self.knows(word[:size]) for size in range(4, min(len(word), _FORENAME) + 1))

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


def gloss(latin: Latin, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a name stands once more, in other letters, in brackets behind it or before them.

    Behind a Chinese name one word in small letters is no name, but where it comes from or a remark,
    unless it begins with a forename: 威廉姆斯（haroldwilliams）.
    """
    match = _GLOSS.match(text, end)
    if match is None:
        return None
    name, again = text[start:end], match.group(1)
    if again in _REMARKS:
        return None
    abroad = foreign(name, 2) or name[0] not in SURNAMES or len(name) > 3 or "·" in name
    told = abroad or again[0].isupper() or " " in again or latin.begins(again)
    return match.span(1) if told else None


def glossed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a name stands before, in Latin letters, that is Chinese in these brackets: Sky(李晓峰)."""
    if text[end : end + 1] not in _CLOSED or text[start - 1 : start] not in _OPENED:
        return None
    match = _GLOSSED.search(text, max(start - _REACH, 0), start - 1)
    return match.span(1) if match is not None else None
