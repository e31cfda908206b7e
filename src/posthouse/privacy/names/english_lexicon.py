"""Which English words are forenames, surnames, places, everyday words or brands: two bytes each.

Words are kept as hashes: a lookup finds what is asked for, and no list of names can be read out.
training/english/lexicon.py says what the bits mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.english_words import LEXICON_BITS, digest, folded, plain
from posthouse.privacy.names.windows import keys

EVERYDAY = 0xC0  # bits of the first byte: how common a word is that is no name
FORENAME, SURNAME, PLACE = 0x03, 0x0C, 0x30
BRAND = 0x02  # a bit of the second byte: a brand alone
_REMEMBERED = 20_000  # words that were asked for: 3 MB at most, by their hashes alone
NATION = 0x04  # a bit of the second byte: a nation's people or language


def key(word: str) -> int:
    """Return the hash under which the lexicon knows a word."""
    return digest(plain(folded(word))) & LEXICON_BITS


class Lexicon:
    """Looks words up."""

    def __init__(
        self, low: NDArray[np.uint8], high: NDArray[np.uint16], flags: NDArray[np.uint8]
    ) -> None:
        """Take the steps between sorted hashes in two parts, and two bytes for each."""
        self._keys = keys(low, high)
        self._flags = flags
        self._told: dict[int, tuple[int, int]] = {}

    def flags(self, words: Sequence[str]) -> NDArray[np.uint8]:
        """Return words' two bytes each, zeros where one is unknown."""
        asked = np.array([key(word) for word in words], np.uint32)
        places = np.minimum(np.searchsorted(self._keys, asked), len(self._keys) - 1)
        known = (self._keys[places] == asked)[:, None]
        found: NDArray[np.uint8] = np.where(known, self._flags[places], 0).astype(np.uint8)
        return found

    def known(self, word: str) -> tuple[int, int]:
        """Return one word's two bytes."""
        told = self._told.get(hash(word))
        if told is None:
            if len(self._told) > _REMEMBERED:
                self._told = {}
            told = self._told[hash(word)] = self._looked_up(word)
        return told

    def everyday(self, words: Iterable[str]) -> bool:
        """Tell whether all of some words are everyday words."""
        return all(self.known(word)[0] & EVERYDAY for word in words)

    def _looked_up(self, word: str) -> tuple[int, int]:
        asked = key(word)
        place = int(self._keys.searchsorted(np.uint32(asked)))
        if place == len(self._keys) or self._keys[place] != asked:
            return 0, 0
        first, second = self._flags[place].tolist()
        return first, second
