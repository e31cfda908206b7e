"""What is measured of a set of answers: columns, each a question do they look like another's.

For every suspect Q and a few made-up ones, and for shares e of 1, 0.5 and 0.2: the log-likelihood
ratio of "a share e of the audited answers is Q's" against "all are the claimed model's P". Nobody
knows P or Q: each answer's shares in them are averaged over by their chances (shares.py), with all
of both sides' answers. For another sampler: of "the audited answers' shares are P's to a power,
brought to a sum of one". Counts are taken as independent (Poisson), so that a column is a sum over
answers of what a table says of how often each stands on the audited side.

A column's value depends on these counts, and on what both sides hold together, never on the order:
that makes the permutation test exact (permutation.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from posthouse.audit.shares import GRID, MADE_UP, Floats, Ints, Shares, seen

SHARES = (1.0, 0.5, 0.2)
POWERS = (0.5, 2.0, 4.0)
"""A sampler that is hotter, colder, much colder."""
RESAMPLED = 0.1
"""What other samplers weigh together."""
SWAPPED_BY = 50.0
"""After so many answers a full swap is as likely as a lesser share: it would have been seen."""
FEW = 4
"""How often an answer may stand there to be looked up in one product of matrices with others."""
TINY = 1e-300


class Pool:
    """Both sides of one cell together, counted, and the columns over every way to part them."""

    def __init__(self, shares: Shares, reference: Sequence[str], audited: Sequence[str]) -> None:
        together = Counter(reference)
        together.update(audited)
        seen_there = Counter(audited)
        self._answers = sorted(together)
        self.size = len(audited)
        self.counts: Ints = np.array([together[a] for a in self._answers], np.int64)
        self.observed: Ints = np.array([seen_there[a] for a in self._answers], np.int64)
        self._left = len(reference)
        self._tables = self._filled(
            shares.claimed(self._answers, self.counts), shares.others(self._answers)
        )

    def drawn(self, random: np.random.Generator, count: int) -> Ints:
        """Return random partings: a row of counts on the audited side each."""
        return random.multivariate_hypergeometric(
            self.counts, self.size, size=count, method="marginals"
        )

    def values(self, partings: Ints) -> Floats:
        """Return a row of columns for each parting."""
        few = np.flatnonzero(self.counts <= FEW)
        total = np.zeros((len(partings), self._tables.shape[2]))
        for times in range(1, min(FEW, self._tables.shape[1] - 1) + 1):
            there = (partings[:, few] == times).astype(float)
            total += there @ self._tables[few, times]
        for place in np.flatnonzero(self.counts > FEW):
            total += self._tables[place, partings[:, place]]
        return total

    def audited(self) -> dict[str, int]:
        """Return how often each answer stands on the audited side."""
        return {
            answer: int(times)
            for answer, times in zip(self._answers, self.observed, strict=True)
            if times
        }

    def gains(self, column: int) -> dict[str, list[float]]:
        """Return by answer how much each time that it stands on the audited side, or might, raises
        a column.
        """
        most = self._tables.shape[1] - 1
        return {
            answer: np.diff(self._tables[place, : min(count, most) + 1, column]).tolist()
            for place, (answer, count) in enumerate(zip(self._answers, self.counts, strict=True))
        }

    def _filled(self, claimed: Floats, others: Floats) -> Floats:
        """Return the columns as a table: answer × how often on the audited side × column."""
        top = int(self.counts.max())
        there = seen(np.arange(top + 1), self._left)
        here = np.arange(min(self.size, top) + 1)
        whole = seen(here, self.size)
        parts = [(seen(here, (1 - e) * self.size), seen(here, e * self.size)) for e in SHARES]
        columns = len(SHARES) * len(others) + len(POWERS)
        tables = np.zeros((len(self.counts), len(here), columns))
        sampled = [seen(here, self.size, one) for one in self._resampled(claimed)]
        for count in np.unique(self.counts):
            places = np.flatnonzero(self.counts == count)
            times = here[: count + 1]
            left = claimed[places][:, None] * there[count - times]
            honest = left @ whole[times].T
            honest = honest[:, times, times]
            found = [
                _mixed(left @ kept[times].T, others[:, places] @ foreign[times].T)
                for kept, foreign in parts
            ]
            found += [(left @ one[times].T)[None, :, times, times] for one in sampled]
            ratios = np.log(np.concatenate(found) + TINY) - np.log(honest + TINY)
            tables[places[:, None], times[None]] = (ratios - ratios[:, :, :1]).transpose(1, 2, 0)
        return tables

    def _resampled(self, claimed: Floats) -> list[Floats]:
        """Return what each share over the grid becomes by another sampler."""
        chances = claimed * seen(self.counts, self.counts.sum())
        chances /= chances.sum(axis=1, keepdims=True)
        return [GRID**power / (chances @ GRID**power).sum() for power in POWERS]


def _mixed(kept: Floats, foreign: Floats) -> Floats:
    """Return how likely each count on the audited side is, some of it kept and the rest foreign:
    model × answer × count; of `kept` (answer × count × how many of it) and `foreign`.
    """
    times = np.arange(kept.shape[1])
    rest = times[:, None] - times
    mixed: Floats = np.einsum(
        "iak,miak->mia", kept * (rest >= 0), foreign[:, :, np.maximum(rest, 0)]
    )
    return mixed


def names(suspects: Sequence[str]) -> list[tuple[str, str]]:
    """Return (what, whom) of every column: the order of Pool.values."""
    everyone = [*(f"like {who}" for who in suspects), *suspects, *MADE_UP]
    mixed = [(f"mixed-{share:g}", who) for share in SHARES for who in everyone]
    return [*mixed, *((f"sampler-{power:g}", "itself") for power in POWERS)]


def leaning(columns: int, answers: int) -> Floats:
    """Return the logarithm of each column's weight: before many answers, most on a full swap."""
    everyone = (columns - len(POWERS)) // len(SHARES)
    swap = SWAPPED_BY / (SWAPPED_BY + answers)
    lesser = (1 - swap) / (len(SHARES) - 1)
    mixed = np.repeat([swap if share == 1 else lesser for share in SHARES], everyone) / everyone
    sampler = np.full(len(POWERS), RESAMPLED / len(POWERS))
    weights: Floats = np.log(np.concatenate([(1 - RESAMPLED) * mixed, sampler]))
    return weights
