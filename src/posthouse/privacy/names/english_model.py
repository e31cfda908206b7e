"""The English tagger's network, run with numpy: one label a word, in about two milliseconds a page.

A word's own vector (rows of hashed tables, its shape, its byte of the lexicon) is computed once
and remembered; windows of neighbours then pass three times over the text. training/english/train.py
has the same network in the form that learns.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.english_lexicon import Lexicon
from posthouse.privacy.names.english_words import Words, rows, surroundings
from posthouse.privacy.names.windows import (
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
_REMEMBERED = 30_000  # words' vectors of 384 bytes: 12 MB at most


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
        self._vectors: dict[str, Floats] = {}

    def label(self, words: Words) -> Floats:
        """Return per word the log-probabilities of LABELS."""
        if not words.texts:
            return np.zeros((0, len(LABELS)), np.float32)
        weights = self._weights
        own = self._own(words.texts) + surroundings(words) @ weights["context"]
        return scores(through(own, weights), weights)

    def _own(self, words: Sequence[str]) -> Floats:
        """Return words' own vectors, computing those not remembered."""
        known = self._vectors
        if len(known) > _REMEMBERED:
            known = self._vectors = {}
        places = {word: place for place, word in enumerate(dict.fromkeys(words))}
        new = [word for word in places if word not in known]
        if new:
            known.update(zip(new, self._computed(new), strict=True))
        own = np.array([known[word] for word in places])
        return own[[places[word] for word in words]]

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


def _rows(rows: Table, found: NDArray[np.int64]) -> Floats:
    """Return for each word the sum of its rows."""
    total: Floats = taken(rows, found).sum(axis=1)
    return total
