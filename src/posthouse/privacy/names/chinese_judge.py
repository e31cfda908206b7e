"""How likely a candidate is somebody's name, from what three networks doubt, what its characters are
used to and the words around it: a few small networks of one layer weigh that, and agree on the mean.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from posthouse.privacy.names.chinese_cues import (
    AFTER,
    BEFORE,
    DOUBLE_SURNAMES,
    MATCH,
    NOT_AFTER,
    NOT_BEFORE,
    SURNAMES,
)
from posthouse.privacy.names.chinese_doubts import against
from posthouse.privacy.names.chinese_heard import Heard, log, odds
from posthouse.privacy.names.chinese_model import Model
from posthouse.privacy.names.chinese_people import Columns, Place
from posthouse.privacy.names.tagger import HAN
from posthouse.privacy.names.windows import Floats

_LEAST = 1e-6  # the odds of the network of words are kept so far from 0 and 1
_RARE = -3.0
_ALL_HAN = re.compile(f"[{HAN}]+")
_WORD = re.compile(r"[A-Za-z0-9_]")
_AND = re.compile(r"\s*(?:[、，,/&和与及跟]|\s)\s*")
_SURNAME, _FIRST, _SECOND, _FOREIGN = range(4)


class Judge:
    """Weighs candidates of one sentence."""

    __slots__ = ("_columns", "_jury", "_latin", "_statistics")

    def __init__(self, model: Model, columns: Columns) -> None:
        self._columns = columns
        self._statistics = model.statistics
        self._jury = model.jury
        self._latin = model.latin

    def judged(
        self, text: str, places: Sequence[Place], beliefs: Floats, heard: Heard
    ) -> list[float]:
        """Return the probability that each candidate is a name."""
        if not places:
            return []
        weighed = self._jury.weighed(self.features(text, places, beliefs, heard))
        return [
            chance(w + heard.believed(p.start, p.end) + against(text, p.start, p.end))
            for p, w in zip(places, weighed, strict=True)
        ]

    def features(
        self, text: str, places: Sequence[Place], beliefs: Floats, heard: Heard
    ) -> list[list[float]]:
        """Return what is weighed of each candidate."""
        words = (beliefs @ self._columns.summed).tolist() if places else []
        rows = [
            [
                *self._doubts(place, words),
                *self._habits(text[place.start : place.end]),
                *_around(text, place.start, place.end),
                *heard.features(place.start, place.end),
                *self._latin.features(text[place.start : place.end], text, place.start),
            ]
            for place in places
        ]
        for row, near in zip(rows, _company(text, places, rows), strict=True):
            row.append(near)
        return rows

    @staticmethod
    def _doubts(place: Place, words: Sequence[Sequence[float]]) -> list[float]:
        """Return what the network believes of the stretch."""
        part = words[place.first : place.last]
        size = len(part)
        person = [word[1] for word in part]
        ahead = words[place.last][2] if place.last < len(words) else 0.0
        return [
            odds(part[0][0], _LEAST),
            odds(min(person), _LEAST),
            odds(sum(person) / size, _LEAST),
            *(log(sum(word[group] for word in part) / size) for group in range(3, len(part[0]))),
            log(ahead),
        ]

    def _habits(self, name: str) -> list[float]:
        """Return what its characters say: surnames, given names, sounds of foreign names."""
        size, han = len(name), _ALL_HAN.fullmatch(name) is not None
        double = han and name[:2] in DOUBLE_SURNAMES
        single = han and not double and name[0] in SURNAMES and size in (2, 3)
        given = name[2:] if double else name[1:]
        one = two = foreign = 0.0
        if (single or double) and len(given) == 1:
            one = max(self._habit(given, _FIRST), self._habit(given, _SECOND))
        elif (single or double) and len(given) == 2:
            two = (self._habit(given[0], _FIRST) + self._habit(given[1], _SECOND)) / 2
        if han:
            foreign = sum(self._habit(character, _FOREIGN) for character in name) / size
        flags = (
            size == 1, han and size == 2, han and size == 3, han and size == 4, han and size > 4,
            not han, not han and _WORD.search(name) is not None, "·" in name or "・" in name,
            single, double, han and not single and not double,
        )  # fmt: skip
        return [
            *map(float, flags),
            self._habit(name[0], _SURNAME) if single else 0.0,
            one,
            two,
            one if single and size == 2 else 0.0,
            foreign if size >= 3 else 0.0,
            foreign if size == 2 else 0.0,
            foreign if size >= 2 and not single and not double else 0.0,
        ]

    def given(self, name: str) -> float:
        """Return how usual what stands behind a surname is as a given name: about -4 to 4."""
        rest = name[2:] if name[:2] in DOUBLE_SURNAMES else name[1:]
        if len(rest) == 1:
            return max(self._habit(rest, _FIRST), self._habit(rest, _SECOND))
        return (self._habit(rest[0], _FIRST) + self._habit(rest[1], _SECOND)) / 2

    def _habit(self, character: str, place: int) -> float:
        row = self._statistics.get(character)
        return row[place] if row else _RARE


def chance(logit: float) -> float:
    """Return the chance that a logit stands for."""
    return 1 / (1 + math.exp(-max(min(logit, 40.0), -40.0)))


def _around(text: str, start: int, end: int) -> list[float]:
    """Return what stands before and behind the candidate."""
    before, after = text[start - 1 : start], text[end : end + 1]
    match = any(word in text for word in MATCH)
    flags = (
        _ends(text, start, BEFORE), _begins(text, end, AFTER),
        _ends(text, start, NOT_BEFORE), _begins(text, end, NOT_AFTER),
        before == "@", before in ("、", "，"), not before or before in "。！？；\n ",
        before in ("：", ":"), before in tuple("《【[#\"“‘"), before in ("（", "("),
        after in ("：", ":"), not start and after in ("：", ":"), after in ("、", "，"),
        not after or after in "。！？；\n ", after in tuple("》】]#\"”’"), after in ("）", ")"),
        after in ("（", "("), after == "@", before in ("·", "-"), after in ("·", "-"),
        _WORD.match(after) is not None, _WORD.match(before) is not None, match,
    )  # fmt: skip
    return [float(flag) for flag in flags]


def _ends(text: str, end: int, words: frozenset[str]) -> bool:
    return any(text[max(end - size, 0) : end] in words for size in (1, 2, 3))


def _begins(text: str, start: int, words: frozenset[str]) -> bool:
    return any(text[start : start + size] in words for size in (1, 2, 3))


def _company(text: str, places: Sequence[Place], rows: Sequence[Sequence[float]]) -> list[float]:
    """Return how sure the network is of the surest name listed right beside each candidate."""
    near = [0.0] * len(places)
    for (one, here), (two, there) in pairwise(enumerate(places)):
        if _AND.fullmatch(text, here.end, there.start):
            near[one] = max(near[one], rows[two][1] + 4)
            near[two] = max(near[two], rows[one][1] + 4)
    return near
