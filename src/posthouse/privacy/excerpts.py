"""The stretches of a text in which triggers that need something can fire at all (needs.py).

No match of such a trigger is longer than WIDTH and each holds what it needs: scanned are the bytes
that far around each place where that stands, stretches parted by NUL. A match across the edge of a
stretch would be longer, so that there are no other matches than in the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.needs import WIDTH, Need

_WORD = 8  # bytes that are looked at together
_PIECE = 65_536
_LEAD = -64  # what no byte inside of a character reaches, its bits read as a signed number
_MOST = 0.5  # of a text in stretches, from which on the way back costs what they save


class Excerpt:
    """What is scanned of a text, and the way back from a place in it."""

    __slots__ = ("_here", "_there", "scanned")

    def __init__(self, packed: bytes, stretches: Sequence[tuple[int, int]]) -> None:
        self.scanned = b"\0".join([packed[start:end] for start, end in stretches])
        self._there = [start for start, _ in stretches]
        self._here: list[int] = []
        at = 0
        for start, end in stretches:
            self._here.append(at)
            at += end - start + 1

    def back(self, ends: Sequence[int]) -> Iterator[int]:
        """Yield where in the text these places of the excerpt are."""
        for end in ends:
            # What ends behind the last byte of a stretch is of that stretch.
            index = bisect_right(self._here, end - 1) - 1
            yield self._there[index] + end - self._here[index]


def excerpt(packed: bytes, what: Need) -> Excerpt | None:
    """Return what is to be scanned for triggers that need this; None where it is nearly all."""
    places = _WORD * np.concatenate([np.empty(0, np.intp), *_words(packed, what)])
    starts = np.maximum(places - WIDTH, 0)
    ends = np.minimum(places + _WORD + 1 + WIDTH, len(packed))
    apart = np.flatnonzero(starts[1:] > ends[:-1])
    starts = np.concatenate((starts[:1], starts[apart + 1]))
    ends = np.concatenate((ends[apart], ends[-1:]))
    if int((ends - starts).sum()) > _MOST * len(packed):
        return None
    return Excerpt(packed, list(zip(starts.tolist(), ends.tolist(), strict=True)))


def _words(packed: bytes, what: Need) -> Iterator[NDArray[np.intp]]:
    """Yield the numbers of the words in which it begins; piece by piece, in what memory is near."""
    there = np.zeros(_PIECE, np.bool_)
    for at in range(0, len(packed), _PIECE):
        piece = packed[at : at + _PIECE + 1]
        if what is Need.WIDE and piece.isascii():
            continue
        signs = np.frombuffer(piece, np.uint8)
        count = min(len(signs), _PIECE) if what is Need.WIDE else len(signs) - 1
        if what is Need.WIDE:
            np.greater_equal(signs[:count], 0x80, out=there[:count])
        else:
            digits = (signs - ord("0")) < 10  # in eight bits what is less than 0 is large
            np.logical_and(digits[:-1], digits[1:], out=there[:count])
        there[count:] = False
        yield np.flatnonzero(there.view(np.uint64)) + at // _WORD


def characters(packed: bytes, start: int, places: Sequence[int]) -> list[int]:
    """Return how many characters of UTF-8 stand from `start` to each place, counted from there.

    The places stand in order, each once; a character of one byte stands before `start`.
    """
    signs = np.frombuffer(packed, np.int8, places[-1] + 1, start - 1)
    firsts = np.array([-1, *places[:-1]]) + 1
    between = np.add.reduceat((signs >= _LEAD).view(np.uint8), firsts, dtype=np.intp)
    counted: list[int] = (np.cumsum(between) - 1).tolist()
    return counted
