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
from posthouse.privacy.names.windows import Floats, chances, table, taken, through, unpacked

KINDS = ("PERSON", "ORG", "LOCATION")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BILU"))


class Reader:
    """Gives letters the probabilities of their labels. Threads may share one."""

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
        """Return per letter the probability of each of LABELS, and what the lexicon says there."""
        read = self._letters.read(text)
        return chances(through(self._own(read), self._weights), self._weights), read.words

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
        own: Floats = parts @ self._weights["static"] + self._weights["bias"]
        return own
