"""From the probabilities of words' labels to spans: the best sequence that BILOU allows.

B opens a name of several words, I goes on, L closes it, U is a name of one word, O is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.english_model import KINDS, LABELS
from posthouse.privacy.names.windows import Floats

_SURE_NOT = 0.97  # a word that is no name with this probability parts what stands around it
_PARTS = (1, 4, 4, 4, 4)  # labels of none and of each kind
_NEVER = -1e9
_BEGIN, _, _LAST, _UNIT = range(4)  # the four labels of a kind
_FIRSTS = range(1, len(LABELS), 4)  # where the four labels of each kind begin
_ALONE = (0, *range(4, len(LABELS), 4))  # what a word is whose neighbours are no names


@dataclass(frozen=True, slots=True)
class Named:
    """A name from word `first` to word `last` (inclusive) and how sure the network is."""

    first: int
    last: int
    kind: str
    confidence: float


def named(labelled: Floats, eager: Sequence[float]) -> Iterator[Named]:
    """Yield the names of a text; `eager` (in nats, by kind) weighs against a word being none."""
    maybe = np.flatnonzero(labelled[:, 0] < np.log(_SURE_NOT))
    if not len(maybe):
        return
    asked = labelled[maybe]
    scores = (asked + np.repeat(np.array([0, *eager], np.float32), _PARTS)).tolist()
    sure = np.exp(asked[:, 1:]).reshape(-1, len(KINDS), 4).sum(axis=2).tolist()
    at = 0
    for first, last in _stretches(maybe):
        upto = at + last - first + 1
        yield from _read(_best(scores[at:upto]), sure[at:upto], first)
        at = upto


def _stretches(places: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    if not len(places):
        return
    cuts = np.flatnonzero(np.diff(places) > 1)
    firsts = [0, *(cuts + 1).tolist()]
    lasts = [*cuts.tolist(), len(places) - 1]
    for first, last in zip(firsts, lasts, strict=True):
        yield int(places[first]), int(places[last])


def _best(rows: list[list[float]]) -> list[int]:
    """Return the labels of the likeliest allowed sequence (Viterbi).

    Between words a path is closed (after O, L, U) or open in one kind (after B, I).
    """
    if len(rows) == 1:
        (row,) = rows
        alone = max(_ALONE, key=row.__getitem__)
        return [alone]
    closed, opened = 0.0, [_NEVER] * len(KINDS)
    ways: list[tuple[int, list[int]]] = []
    for row in rows:
        label, best = 0, closed + row[0]
        goes_on: list[int] = []
        for at in _FIRSTS:
            way, here = opened[at // 4], closed + row[at + 3]
            if here > best:
                label, best = at + 3, here
            if way + row[at + 2] > best:
                label, best = at + 2, way + row[at + 2]
            begun, on = closed + row[at], way + row[at + 1]
            goes_on.append(at if begun >= on else at + 1)
            opened[at // 4] = max(begun, on)
        closed = best
        ways.append((label, goes_on))
    return _traced(ways)


def _traced(ways: list[tuple[int, list[int]]]) -> list[int]:
    """Walk the best path back from its closed end."""
    found: list[int] = []
    kind = -1  # closed
    for label, goes_on in reversed(ways):
        taken = label if kind < 0 else goes_on[kind]
        found.append(taken)
        part = (taken - 1) % 4 if taken else 3
        kind = (taken - 1) // 4 if part in (1, 2) else -1
    return found[::-1]


def _read(labels: list[int], sure: list[list[float]], offset: int) -> Iterator[Named]:
    first = 0
    for index, number in enumerate(labels):
        if not number:
            continue
        kind, part = divmod(number - 1, 4)
        if part in (_BEGIN, _UNIT):
            first = index
        if part in (_LAST, _UNIT):
            told = [row[kind] for row in sure[first : index + 1]]
            yield Named(offset + first, offset + index, KINDS[kind], sum(told) / len(told))
