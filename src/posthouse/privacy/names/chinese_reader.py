"""The reader of letters: what each character is in a name, from the characters around it.

A small network of windows, quick beside the one of words (chinese_net.py): it reads every sentence,
and only where it suspects a name the words are read. It learned from text under permissive licences
that two taggers labelled alike, said again with invented names, accounts and nicknames
(training/chinese).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np

from posthouse.privacy.names.chinese_letters import Letters, Numbers, Read
from posthouse.privacy.names.windows import (
    DILATIONS,
    Floats,
    chances,
    table,
    taken,
    through,
    times,
    unpacked,
)

KINDS = ("PERSON", "ORG", "LOCATION")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BILU"))
PERSON, ORG, LOCATION, BEGINS, NONE = range(5)
"""What is heard of a letter: that it is in a name of each kind, begins a person's, is in none."""
_APART = "\n" * DILATIONS[-1]
_SUMMED = np.zeros((len(LABELS), 5), np.float32)
_SUMMED[0, NONE] = _SUMMED[1, BEGINS] = _SUMMED[4, BEGINS] = 1
for _kind in range(len(KINDS)):
    _SUMMED[1 + 4 * _kind : 5 + 4 * _kind, _kind] = 1


class Reader:
    """Hears names in letters. Threads may share one."""

    __slots__ = ("_letter", "_letters", "_pair", "_three", "_weights", "_word")

    def __init__(self, packed: bytes) -> None:
        """Read what training/chinese/train.py wrote."""
        with np.load(BytesIO(packed), allow_pickle=False) as file:
            held: dict[str, Any] = dict(file)
        self._letters = Letters(held)
        self._weights = unpacked(held)
        self._letter, self._pair, self._three = (
            table(held, name) for name in ("letter", "pair", "triple")
        )
        self._word = self._weights.pop("word")

    def read(self, texts: Sequence[str]) -> list[tuple[Floats, Numbers]]:
        """Return what is heard of each letter (PERSON to NONE), and what the lexicon says there.

        No text hears another, whichever it is read with.
        """
        read = self._letters.read(_APART + "".join(f"\n{text}\n{_APART}" for text in texts))
        x = through(self._own(read), self._weights, *_laid(texts))
        heard = chances(x, self._weights) @ _SUMMED
        found, at = [], len(_APART) + 1
        for text in texts:
            found.append((heard[at : at + len(text)], read.words[at : at + len(text)]))
            at += len(text) + len(_APART) + 2
        return found

    def _own(self, read: Read) -> Floats:
        """Return each letter's own vector."""
        count = len(read.letters)
        parts = np.concatenate(
            (
                taken(self._letter, read.letters),
                taken(self._pair, read.pairs.reshape(-1)).reshape(count, -1),
                taken(self._three, read.threes),
                self._word[read.words].reshape(count, -1),
            ),
            axis=1,
        )
        own: Floats = times(parts, self._weights["static"]) + self._weights["bias"]
        return own


def _laid(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return the rows between texts, and those that lines begin at: a line's end begins the next."""
    at = len(_APART)
    gaps, lines = [*range(at)], [0]
    for text in texts:
        stop = at + len(text) + 1
        lines += [at, *(at + 1 + n for n, letter in enumerate(text) if letter == "\n"), stop]
        at = stop + 1 + len(_APART)
        gaps += range(stop + 1, at)
    return np.array(gaps, np.intp), np.array(lines, np.intp)
