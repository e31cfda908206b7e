"""What the reader of letters says of a sentence: where names may be, and what speaks for and against.

A candidate of the network of words and one of the reader that overlap are one: the reader's where it
is sure, for it hears whole accounts and names that no dictionary cuts well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from posthouse.privacy.names.chinese_letters import Numbers
from posthouse.privacy.names.chinese_people import Place
from posthouse.privacy.names.chinese_reader import KINDS
from posthouse.privacy.names.windows import Floats

_MAY = 0.25  # the chance of a letter from which a candidate goes on
_SURE = 0.7  # the reader's own boundaries count
_STARTS = {2: 0, 3: 2, 4: 5}  # columns of Letters: words of so many letters that begin here
_EVERYDAY, _BITS = 3, (4, 8, 16, 32, 64, 128)
_GIVEN = 64


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as the reader heard it."""

    chances: Floats  # letters x labels
    words: Numbers  # letters x PLACES

    def suspected(self) -> float:
        """Return how likely the likeliest letter is in a name."""
        return float(1 - self.chances[:, 0].min())

    def people(self) -> Iterator[tuple[int, int, float]]:
        """Yield stretches that may be somebody's name, each with its mean chance."""
        parts = self.chances[:, 1:5]
        chance = parts.sum(1)
        if chance.max() < _MAY:
            return
        begins = (parts[:, 0] + parts[:, 3] > 0.5).tolist()
        letters = chance.tolist()
        start = None
        for at, here in enumerate([*letters, 0.0]):
            if start is not None and (here < _MAY or begins[at]):
                yield start, at, sum(letters[start:at]) / (at - start)
                start = None
            if start is None and here >= _MAY:
                start = at

    def flags(self, start: int, end: int) -> int:
        """Return what the lexicon says of a word."""
        column = _STARTS.get(end - start)
        return int(self.words[start, column]) & 255 if column is not None else 0

    def features(self, start: int, end: int) -> list[float]:
        """Return what is weighed of a candidate."""
        part = self.chances[start:end]
        person = part[:, 1:5].sum(1)
        flags, count = self.flags(start, end), len(self.chances)
        given = self.flags(end - 2, end) if end - start == 3 else 0
        before = self.flags(start - 1, start + 1) if start else 0
        behind = self.flags(end - 1, end + 1) if end < count else 0
        ahead = self.chances[end, 1:5].sum() if end < count else 0.0
        return [
            _odds(float(person.mean())),
            _odds(float(person.max())),
            _odds(float(part[0, 1] + part[0, 4])),
            *(
                _log(float(part[:, 1 + 4 * n : 5 + 4 * n].sum(1).mean()))
                for n in range(1, len(KINDS))
            ),
            _log(float(ahead)),
            *(float(flags & _EVERYDAY == level) for level in (1, 2, 3)),
            *(float(flags & bit > 0) for bit in _BITS),
            float(given & _GIVEN > 0),
            float(before & _EVERYDAY) / 3,
            float(behind & _EVERYDAY) / 3,
        ]


def together(places: Sequence[Place], heard: Heard, stops: Sequence[int], text: str) -> list[Place]:
    """Return the candidates of both: words' and letters'."""
    found = list(places)
    for start, end, sure in heard.people():
        if not any("\u3400" <= c <= "\u9fff" for c in text[start:end]):
            continue
        met = [p for p in found if p.start < end and start < p.end]
        if met and sure < _SURE:
            continue
        found = [p for p in found if p not in met]
        found.append(_place(start, end, stops))
    return sorted(found, key=lambda p: p.start)


def _place(start: int, end: int, stops: Sequence[int]) -> Place:
    first = next(n for n, stop in enumerate(stops) if stop > start)
    last = next(n for n, stop in enumerate(stops) if stop >= end)
    return Place(first, last + 1, start, end)


def _odds(chance: float) -> float:
    return math.log(max(chance, 1e-4) / max(1 - chance, 1e-4))


def _log(chance: float) -> float:
    return math.log(max(chance, 1e-4))
