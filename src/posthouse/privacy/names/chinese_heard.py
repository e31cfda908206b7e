"""What the reader of letters says of a sentence: where names may be, and what speaks for and against.

A candidate of the network of words and one of the reader that overlap are one: the reader's where it
is sure, for it hears whole accounts and names that no dictionary cuts well.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

import numpy as np

from posthouse.privacy.names import chinese_walker as walker
from posthouse.privacy.names.chinese_bodies import placed, registered
from posthouse.privacy.names.chinese_latin import Latin
from posthouse.privacy.names.chinese_letters import Numbers
from posthouse.privacy.names.chinese_people import Place
from posthouse.privacy.names.chinese_reader import BEGINS, LOCATION, NONE, ORG, PERSON
from posthouse.privacy.names.chinese_told import Told
from posthouse.privacy.names.windows import Floats

Stretch = tuple[int, int, float]

_NOTHING = np.zeros((0, 6), np.float32)
_NOBODY = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
_MET = 0.08  # the walker is often in doubt
_QUIET, _SETTLED = 0.006, 0.9
_BODY, _PLACE = 0.1, 0.2
_OWN, _WEIGHT = 4.0, 0.5  # what the reader itself believes counts half, and so much at the most
_MAY = 0.25  # the chance of a letter from which a candidate goes on
_SURE = 0.7  # the reader's own boundaries count
_WORD = re.compile(r"[\w.@/]")
_LATIN = re.compile(r"(?![A-Z]{1,5}$)[A-Za-z][A-Za-z0-9]+(?:[ .-][A-Za-z]+){0,3}")
_FOREIGN = 0.5  # for names in Latin letters: the English tagger looks for those too
_STARTS = {2: 0, 3: 2, 4: 5}  # columns of Letters: words of so many letters that begin here
_EVERYDAY, _BITS = 3, (4, 8, 16, 32, 64, 128)
_NAMED, _GIVEN, _WHOLE = 16, 64, 3  # a given name of two letters behind a surname of one


class Heard:
    """A sentence as the reader heard it."""

    __slots__ = ("_letters", "_words", "doubted", "others", "people", "told", "walked")

    def __init__(self, letters: Floats, words: Numbers) -> None:
        """Take what is heard of each letter and what the lexicon says of the words it is in."""
        self._letters = letters
        self._words = words
        chances = letters[:, PERSON]
        self.people = bool(chances.max() >= _QUIET)
        """Whether somebody's name is suspected."""
        self.doubted = bool(((chances >= _QUIET) & (chances < _SETTLED)).any())
        """Whether others must be asked who is named."""
        self.others = self.doubted
        """Whether the network of words is asked: in doubt, or for what is named beside people."""
        self.told: list[Told] = []
        """Where somebody's name stands whatever is heard: words to both sides tell (chinese_told.py)."""
        self.walked = _NOTHING
        """What the walker heard of each letter, once it has walked here."""

    def named(self, text: str, latin: Latin) -> Iterator[Stretch]:
        """Yield what may be somebody's name, each with its mean chance; of Latin letters what is sure."""
        for start, end, sure in _stretches(
            self._letters[:, PERSON], self._letters[:, BEGINS], _MAY
        ):
            if not text[start:end].isascii():
                yield start, end, sure
            elif _foreign(text, start, end, sure):
                yield (*latin.whole(text, start, end), sure)

    def believed(self, start: int, end: int) -> float:
        """Return what the reader itself adds to a candidate's logit."""
        sure = odds(float(self._letters[start:end, PERSON].mean()))
        return _WEIGHT * max(min(sure, _OWN), -_OWN)

    def suspects(self, text: str) -> bool:
        """Tell whether an organisation or a place may be named that is not left alone."""
        if self._letters[:, ORG].max() >= _BODY or registered(text):
            return True
        places = _stretches(self._letters[:, LOCATION], self._letters[:, NONE], _PLACE)
        return any(placed(text[start:end]) for start, end, _ in places)

    def met(self) -> Iterator[Stretch]:
        """Yield stretches that the walker may take for somebody's name."""
        begins = self.walked[:, walker.BEGINS]
        return _stretches(begins + self.walked[:, walker.GOES_ON], begins, _MET)

    def _met(self, start: int, end: int) -> list[float]:
        """Return what the walker says of a candidate and of the letters beside it."""
        walked = self.walked
        part = walked[start:end]
        mean = part.mean(0).tolist()
        people = (part[:, walker.BEGINS] + part[:, walker.GOES_ON]).tolist()
        before = walked[start - 1].tolist() if start else _NOBODY
        behind = walked[end].tolist() if end < len(walked) else _NOBODY
        return [
            odds(sum(people) / len(people)),
            odds(max(people)),
            odds(min(people)),
            odds(float(part[0, walker.BEGINS])),
            *(log(mean[kind]) for kind in (walker.ORG, walker.LOCATION, walker.THING)),
            log(before[walker.BEGINS] + before[walker.GOES_ON]),
            log(behind[walker.BEGINS]),
            log(behind[walker.GOES_ON]),
        ]

    def flags(self, start: int, end: int) -> int:
        """Return what the lexicon says of a word."""
        column = _STARTS.get(end - start)
        return int(self._words[start, column]) & 255 if column is not None else 0

    def famous(self, start: int, end: int) -> bool:
        """Tell whether the lexicon knows a name of three letters or more as somebody's."""
        return end - start >= _WHOLE and self.flags(start, end) & _NAMED > 0

    def features(self, start: int, end: int) -> list[float]:
        """Return what is weighed of a candidate."""
        size, count = end - start, len(self._letters)
        flags = self.flags(start, end)
        given = self.flags(end - 2, end) if size == _WHOLE else 0
        before = self.flags(start - 1, start + 1) if start else 0
        behind = self.flags(end - 1, end + 1) if end < count else 0
        return [
            *self._met(start, end),
            *(float(flags & _EVERYDAY == level) for level in (1, 2, 3)),
            *(float(flags & bit > 0) for bit in _BITS),
            float(given & _GIVEN > 0),
            float(before & _EVERYDAY) / 3,
            float(behind & _EVERYDAY) / 3,
        ]


