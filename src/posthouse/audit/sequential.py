"""The audit of one channel as it goes: answers come in, a verdict is there at any time.

Looks are planned before the first answer, at sizes that double (5, 10, 20, …); each spends a part
of the allowed false alarms, the first and the last one most: a swap shows early, a small share of
another model's answers only in all of them. So the chance that an honest channel is ever accused,
at whatever look one stops, is at most alpha (union bound over exact tests). An audit of many
answers also looks at the latest alone, so that a change late in its time is seen soon. What is
excused as drift: tolerance.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from posthouse.audit.columns import Pool, names
from posthouse.audit.library import Library
from posthouse.audit.permutation import Outcome, guessed, tested
from posthouse.audit.tolerance import replaced, without_turned

FIRST_LOOK = 5
GROWTH = 2
NEAR_LAST = 0.67
"""No look is planned so near the last one."""
LONG = 250
"""An audit of more answers also looks at windows of the latest, and excuses drift by itself."""
WINDOW = 50
DRIFT_LONG = 0.05
DRIFT_WINDOW = 0.2
"""Measured on one deployment of an open model over 15 days: 3 % of all answers, and up to a half
of one cell's on one day."""
TURNED = 0.375
"""Measured on servers of one small model (llama.cpp) that differed in what they had read first: of
eight texts at temperature 0 up to three were others."""
PARTINGS = 200
"""From so many, what a cell does to a column on the average."""
SPENT = 0.6
"""What is spent of the allowed false alarms; the rest is kept, for trials that share answers."""
SPENT_OVER_CELLS = 0.05
FIRST, LAST = 0.2, 0.5
"""The first and the last look's parts of what an audit spends, unless it is long; the others share
the rest."""
SEVERAL = 6
"""Over so many cells evidence grows fast enough to spend little: of 400 honest audits, then, hardly
one is accused, and a swap is found a few answers later. A long audit looks more often, and excuses
drift instead."""


@dataclass(frozen=True, slots=True)
class Look:
    """One test: after how many answers, of how many of them the latest, the exact p, its level, and
    what stood out most.
    """

    answers: int
    latest: int
    p: float
    level: float
    what: str
    whom: str
    effect: float

    @property
    def alarms(self) -> bool:
        """Tell whether the channel is inconsistent with the reference."""
        return self.p <= self.level


def planned(most: int) -> dict[int, list[int]]:
    """Return after how many answers, up to `most`, to look at how many of the latest."""
    plan: dict[int, list[int]] = {}
    size = FIRST_LOOK
    while size < most * NEAR_LAST:
        plan[size] = [size]
        size *= GROWTH
    plan[most] = [most]
    for end in range(LONG + WINDOW, most + 1, WINDOW):
        plan.setdefault(end, []).append(WINDOW)
    return dict(sorted(plan.items()))


@dataclass(frozen=True, slots=True)
class Terms:
    """What is fixed before the first answer: how many at most, the allowed false alarms, the share
    of answers that is excused as drift, and the cells that are asked at temperature 0.
    """

    most: int
    alpha: float = 0.01
    drift: float = 0.0
    steady: frozenset[str] = frozenset()

    def levels(self, cells: int) -> dict[tuple[int, int], float]:
        """Return the level of each planned look of an audit over so many cells: by the answers
        until then, and how many of the latest it looks at.
        """
        little = cells >= SEVERAL and self.most <= LONG
        spent = self.alpha * (SPENT_OVER_CELLS if little else SPENT)
        looks = [(end, latest) for end, found in planned(self.most).items() for latest in found]
        parts = np.full(len(looks), 1.0)
        if self.most <= LONG and len(looks) > 2:
            parts[1:-1] = (1 - FIRST - LAST) / (len(looks) - 2)
            parts[0], parts[-1] = FIRST, LAST
        levels = spent * parts / parts.sum()
        return dict(zip(looks, levels.tolist(), strict=True))


class Audit:
    """Compares a channel's answers with the claimed model's, cell by cell.

    `rough` guesses what an exact test would find: for what-if questions alone.
    """

    def __init__(
        self,
        reference: Mapping[str, Sequence[str]],
        library: Library,
        terms: Terms,
        *,
        seed: int = 0,
        rough: bool = False,
    ) -> None:
        self._rough = rough
        self._random = np.random.default_rng(seed)
        self._library = library
        self._reference = dict(reference)
        self._names = names(library.names)
        self._taken: list[tuple[str, str]] = []
        self._plan = planned(terms.most)
        self._levels = terms.levels(len(reference))
        self._drift = terms.drift
        self._steady = terms.steady
        self.looks: list[Look] = []

    @property
    def alarmed(self) -> bool:
        """Tell whether some look accused the channel."""
        return any(look.alarms for look in self.looks)

    @property
    def answers(self) -> int:
        """Return how many answers were taken."""
        return len(self._taken)

    def take(self, cell: str, answer: str) -> Look | None:
        """Take one answer; return the look that was due after it, the alarming one of several."""
        self._taken.append((cell, answer))
        look = None
        for latest in self._plan.get(self.answers, ()):
            look = self._look(latest)
            if look.alarms:
                break
        return look

    def finish(self) -> Look | None:
        """Look once more at answers that no look has seen, in place of a planned look to come.

        For an audit that ends early for a reason that is not in the answers themselves.
        """
        seen = self.looks[-1].answers if self.looks else FIRST_LOOK - 1
        return self._look(self.answers) if seen < self.answers < max(self._plan) else None

    @property
    def spent(self) -> float:
        """Return what all planned looks together spend of the allowed false alarms."""
        return sum(self._levels.values())

    def _look(self, latest: int) -> Look:
        level = self._levels.get((self.answers, latest), self._levels[max(self._levels)])
        audited: dict[str, list[str]] = {}
        for cell, answer in self._taken[-latest:]:
            audited.setdefault(cell, []).append(answer)
        pools = self._pools(audited)
        outcome = self._tested(pools, level)
        excused = int(self._excused(latest) * latest)
        if outcome.p <= level and excused:
            again = self._tested(self._pools(replaced(pools, outcome.column, excused)), level)
            outcome = max(outcome, again, key=lambda one: one.p)
        cells = ceil(TURNED * len(self._steady))
        if outcome.p <= level and cells:
            usual = {
                cell: pools[cell].values(pools[cell].drawn(self._random, PARTINGS)).mean(axis=0)
                for cell in sorted(pools.keys() & self._steady)
            }
            rest = without_turned(pools, outcome.column, usual, cells)
            outcome = max(outcome, self._tested(rest, level), key=lambda one: one.p)
        what, whom = self._names[outcome.column]
        look = Look(self.answers, latest, outcome.p, level, what, whom, outcome.effect)
        self.looks.append(look)
        return look

    def _tested(self, pools: Mapping[str, Pool], level: float) -> Outcome:
        if self._rough:
            return guessed(list(pools.values()), self._random)
        return tested(list(pools.values()), level, self._random)

    def _pools(self, audited: Mapping[str, Sequence[str]]) -> dict[str, Pool]:
        return {
            cell: Pool(self._library.shares(cell), self._reference[cell], answers)
            for cell, answers in audited.items()
            if answers and cell in self._reference
        }

    def _excused(self, latest: int) -> float:
        if latest < self.answers:
            return max(self._drift, DRIFT_WINDOW)
        return max(self._drift, DRIFT_LONG) if latest > LONG else self._drift
