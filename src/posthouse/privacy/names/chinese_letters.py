"""Chinese text as letters: rows of each character, of its pairs, and of the words that it may be in.

The lexicon holds words of two to four characters as hashes with one byte each: how common a word is
that is no name, and whether it is known as a place, a thing, somebody's name or a saying. No list can
be read out of it. Training and reading use this one module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.windows import keys

ROWS = 65_536  # of pairs, and of threes
PLACES = 9  # of a letter in a word: first and last of two, of three and of four, and between
OTHER, UNKNOWN = 0, 1  # rows of signs and of characters that the model does not know
SIZES = (2, 3, 4)
_BITS = np.uint64(37)  # of 64: what is left are 27
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HAN = slice(0x3400, 0xA000)

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of each letter of a text before its neighbours are heard."""

    letters: Numbers  # n
    pairs: Numbers  # n x 2: with the letter before, with the letter behind
    threes: Numbers  # n: with both
    words: Numbers  # n x PLACES: rows of a table of PLACES times 256


class Letters:
    """Reads text with the characters and words of a model."""

    __slots__ = ("_flags", "_keys", "_rows")

    def __init__(self, held: dict[str, Numbers]) -> None:
        """Take `letters` and `same` (pairs of characters), `lexicon_low`, `lexicon_high`, `lexicon_flags`."""
        known = np.frombuffer(held["letters"].tobytes(), np.uint16)
        rows = np.zeros(65_536, np.uint16)
        rows[_HAN] = UNKNOWN
        rows[known] = np.arange(len(known)) + UNKNOWN + 1
        same = np.frombuffer(held["same"].tobytes(), np.uint16).reshape(-1, 2)
        rows[same[:, 0]] = rows[same[:, 1]]
        self._rows = rows
        self._keys = keys(held["lexicon_low"], held["lexicon_high"])
        self._flags = held["lexicon_flags"]

    def numbered(self, text: str) -> Numbers:
        """Return the row of each character."""
        return rows_of(self._rows, text).astype(np.uint64)

    def hashed(self, rows: Numbers, size: int) -> Numbers:
        """Return the hash of every run of so many letters."""
        count = len(rows) - size + 1
        total = np.full(max(count, 0), size, np.uint64)
        for at in range(size):
            total = (total + rows[at : at + count]) * _SPREAD
        return (total >> _BITS).astype(np.uint32)

    def keys(self, words: Sequence[str]) -> list[int]:
        """Return the hash of each word, whole."""
        return [int(self.hashed(self.numbered(word), len(word))[0]) for word in words]

    def read(self, text: str) -> Read:
        """Read a text, which is not empty."""
        rows = self.numbered(text)
        count = len(rows)
        both = np.concatenate(([np.uint64(OTHER)], rows, [np.uint64(OTHER)]))
        pairs, threes = (self.hashed(both, size) % ROWS for size in (2, 3))
        told = np.zeros((count, PLACES), np.int64)
        column = 0
        for size in SIZES:
            flags = self._known(self.hashed(rows, size)) if count >= size else None
            for at in range(size):
                if flags is not None:
                    told[at : at + len(flags), column] = flags
                column += 1
        told += np.arange(PLACES) * 256
        beside = np.stack((pairs[:-1], pairs[1:]), axis=1)
        return Read(rows.astype(np.int64), beside, threes, told)

    def _known(self, hashes: Numbers) -> Numbers:
        places = np.minimum(np.searchsorted(self._keys, hashes), len(self._keys) - 1)
        known: Numbers = np.where(self._keys[places] == hashes, self._flags[places], 0)
        return known


def rows_of(known: Numbers, text: str) -> Numbers:
    """Return what a table by code point holds of each character, its first row of those beyond."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    rows: Numbers = known[np.where(points < len(known), points, 0)]
    return rows
