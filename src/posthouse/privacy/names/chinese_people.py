"""Candidates for people's names in a sentence, and how likely each must be.

The network says of every word how likely it is in a name. A candidate is a stretch where that is not
negligible; chinese_judge.py decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from posthouse.privacy.names.chinese_cues import COMMON_SURNAMES
from posthouse.privacy.names.tagger import HAN
from posthouse.privacy.names.windows import Floats

FLOOR = 0.04
_GROWS = 0.3
# In formal writing, in titles and lines without a sign, in talk; compared on dev parts of corpora,
# none that bench/names.py reads.
_LEAST = {
    "famous": (0.06, 0.15, 0.15), "usual": (0.04, 0.08, 0.15), "known": (0.05, 0.2, 0.25),
    "short": (0.045, 0.04, 0.34), "long": (0.045, 0.15, 0.25), "mixed": (0.2, 0.55, 0.6),
    "latin": (0.8, 0.75, 0.75), "forename": (0.5, 0.2, 0.45), "alone": (0.08, 0.14, 0.1),
    "letter": (0.12, 0.15, 0.4),
}  # fmt: skip
FORMAL, BARE, TALK = range(3)
"""How a text is written."""
_TALK = re.compile(r"[@#~\[\]〜～]|https?:|转发|(.)\1\1")
_SIGNS = re.compile("[，。；]")
_HAN = re.compile(f"[{HAN}]")
_ALL_HAN = re.compile(f"[{HAN}]+")
_GROUPS = (("LOC",), ("ORG",), ("nz", "nw"), ("n",), ("v",), ("w", "xc", "O"))


def manner(text: str) -> int:
    """Tell how a text is written: with the signs of short messages, without any sign, or formally."""
    if _TALK.search(text) is not None:
        return TALK
    return BARE if _SIGNS.search(text) is None else FORMAL


def least(name: str, words: int = 2, *, manner: int = FORMAL, famous: bool = False) -> float:
    """Return how likely a candidate must be: the more it looks like a name, the less.

    `words` is how many of the dictionary it is made of: one that is known whole is no new name.
    In talk most that is unknown is no name either. `famous`: a lexicon knows it, the whole as
    somebody's name or, in Latin letters, what it begins with as a forename.
    """
    shape = _shape(name, words)
    if famous:
        shape = "forename" if shape == "latin" else "famous"
    return _LEAST[shape][manner]


def _shape(name: str, words: int) -> str:
    if len(name) == 1:
        return "alone" if name in COMMON_SURNAMES else "letter"
    if _ALL_HAN.fullmatch(name.replace("·", "")) is None:
        return "mixed" if _HAN.search(name) else "latin"
    if len(name) > 3:
        return "long"
    if words == 1:
        return "known"
    return "usual" if name[0] in COMMON_SURNAMES else "short"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a sentence: words [first, last), characters [start, end)."""

    first: int
    last: int
    start: int
    end: int


class Columns:
    """Where the tags stand in what the network returns."""

    __slots__ = ("begins", "goes_on", "kinds", "person_begins", "person_goes_on", "summed")

    def __init__(self, tags: Sequence[str]) -> None:
        at = {tag: number for number, tag in enumerate(tags)}
        self.kinds = [tag.partition("-")[0] for tag in tags]
        self.begins = {kind: at[f"{kind}-B"] for kind in ("PER", "ORG", "LOC")}
        self.goes_on = {kind: at[f"{kind}-I"] for kind in ("PER", "ORG", "LOC")}
        self.person_begins, self.person_goes_on = self.begins["PER"], self.goes_on["PER"]
        summed = np.zeros((len(at), 3 + len(_GROUPS)), np.float32)
        summed[self.person_begins, (0, 1)] = summed[self.person_goes_on, (1, 2)] = 1
        for column, group in enumerate(_GROUPS, 3):
            for tag, number in at.items():
                summed[number, column] = tag.partition("-")[0] in group
        self.summed = summed
        """Tags to what is weighed: begins a person, is in one, goes on one, groups of others."""


def candidates(beliefs: Floats, stops: Sequence[int], columns: Columns) -> Iterator[Place]:
    """Yield the stretches that may be names."""
    begins = beliefs[:, columns.person_begins].tolist()
    goes_on = beliefs[:, columns.person_goes_on].tolist()
    starts = [0, *stops]
    first, size = 0, len(stops)
    while first < size:
        chance = begins[first] + goes_on[first]
        last = first + 1
        if chance > FLOOR:
            least = max(FLOOR, _GROWS * chance)
            while last < size and goes_on[last] > least and goes_on[last] >= begins[last]:
                last += 1
            yield Place(first, last, starts[first], stops[last - 1])
        first = last
