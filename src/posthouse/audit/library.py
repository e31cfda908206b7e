"""Suspects: how other models answered the same prompts, and what any model is likely to answer.

A cell is one prompt under fixed conditions. Where a suspect never saw a cell, and for models that
nobody has on record, the population stands in: the mean over all suspects, with a share for answers
that none of them gave. The library never holds answers of the audited channel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from posthouse.audit.shares import FEWEST_KINDS, Floats, Shares

NOVEL = 0.2
"""The population's share of answers that no suspect gave."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Answers of one model to one cell."""

    model: str
    cell: str
    answers: Sequence[str]
    channel: str = ""


class Library:
    """Counts of answers by suspect and cell; the names of suspects are in the order of adding."""

    def __init__(self, recorded: Iterable[Recorded]) -> None:
        self._counts: dict[str, dict[str, Counter[str]]] = {}
        for one in recorded:
            cells = self._counts.setdefault(one.model, {})
            cells.setdefault(one.cell, Counter()).update(one.answers)
        self._shares: dict[str, Shares] = {}
        self.names = tuple(self._counts)

    def cell(self, name: str) -> CellLibrary:
        """Return what is known of one cell."""
        return CellLibrary(self._of(name))

    def shares(self, name: str) -> Shares:
        """Return which shares the answers to one cell may have, learned when first asked for."""
        if name not in self._shares:
            self._shares[name] = Shares(self._of(name))
        return self._shares[name]

    def _of(self, name: str) -> list[Counter[str]]:
        return [self._counts[model].get(name, Counter()) for model in self.names]


class CellLibrary:
    """Shares of answers in one cell: a row for each suspect, a column for each answer asked of."""

    def __init__(self, counts: Sequence[Mapping[str, int]]) -> None:
        self._counts = [(one, float(sum(one.values()))) for one in counts]
        self.kinds = {answer for one in counts for answer in one}

    def population(self, answers: Sequence[str], kinds: int) -> Floats:
        """Return each answer's share in the population; `kinds`: how many there may be."""
        known = [(one, total) for one, total in self._counts if total]
        novel = np.full(len(answers), 1.0 / max(kinds, FEWEST_KINDS))
        if not known:
            return novel
        shares = [[one.get(a, 0) / total for a in answers] for one, total in known]
        mean: Floats = np.array(shares, float).mean(axis=0)
        return (1 - NOVEL) * mean + NOVEL * novel
