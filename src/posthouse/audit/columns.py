"""What is measured of a set of answers: columns, each a question do they look like another's.

For every suspect Q, and for three made-up ones (population, its square root, all answers alike):

    mixed     the log-likelihood ratio of a share e of Q's answers among the claimed model's P,
              sum of log(1 - e + e Q(x)/P(x)), for e = 1 and 0.3; P from a part of the reference
              that is never exchanged
    counted   the log Bayes factor of a Dirichlet-multinomial around Q against one around the
              reference: it counts repeats, and learns from the whole reference
    usual     the sum of log P(x): too common answers (a cache, a pin)
    common    the sum of log how often both sides together gave x: the same, from all answers, so
              that a sampler that was narrowed shows where P knows few of them

A column's value depends on how often each answer stands on the audited side, and on what both sides
hold together, never on the order: that makes the permutation test exact (permutation.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posthouse.audit.library import CellLibrary, Floats

Ints = NDArray[np.int64]

SHARES = (1.0, 0.3)
FIXED = 0.2
"""Which part of the reference gives P and is never exchanged."""
LEAN_MIXED = 40.0
LEAN_COUNTED = 30.0
"""P leans on the population as if that were so many answers."""
SUSPECT_WEIGHT = 60.0
"""How firmly a counted suspect holds its shares; the population holds them loosely: it learns."""
POPULATION_WEIGHTS = (5.0, 30.0)


@dataclass(frozen=True, slots=True)
class Reference:
    """The claimed model's answers to one cell: `fixed` gives P, `exchanged` joins the audited."""

    fixed: Counter[str]
    exchanged: tuple[str, ...]


def parted(answers: Sequence[str], random: np.random.Generator) -> Reference:
    """Part a reference at random."""
    order = [answers[i] for i in random.permutation(len(answers))]
    cut = int(len(order) * FIXED)
    return Reference(Counter(order[:cut]), tuple(order[cut:]))


class Pool:
    """Both sides of one cell together, counted, and the columns over every way to part them."""

    def __init__(self, library: CellLibrary, reference: Reference, audited: Sequence[str]) -> None:
        together = Counter(reference.exchanged)
        together.update(audited)
        answers = list(together)
        self._answers = answers
        self.size = len(audited)
        self.counts: Ints = np.array([together[a] for a in answers], np.int64)
        seen = Counter(audited)
        self.observed: Ints = np.array([seen[a] for a in answers], np.int64)
        kinds = len(library.kinds | set(reference.fixed))
        population = library.population(answers, kinds)
        suspects = library.suspects(answers, population)
        fixed = np.array([reference.fixed[a] for a in answers], float)
        common = np.log(self.counts)[:, None]
        self._mixed = np.hstack([_mixed(suspects, population, fixed, kinds), common])
        self._counted = self._tables(suspects, population, fixed)

    def drawn(self, random: np.random.Generator, count: int) -> Ints:
        """Return random partings: a row of counts on the audited side each."""
        return random.multivariate_hypergeometric(
            self.counts, self.size, size=count, method="marginals"
        )

    def values(self, partings: Ints) -> Floats:
        """Return a row of columns for each parting."""
        mixed = partings @ self._mixed
        rows, places = np.nonzero(partings)
        cells = self._counted[places, partings[rows, places]]
        starts = np.searchsorted(rows, np.arange(len(partings)))
        return np.concatenate([mixed, np.add.reduceat(cells, starts, axis=0)], axis=1)

    def audited(self) -> dict[str, int]:
        """Return how often each answer stands on the audited side."""
        return {
            answer: int(times)
            for answer, times in zip(self._answers, self.observed, strict=True)
            if times
        }

    def gains(self, column: int) -> dict[str, list[float]]:
        """Return by audited answer how much each time that it stands there raises a column."""
        mixed = self._mixed.shape[1]
        found: dict[str, list[float]] = {}
        for place in np.flatnonzero(self.observed):
            times = int(self.observed[place])
            if column < mixed:
                gains = [float(self._mixed[place, column])] * times
            else:
                steps = self._counted[place, : times + 1, column - mixed]
                gains = [float(one) for one in np.diff(steps)]
            found[self._answers[place]] = gains
        return found

    def _tables(self, suspects: Floats, population: Floats, fixed: Floats) -> Floats:
        """Return counted columns as a table: answer × how often × column."""
        most = int(min(self.size, self.counts.max()))
        weights = np.array(POPULATION_WEIGHTS)[:, None]
        alpha = np.concatenate([suspects * SUSPECT_WEIGHT, weights * population])
        times = np.arange(most)
        other = np.log(alpha[:, :, None] + times).cumsum(axis=2)
        # With k of n taken away, one more on the audited side is one less in the reference.
        left = (
            np.maximum(self.counts[:, None] - 1 - times, 0)
            + (fixed + LEAN_COUNTED * population)[:, None]
        )
        gained = other - np.log(left).cumsum(axis=1)
        table = np.concatenate([np.zeros((*alpha.shape, 1)), gained], axis=2)
        return np.ascontiguousarray(table.transpose(1, 2, 0))


def names(suspects: Sequence[str]) -> list[tuple[str, str]]:
    """Return (what, whom) of every column: the order of Pool.values."""
    everyone = [*suspects, "population", "flattened", "uniform"]
    mixed = [(f"mixed-{share:g}", who) for share in SHARES for who in everyone]
    counted = [("counted", who) for who in suspects]
    loose = [("counted", f"population-{weight:g}") for weight in POPULATION_WEIGHTS]
    return [*mixed, ("usual", "itself"), ("common", "itself"), *counted, *loose]


def _mixed(suspects: Floats, population: Floats, fixed: Floats, kinds: int) -> Floats:
    """Return the additive columns: answer × column."""
    claimed = (fixed + LEAN_MIXED * population) / (fixed.sum() + LEAN_MIXED)
    flattened = np.sqrt(population)
    flattened /= max(flattened.sum(), 1.0)
    uniform = np.full(len(population), 1.0 / max(kinds, len(population), 1))
    everyone = np.vstack([suspects, population, flattened, uniform])
    columns = [np.log(1 - share + share * everyone / claimed) for share in SHARES]
    return np.concatenate([*columns, np.log(claimed)[None]]).T
