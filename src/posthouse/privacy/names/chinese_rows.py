"""Sentences side by side, step by step: the longest first, in blocks of eight.

Each block goes on as long as its longest sentence; then the next steps are narrower. Blocks of eight
keep a product so small that OpenBLAS leaves it to one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 8

Numbers = NDArray[Any]


class Rows:
    """Where each word (or letter) of each sentence stands among all, one step behind another."""

    __slots__ = ("_begins", "_columns", "_grid", "blocks", "lengths", "size", "turned")

    def __init__(self, sizes: Sequence[int]) -> None:
        """Take how long each sentence is; none is empty."""
        order = sorted(range(len(sizes)), key=lambda number: -sizes[number])
        self._columns = {number: column for column, number in enumerate(order)}
        ordered = [sizes[number] for number in order]
        self.lengths = np.array([*ordered, *[0] * (-len(ordered) % BLOCK)])
        """Of the sentences in our order, nothing for those that fill the last block."""
        lasting = np.repeat(self.lengths[::BLOCK], BLOCK)
        clock = np.arange(ordered[0])[:, None]
        self._grid = clock < lasting
        wide = self._grid.sum(1)
        self._begins = np.cumsum(wide) - wide
        self.size = int(wide.sum())
        self.blocks = list(zip(self._begins.tolist(), wide.tolist(), strict=True))
        """Of each step: where its rows begin, and how many they are."""
        met = np.where(clock < self.lengths, self.lengths - 1 - clock, clock)
        self.turned = (self._begins[met] + np.arange(len(self.lengths)))[self._grid]
        """For each row the one as far from the other end of its sentence."""

    def taken(self, sentences: Sequence[Sequence[int] | Numbers]) -> Numbers:
        """Return the numbers of all sentences, row by row; zeros where none has a word."""
        grid = np.zeros(self._grid.shape, np.intp)
        for number, sentence in enumerate(sentences):
            grid[: len(sentence), self._columns[number]] = sentence
        numbers: Numbers = grid[self._grid]
        return numbers

    def of(self, number: int) -> Numbers:
        """Return the rows of one sentence, from its first word to its last."""
        column = self._columns[number]
        rows: Numbers = self._begins[: self.lengths[column]] + column
        return rows
