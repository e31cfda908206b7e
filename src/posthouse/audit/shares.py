"""Which share of a model's answers may be this one? Chances over a grid, learned from the library.

Empirical Bayes, answer by answer. What is usual of shares at all is learned from the suspects'
counts, and what is usual of one answer leans on what each suspect gives it; an answer that nobody
gave has small shares. How narrowly a model answers is a tilt over the same grid: one for each
suspect, one for the claimed model (from both sides together, so that no parting of the answers
changes it), and three of nobody in particular.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GRID: Floats = np.exp(np.linspace(log(2e-5), log(0.95), 24))
"""Shares that an answer may have; evenly spaced by their logarithms."""
USUAL: Floats = (1 + GRID / 0.002) ** -1.2
"""Without a library: small shares are much more usual than large ones."""
USUAL_WEIGHT = 20.0
"""What is usual counts as so many answers beside those of the library."""
ANSWER_LEAN = 2.0
"""One answer's chances lean on the usual ones as if that were so many suspects."""
TILT_LEAN = 3.0
LEARNED_IN = 25
FEWEST_KINDS = 50
NARROW, WIDE = 0.05, 0.01
"""The made-up narrow model gives few answers, large shares; the wide one hardly any so large."""
MADE_UP = ("anyone", "anyone narrow", "anyone wide")
OWN = 0.85
"""A suspect's answer keeps its recorded share with this chance; else it is another's like it."""

_TILTS: tuple[Floats, ...] = (
    np.ones(len(GRID)),
    np.where((GRID < 2e-4) | (GRID > NARROW), 1.0, 0.05),
    np.exp(-GRID / WIDE),
)


def seen(times: Ints, count: float, shares: Floats = GRID) -> Floats:
    """Return how likely each number of times is among so many answers: a row over the shares."""
    if count <= 0:
        return np.repeat((times == 0)[:, None], len(shares), axis=1).astype(float)
    factorials = np.concatenate([[0.0], np.log(np.arange(1, times.max(initial=0) + 1)).cumsum()])
    found: Floats = np.exp(
        times[:, None] * np.log(shares * count) - shares * count - factorials[times][:, None]
    )
    return found


class Shares:
    """What is known of one cell before any answer of it is compared."""

    def __init__(self, counts: Sequence[Mapping[str, int]]) -> None:
        kinds = sorted({answer for one in counts for answer in one})
        table = np.array([[one.get(kind, 0) for kind in kinds] for one in counts], np.int64)
        table = table.reshape(len(counts), len(kinds))
        totals = table.sum(axis=1)
        # The last column stands for an answer that no suspect gave.
        table = np.concatenate([table, np.zeros((len(counts), 1), np.int64)], axis=1)
        groups, places, sizes = np.unique(table, axis=1, return_inverse=True, return_counts=True)
        places = places.reshape(-1)
        self._nobody = int(places[-1])
        self._place = {kind: int(place) for kind, place in zip(kinds, places, strict=False)}
        self._sizes = sizes.astype(float)
        self._sizes[self._nobody] += max(FEWEST_KINDS - len(kinds), 0)
        found = [seen(row, total) for row, total in zip(groups, totals, strict=True)]
        usual = _usual(found, self._sizes)
        each = np.array([_normed(one * usual) for one in found]).reshape(
            len(found), len(sizes), len(GRID)
        )
        whole = ANSWER_LEAN * usual + each.sum(axis=0)
        self._usual = usual
        self._each = each
        self._any = whole / (ANSWER_LEAN + len(each))
        self._tilts = [
            _tilt(one, (whole - own) / (ANSWER_LEAN + len(each) - 1), self._sizes, usual)
            for one, own in zip(found, each, strict=True)
        ]

    def others(self, answers: Sequence[str]) -> Floats:
        """Return the chances of each suspect and made-up model: model × answer × grid."""
        places = self._places(answers)
        chances = self._any[places]
        like = [_normed(chances * tilt) for tilt in self._tilts]
        own = [OWN * self._each[i, places] + (1 - OWN) * one for i, one in enumerate(like)]
        made_up = [_normed(chances * tilt) for tilt in _TILTS]
        return np.array([*like, *own, *made_up])

    def claimed(self, answers: Sequence[str], times: Ints) -> Floats:
        """Return the claimed model's chances, of answers that both sides gave so many times."""
        places = self._places(answers)
        rest = self._sizes - np.bincount(places, minlength=len(self._sizes))
        likely = np.concatenate(
            [seen(times, times.sum()), seen(np.zeros(len(rest), np.int64), times.sum())]
        )
        chances = np.concatenate([self._any[places], self._any])
        sizes = np.concatenate([np.ones(len(places)), np.maximum(rest, 0.0)])
        return _normed(self._any[places] * _tilt(likely, chances, sizes, self._usual))

    def _places(self, answers: Sequence[str]) -> Ints:
        return np.array([self._place.get(one, self._nobody) for one in answers], np.int64)


def _usual(found: Sequence[Floats], sizes: Floats) -> Floats:
    usual = _normed(USUAL)
    for _ in range(LEARNED_IN if found else 0):
        told = sum(sizes @ _normed(one * usual) for one in found)
        usual = _normed(told + USUAL_WEIGHT * _normed(USUAL))
    return usual


def _tilt(likely: Floats, chances: Floats, sizes: Floats, usual: Floats) -> Floats:
    """Return the tilt with which as many answers have each share as the counts let expect."""
    tilt = np.ones(len(GRID))
    for _ in range(LEARNED_IN):
        before = _normed(chances * tilt)
        told = sizes @ _normed(before * likely)
        tilt = tilt * (told + TILT_LEAN * usual) / (sizes @ before + TILT_LEAN * usual)
    return tilt


def _normed(chances: Floats) -> Floats:
    normed: Floats = chances / chances.sum(axis=-1, keepdims=True)
    return normed
