"""The reader of letters: what each character is in a name, from the characters around it.

A small network of windows, quick beside the one of words (chinese_net.py): it reads every sentence,
and only where it suspects a name the words are read. It learned from text under permissive licences
that two taggers labelled alike, said again with invented names, accounts and nicknames
(training/chinese).
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np

from posthouse.privacy.names.chinese_letters import Letters, Numbers, Read
from posthouse.privacy.names.windows import Floats, chances, table, taken, through, times, unpacked

KINDS = ("PERSON", "ORG", "LOCATION")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BILU"))
PERSON, ORG, LOCATION, BEGINS, NONE = range(5)
"""What is heard of a letter: that it is in a name of each kind, begins a person's, is in none."""
_SUMMED = np.zeros((len(LABELS), 5), np.float32)
_SUMMED[0, NONE] = _SUMMED[1, BEGINS] = _SUMMED[4, BEGINS] = 1
for _kind in range(len(KINDS)):
    _SUMMED[1 + 4 * _kind : 5 + 4 * _kind, _kind] = 1


class Reader:
    """Hears names in letters. Threads may share one."""

    __slots__ = ("_letter", "_letters", "_pair", "_weights", "_word")

    def __init__(self, packed: bytes) -> None:
        """Read what training/chinese/train.py wrote."""
        with np.load(BytesIO(packed), allow_pickle=False) as file:
            held: dict[str, Any] = dict(file)
        self._letters = Letters(held)
        self._weights = unpacked(held)
        self._letter, self._pair = table(held, "letter"), table(held, "pair")
        self._word = self._weights.pop("word")

    def read(self, text: str) -> tuple[Floats, Numbers]:
        """Return what is heard of each letter (PERSON to NONE), and what the lexicon says there."""
        read = self._letters.read(text)
        heard = chances(through(self._own(read), self._weights), self._weights) @ _SUMMED
        return heard, read.words

    def _own(self, read: Read) -> Floats:
        """Return each letter's own vector."""
        count = len(read.letters)
        parts = np.concatenate(
            (
                taken(self._letter, read.letters),
                taken(self._pair, read.pairs.reshape(-1)).reshape(count, -1),
                self._word[read.words].reshape(count, -1),
            ),
            axis=1,
        )
        own: Floats = times(parts, self._weights["static"]) + self._weights["bias"]
        return own
