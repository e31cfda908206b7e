"""From the probabilities of words' labels to spans: the best sequence that BILOU allows.

B opens a name of several words, I goes on, L closes it, U is a name of one word, O is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.english_model import KINDS, LABELS, Floats

_SURE_NOT = 0.995  # a word that is no name with this probability parts what stands around it
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Named:
    """A name from word `first` to word `last` (inclusive) and how sure the network is."""

    first: int
    last: int
    kind: str
    confidence: float


def _follows(before: str, after: str) -> bool:
    opened = before[0] in "BI"
    goes_on = after[0] in "IL"
    if opened != goes_on:
        return False
    return not goes_on or before[2:] == after[2:]


_ALLOWED = np.array(
    [[0 if _follows(a, b) else _NEVER for b in LABELS] for a in LABELS], dtype=np.float32
)
_BEGINS = np.array([0 if label[0] in "OBU" else _NEVER for label in LABELS], dtype=np.float32)
_ENDS = np.array([0 if label[0] in "OLU" else _NEVER for label in LABELS], dtype=np.float32)


def named(labelled: Floats, eager: float) -> Iterator[Named]:
    """Yield the names of a text; `eager` (in nats) weighs against a word being none."""
    if not len(labelled):
        return
    scores = labelled.copy()
    scores[:, 0] -= np.float32(eager)
    maybe = np.flatnonzero(scores[:, 0] < np.log(_SURE_NOT) - eager)
    for first, last in _stretches(maybe):
        best = _best(scores[first : last + 1])
        yield from _read(best, labelled, first)


def _stretches(places: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    if not len(places):
        return
    cuts = np.flatnonzero(np.diff(places) > 1)
    firsts = [0, *(cuts + 1).tolist()]
    lasts = [*cuts.tolist(), len(places) - 1]
    for first, last in zip(firsts, lasts, strict=True):
        yield int(places[first]), int(places[last])


def _best(scores: Floats) -> list[int]:
    """Return the labels of the likeliest allowed sequence (Viterbi)."""
    reached = scores[0] + _BEGINS
    back = []
    for row in scores[1:]:
        paths = reached[:, None] + _ALLOWED
        back.append(paths.argmax(axis=0))
        reached = paths.max(axis=0) + row
    label = int((reached + _ENDS).argmax())
    found = [label]
    for step in reversed(back):
        label = int(step[label])
        found.append(label)
    return found[::-1]


def _read(labels: list[int], labelled: Floats, offset: int) -> Iterator[Named]:
    first = 0
    for index, number in enumerate(labels):
        label = LABELS[number]
        if label[0] in "BU":
            first = index
        if label[0] in "LU":
            kind = label[2:]
            at = 1 + 4 * KINDS.index(kind)
            told = np.exp(labelled[offset + first : offset + index + 1, at : at + 4]).sum(axis=1)
            yield Named(offset + first, offset + index, kind, float(told.mean()))
