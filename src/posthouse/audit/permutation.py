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
from dataclasses import dataclass, replace

import numpy as np

from posthouse.audit.columns import Pool
from posthouse.audit.library import Floats

FIRST_DRAWS = (200, 800)
DRAWS_A_LEVEL = 4.0
MANY_DRAWS = 16_000
"""At a level of a, 4 / a partings are drawn, or so many if these are enough: at least 1 / a."""
GUESSED_DRAWS = 2000
TAIL = 0.02
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
    wanted = int(np.ceil(max(1 / level, min(DRAWS_A_LEVEL / level, MANY_DRAWS))))
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


def guessed(pools: Sequence[Pool], random: np.random.Generator) -> Outcome:
    """Return about what `tested` would, from few partings: beyond them an exponential tail."""
    if not pools:
        return Outcome(1.0, 0, 0.0)
    values = _summed([pool.values(pool.observed[None]) for pool in pools])
    drawn = _summed([pool.values(pool.drawn(random, GUESSED_DRAWS)) for pool in pools])
    values = np.concatenate([values, drawn])
    outcome = _outcome(values)
    if outcome.p * len(values) > 8:
        return outcome
    largest = _scaled(values).max(axis=1)[1:]
    begin = float(np.quantile(largest, 1 - TAIL))
    over = largest[largest > begin]
    mean = float((over - begin).mean()) if len(over) else _SAME
    p = TAIL * float(np.exp(-max(outcome.effect - begin, 0.0) / max(mean, _SAME)))
    return replace(outcome, p=p)


def _scaled(values: Floats) -> Floats:
    scaled: Floats = (values - values.mean(axis=0)) / (values.std(axis=0) + _SAME)
    return scaled


def _outcome(values: Floats) -> Outcome:
    scaled = _scaled(values)
    largest = scaled.max(axis=1)
    extreme = int((largest[1:] >= largest[0] - _SAME).sum())
    column = int(scaled[0].argmax())
    return Outcome((extreme + 1) / len(values), column, float(largest[0]))


def _summed(parts: Sequence[Floats]) -> Floats:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
