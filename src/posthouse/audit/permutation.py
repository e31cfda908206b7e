"""An exact test at one look: were the audited answers drawn from where the reference was?

If so, every way to part both sides' answers, cell by cell, was equally likely (exchangeability), so
the observed parting is one of many alike. The columns are those of all cells added up, and one of
each cell alone, for a relay that changes the answers to few questions. Each column is set on one
scale by its own mean and spread over all partings drawn, the observed one included; the statistic
is the largest column. With
m partings drawn and g of them at least as extreme, p = (g + 1) / (m + 1) is exact for any finite
reference and any distribution (Phipson and Smyth 2010). Drawing ends early only where p is far from
the level: that can but lose an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posthouse.audit.columns import ALONE, Pool
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
    """What one look found: p, the largest column, its distance in standard deviations, and of which
    pool it is alone (-1: of all).
    """

    p: float
    column: int
    effect: float
    alone: int = -1


def tested(pools: Sequence[Pool], level: float, random: np.random.Generator) -> Outcome:
    """Return the outcome over all cells together; p is exact where it is at most the level."""
    if not pools:
        return Outcome(1.0, 0, 0.0)
    values = _columns([pool.values(pool.observed[None]) for pool in pools])
    width = pools[0].width
    wanted = int(np.ceil(max(1 / level, min(DRAWS_A_LEVEL / level, MANY_DRAWS))))
    outcome = Outcome(1.0, 0, 0.0)
    for most in (*FIRST_DRAWS, wanted):
        count = min(most, wanted + 1 - len(values))
        if count > 0:
            drawn = _columns([pool.values(pool.drawn(random, count)) for pool in pools])
            values = np.concatenate([values, drawn])
        outcome = _outcome(values, width)
        if outcome.p > 4 * level and outcome.p * len(values) > 8:
            break
    return outcome


def guessed(pools: Sequence[Pool], random: np.random.Generator) -> Outcome:
    """Return about what `tested` would, from few partings: beyond them an exponential tail."""
    if not pools:
        return Outcome(1.0, 0, 0.0)
    values = _columns([pool.values(pool.observed[None]) for pool in pools])
    drawn = _columns([pool.values(pool.drawn(random, GUESSED_DRAWS)) for pool in pools])
    values = np.concatenate([values, drawn])
    outcome = _outcome(values, pools[0].width)
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


def _outcome(values: Floats, width: int) -> Outcome:
    scaled = _scaled(values)
    largest = scaled.max(axis=1)
    extreme = int((largest[1:] >= largest[0] - _SAME).sum())
    column = int(scaled[0].argmax())
    p, effect = (extreme + 1) / len(values), float(largest[0])
    if column < width:
        return Outcome(p, column, effect)
    return Outcome(p, width + ALONE, effect, column - width)


def _columns(parts: Sequence[Floats]) -> Floats:
    """Return the columns of all pools added up, and beside these one of each pool alone."""
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    alone = [part[:, ALONE, None] for part in parts] if len(parts) > 1 else []
    return np.concatenate([total, *alone], axis=1)
