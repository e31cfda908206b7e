"""The English tagger's network, run with numpy: one label a word, in about a millisecond a page.

A word's own vector (rows of hashed tables, its shape, its byte of the lexicon) is computed once
and remembered; windows of neighbours then pass three times over the texts. Short texts go through
together, parted so that none hears another: each gets the labels that it gets alone.
training/english/train.py has the same network in the form that learns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.english_lexicon import Lexicon
from posthouse.privacy.names.english_words import Words, rows, surroundings
from posthouse.privacy.names.windows import (
    DILATIONS,
    Floats,
    Table,
    scores,
    table,
    taken,
    through,
    times,
    unpacked,
)

KINDS = ("PERSON", "ORG", "LOCATION", "ADDRESS")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BILU"))
_WINDOWS = 3
FAR = DILATIONS[_WINDOWS - 1]  # rows that part two texts
REACH = sum(DILATIONS[:_WINDOWS])  # how far a word hears
_TOGETHER = 1000  # words of short texts that go through the windows at once
_STRETCH = 1000  # rows whose surroundings are held at once
_REMEMBERED = 30_000  # words' vectors of 384 bytes, by words' hashes alone: 12 MB at most


class Network:
    """Gives words the log-probabilities of their labels. Threads may share one."""

    def __init__(self, packed: bytes) -> None:
        """Read what training/english/written.py wrote."""
        with np.load(BytesIO(packed)) as file:
            held: dict[str, Any] = {name: file[name] for name in file.files}
        self._weights = unpacked(held)
        self._word = table(held, "word")
        self._affix = table(held, "affix")
        self.lexicon = Lexicon(held["lexicon_low"], held["lexicon_high"], held["lexicon_flags"])
        self._vectors: dict[int, Floats] = {}

    def label(self, texts: Sequence[Words]) -> list[Floats]:
        """Return per text and word the log-probabilities of LABELS."""
        spoken = [text for text in texts if text.texts]
        labelled = (one for group in _groups(spoken) for one in self._together(group))
        none = np.zeros((0, len(LABELS)), np.float32)
        return [next(labelled) if text.texts else none for text in texts]

    def _together(self, texts: Sequence[Words]) -> Iterator[Floats]:
        weights = self._weights
        places, gaps = _laid(texts)
        own = np.zeros((places[-1].stop, weights["bias"].shape[0]), np.float32)
        vectors = self._own([word for text in texts for word in text.texts])
        told = times(np.concatenate([surroundings(text) for text in texts]), weights["context"])
        own[np.concatenate([np.arange(p.start, p.stop) for p in places])] = vectors + told
        labelled = self._heard(own, np.array(gaps, np.intp))
        for place in places:
            yield labelled[place.start : place.stop]

    def _heard(self, own: Floats, gaps: NDArray[np.intp]) -> Floats:
        """Pass the windows over a stretch of rows at a time, with as much around it as it hears."""
        parts = []
        for first in range(0, len(own), _STRETCH):
            begin, end = max(first - REACH, 0), first + _STRETCH + REACH
            within = gaps[(gaps >= begin) & (gaps < end)] - begin
            x = through(own[begin:end].copy(), self._weights, within)
            parts.append(scores(x[first - begin : first - begin + _STRETCH], self._weights))
        return np.concatenate(parts)

    def _own(self, words: Sequence[str]) -> Floats:
        """Return words' own vectors, computing those not remembered."""
        known = self._vectors
        if len(known) > _REMEMBERED:
            known = self._vectors = {}
        asked = list(map(hash, words))
        places = {told: place for place, told in enumerate(dict.fromkeys(asked))}
        new = [told for told in places if told not in known]
        if new:
            spelled = dict(zip(asked, words, strict=True))
            known.update(zip(new, self._computed([spelled[told] for told in new]), strict=True))
        own = np.array([known[told] for told in places])
        return own[[places[told] for told in asked]]

    def _computed(self, words: Sequence[str]) -> Floats:
        weights = self._weights
        found = np.array([rows(word) for word in words])
        told = self.lexicon.flags(words)
        parts = np.concatenate(
            (
                _rows(self._word, found[:, :2]),
                _rows(self._affix, found[:, 2:8]),
                weights["shape"][found[:, 8]],
                weights["flag"][told[:, 0]],
                weights["flag2"][told[:, 1]],
            ),
            axis=1,
        )
        computed: Floats = times(parts, weights["static"]) + weights["bias"]
        return computed


def _groups(texts: Sequence[Words]) -> Iterator[list[Words]]:
    """Yield the texts in groups of no more than about _TOGETHER words."""
    group: list[Words] = []
    size = 0
    for text in texts:
        group.append(text)
        size += len(text.texts)
        if size >= _TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def _laid(texts: Sequence[Words]) -> tuple[list[range], list[int]]:
    """Return which rows are each text's, and the rows between texts."""
    places: list[range] = []
    gaps: list[int] = []
    at = 0
    for text in texts:
        places.append(range(at, at + len(text.texts)))
        at = places[-1].stop + FAR
        gaps += range(places[-1].stop, at)
    return places, [gap for gap in gaps if gap < places[-1].stop]


def _rows(rows: Table, found: NDArray[np.int64]) -> Floats:
    """Return for each word the sum of its rows."""
    total: Floats = taken(rows, found).sum(axis=1)
    return total
