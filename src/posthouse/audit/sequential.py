"""The audit of one channel as it goes: answers come in, a verdict is there at any time.

Looks are planned before the first answer, at sizes that grow by about two thirds; each spends an
equal part of the allowed false alarms. So the chance that an honest channel is ever accused, at
whatever look one stops, is at most alpha (union bound over exact tests).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from posthouse.audit.columns import Pool, Reference, names, parted
from posthouse.audit.library import Library
from posthouse.audit.permutation import tested

FIRST_LOOK = 3
GROWTH = 5 / 3
SPENT = 0.8
"""What is spent of the allowed false alarms; the rest is kept, for trials that share answers."""


@dataclass(frozen=True, slots=True)
class Look:
    """One test: after how many answers, the exact p, its level, and what stood out most."""

    answers: int
    p: float
    level: float
    what: str
    whom: str
    effect: float

    @property
    def alarms(self) -> bool:
        """Tell whether the channel is inconsistent with the reference."""
        return self.p <= self.level


def planned(most: int) -> list[int]:
    """Return the sizes to look at, the last being `most`."""
    sizes, size = [], float(FIRST_LOOK)
    while size < most * 0.85:
        sizes.append(int(size + 0.5))
        size = max(size * GROWTH, size + 1)
    return [*sizes, most]


class Audit:
    """Compares a channel's answers with the claimed model's, cell by cell."""

    def __init__(
        self,
        reference: Mapping[str, Sequence[str]],
        library: Library,
        *,
        most: int,
        alpha: float = 0.01,
        seed: int = 0,
    ) -> None:
        self._random = np.random.default_rng(seed)
        self._library = {cell: library.cell(cell) for cell in reference}
        self._reference: dict[str, Reference] = {
            cell: parted(answers, self._random) for cell, answers in reference.items()
        }
        self._names = names(library.names)
        self._audited: dict[str, list[str]] = {}
        self._plan = planned(most)
        self._level = SPENT * alpha / len(self._plan)
        self.answers = 0
        self.looks: list[Look] = []

    @property
    def alarmed(self) -> bool:
        """Tell whether some look accused the channel."""
        return any(look.alarms for look in self.looks)

    def take(self, cell: str, answer: str) -> Look | None:
        """Take one answer; return the look that was due after it, if one was."""
        self._audited.setdefault(cell, []).append(answer)
        self.answers += 1
        return self._look() if self.answers in self._plan else None

    def finish(self) -> Look | None:
        """Look once more at answers that no look has seen, in place of a planned look to come.

        For an audit that ends early for a reason that is not in the answers themselves.
        """
        seen = self.looks[-1].answers if self.looks else FIRST_LOOK - 1
        return self._look() if seen < self.answers < self._plan[-1] else None

    def _look(self) -> Look:
        pools = [
            Pool(self._library[cell], self._reference[cell], answers)
            for cell, answers in self._audited.items()
            if cell in self._reference
        ]
        outcome = tested(pools, self._level, self._random)
        what, whom = self._names[outcome.column]
        look = Look(self.answers, outcome.p, self._level, what, whom, outcome.effect)
        self.looks.append(look)
        return look
