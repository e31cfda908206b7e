"""How much honest channels of one model differ, learned from two or more that are trusted.

The drift is the smallest share of excused answers (tolerance.py) with which every channel passes an
audit against every other. It makes audits of that model blind to smaller shares, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

import numpy as np

from posthouse.audit.library import Library, Recorded
from posthouse.audit.sequential import Audit, Terms

Answers = Mapping[str, Sequence[str]]
"""Answers by cell."""

STEP = 0.05
"""A drift is a multiple of this."""
DEALINGS = 20
"""So many audits of each channel against each other have to pass."""


def learned(channels: Sequence[Answers], library: Library, terms: Terms) -> float:
    """Return the share that audits on these terms have to excuse; 0 for fewer than two channels.

    The library must not hold the model.
    """
    random = np.random.default_rng(0)
    steps = 0
    for reference, audited in permutations(channels, 2):
        for seed in range(DEALINGS):
            order = _dealt(audited, terms.most, random)
            while steps * STEP < 1 and order:
                own = Terms(len(order), terms.alpha, steps * STEP, terms.steady)
                if not _accused(Audit(reference, library, own, seed=seed), order):
                    break
                steps += 1
    return round(steps * STEP, 9)


def by_channel(recorded: Iterable[Recorded]) -> dict[str, list[dict[str, list[str]]]]:
    """Return the channels of every model that has several: answers by cell."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for one in recorded:
        if one.channel:
            cells = found.setdefault(one.model, {}).setdefault(one.channel, {})
            cells.setdefault(one.cell, []).extend(one.answers)
    return {model: [*channels.values()] for model, channels in found.items() if len(channels) > 1}


def _dealt(answers: Answers, most: int, random: np.random.Generator) -> list[tuple[str, str]]:
    """Return so many answers at most, in rounds over the cells, in a random order within each."""
    columns = [
        [(cell, found[i]) for i in random.permutation(len(found))]
        for cell, found in answers.items()
    ]
    longest = max(map(len, columns), default=0)
    rounds = [column[i] for i in range(longest) for column in columns if i < len(column)]
    return rounds[:most]


def _accused(going: Audit, order: Sequence[tuple[str, str]]) -> bool:
    for cell, answer in order:
        going.take(cell, answer)
        if going.alarmed:
            return True
    return False