def _stretches(chances: Floats, begins: Floats, least: float) -> Iterator[Stretch]:
    if not len(chances) or chances.max() < least:
        return
    letters, starts = chances.tolist(), (begins > 0.5).tolist()
    start = None
    for at, here in enumerate([*letters, 0.0]):
        if start is not None and (here < least or starts[at]):
            yield start, at, sum(letters[start:at]) / (at - start)
            start = None
        if start is None and here >= least:
            start = at


def together(
    places: Sequence[Place], heard: Heard, stops: Sequence[int], text: str, latin: Latin
) -> list[Place]:
    """Return the candidates of all three, words', letters' and the walker's, and known Latin names."""
    found = [p for p in places if not text[p.start : p.end].isascii()]
    for start, end, sure in heard.named(text, latin):
        met = [p for p in found if p.start < end and start < p.end]
        if met and sure < _SURE:
            continue
        found = [p for p in found if p not in met]
        found.append(_place(start, end, stops))
    for start, end, _ in heard.met():
        if not text[start:end].isascii() and all(p.end <= start or end <= p.start for p in found):
            found.append(_place(start, end, stops))
    for start, end in latin.known(text):
        if all(p.end <= start or end <= p.start for p in found):
            found.append(_place(start, end, stops))
    return sorted(found, key=lambda p: p.start)


def _foreign(text: str, start: int, end: int, sure: float) -> bool:
    """Tell whether a name in Latin letters may be taken: whole words, and not of capitals alone."""
    whole = not (_WORD.match(text, end) or (start and _WORD.match(text, start - 1)))
    name = text[start:end]
    return sure >= _FOREIGN and whole and _LATIN.fullmatch(name) is not None


def _place(start: int, end: int, stops: Sequence[int]) -> Place:
    first = next(n for n, stop in enumerate(stops) if stop > start)
    last = next(n for n, stop in enumerate(stops) if stop >= end)
    return Place(first, last + 1, start, end)


def odds(chance: float, least: float = 1e-4) -> float:
    """Return the logarithm of the odds, of either side `least` at the least."""
    return math.log(max(chance, least) / max(1 - chance, least))


def log(chance: float) -> float:
    """Return the logarithm of a chance, of 1 in 10,000 at the least."""
    return math.log(max(chance, 1e-4))
