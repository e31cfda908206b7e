"""An exact test at one look: were the audited answers drawn from where the reference was?

If so, every way to part both sides' answers, cell by cell, was equally likely (exchangeability), so
the observed parting is one of many alike. Each column is set on one scale by its own mean and
spread over all partings drawn, the observed one included; the statistic is the largest column. With
m partings drawn and g of them at least as extreme, p = (g + 1) / (m + 1) is exact for any finite
reference and any distribution (Phipson and Smyth 2010). Drawing ends early only where p is far from
the level: that can but lose an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posthouse.audit.columns import Pool
from posthouse.audit.library import Floats

FIRST_DRAWS = (200, 800)
DRAWS_A_LEVEL = 4.0
"""At a level of a, 4 / a partings are drawn: the smallest p is a quarter of the level."""
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look found: p, the largest column, and its distance in standard deviations."""

    p: float
    column: int
    effect: float


def tested(pools: Sequence[Pool], level: float, random: np.random.Generator) -> Outcome:
    """Return the outcome over all cells together; p is exact where it is at most the level."""
    if not pools:
        return Outcome(1.0, 0, 0.0)
    values = _summed([pool.values(pool.observed[None]) for pool in pools])
    wanted = int(np.ceil(DRAWS_A_LEVEL / level))
    outcome = Outcome(1.0, 0, 0.0)
    for most in (*FIRST_DRAWS, wanted):
        count = min(most, wanted + 1 - len(values))
        if count > 0:
            drawn = _summed([pool.values(pool.drawn(random, count)) for pool in pools])
            values = np.concatenate([values, drawn])
        outcome = _outcome(values)
        if outcome.p > 4 * level and outcome.p * len(values) > 8:
            break
    return outcome


def _outcome(values: Floats) -> Outcome:
    scaled = (values - values.mean(axis=0)) / (values.std(axis=0) + _SAME)
    largest = scaled.max(axis=1)
    extreme = int((largest[1:] >= largest[0] - _SAME).sum())
    column = int(scaled[0].argmax())
    return Outcome((extreme + 1) / len(values), column, float(largest[0]))


def _summed(parts: Sequence[Floats]) -> Floats:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
