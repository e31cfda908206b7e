"""An exact test at one look: were the audited answers drawn from where the reference was?

If so, every way to part both sides' answers, cell by cell, was equally likely (exchangeability), so
the observed parting is one of many alike. Each column, a likelihood ratio, is divided by its own
mean over all partings drawn, the observed one included: that leaves how much likelier this parting
is under the column's hypothesis than another of the same answers. The statistic is the weighted
mean over columns, a Bayes factor. With m partings drawn and g of them at least as extreme,
p = (g + 1) / (m + 1) is exact for any finite reference and any distribution (Phipson and Smyth
2010). Drawing ends early only where p is far from the level: that can but lose an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posthouse.audit.columns import Pool, leaning
from posthouse.audit.shares import Floats

FIRST_DRAWS = (200, 800)
DRAWS_A_LEVEL = 4.0
MANY_DRAWS = 16_000
"""At a level of a, 4 / a partings are drawn, or so many if these are enough: at least 1 / a."""
AT_ONCE = 2000
GUESSED_DRAWS = 2000
TAIL = 0.02
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look found: p, the column that weighs most, and how many standard deviations the
    statistic lies from what is usual.
    """

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
        values = _more(values, pools, min(most, wanted + 1 - len(values)), random)
        outcome, _ = _outcome(values, pools)
        if outcome.p > 4 * level and outcome.p * len(values) > 8:
            break
    return outcome


def guessed(pools: Sequence[Pool], random: np.random.Generator) -> Outcome:
    """Return about what `tested` would, from few partings: beyond them an exponential tail."""
    if not pools:
        return Outcome(1.0, 0, 0.0)
    values = _summed([pool.values(pool.observed[None]) for pool in pools])
    values = _more(values, pools, GUESSED_DRAWS, random)
    outcome, found = _outcome(values, pools)
    if outcome.p * len(values) > 8:
        return outcome
    begin = float(np.quantile(found[1:], 1 - TAIL))
    over = found[1:][found[1:] > begin]
    mean = float((over - begin).mean()) if len(over) else _SAME
    p = TAIL * float(np.exp(-max(float(found[0]) - begin, 0.0) / max(mean, _SAME)))
    return Outcome(p, outcome.column, outcome.effect)


def _outcome(values: Floats, pools: Sequence[Pool]) -> tuple[Outcome, Floats]:
    """Return the outcome, and the statistic of every parting, the observed one's first."""
    weighed = values - _mean(values, axis=0)
    weighed += leaning(values.shape[1], sum(pool.size for pool in pools))
    found = _mean(weighed, axis=1)
    extreme = int((found[1:] >= found[0] - _SAME).sum())
    effect = float((found[0] - found.mean()) / (found.std() + _SAME))
    return Outcome((extreme + 1) / len(values), int(weighed[0].argmax()), effect), found


def _mean(logs: Floats, axis: int) -> Floats:
    """Return the logarithm of the mean of what these are logarithms of."""
    most = logs.max(axis=axis, keepdims=True)
    mean = np.log(np.exp(logs - most).mean(axis=axis))
    found: Floats = mean + most.squeeze(axis)
    return found


def _more(values: Floats, pools: Sequence[Pool], count: int, random: np.random.Generator) -> Floats:
    """Return values with those of so many more partings."""
    parts = [values]
    for begin in range(0, count, AT_ONCE):
        size = min(AT_ONCE, count - begin)
        parts.append(_summed([pool.values(pool.drawn(random, size)) for pool in pools]))
    return np.concatenate(parts)


def _summed(parts: Sequence[Floats]) -> Floats:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
