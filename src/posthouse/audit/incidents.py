"""A channel's standing by what inspection found in its answers, from day to day.

A unit is one key on one channel on one UTC day. Where the channel is honest, a share `honest` of a
key's exchanges at most leads to an incident by mistake, so that a day of n exchanges has one with
probability p = 1 - (1 - honest)^n at most. The day's weight X (0: none, 1: a rule that blocks) is
bet on: e = 1 + s (X - p), with the stake s = min(4, 1 / 2p), so e is 1 at most on average. Units
of a day are multiplied, days make an e-detector as audits do (standing.py): S' = e * max(S, 1).
However many conversations a key opens, it moves the standing by one unit a day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

HEAVIEST_STAKE = 4.0
DOUBTFUL = 0.3
"""What a finding weighs that may well be the model's own."""
SILENT = ("witness/silent", "witness/agrees", "key/")
"""Rules that say nothing of the channel."""


@dataclass(frozen=True, slots=True)
class KeyDay:
    """What one key's day on a channel came to."""

    key: str
    exchanges: int
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Stood:
    """A standing, and from how many keys' answers it comes."""

    value: float = 0.0
    keys: int = 0


def weight_of(rules: Collection[str], heavy: Callable[[str], bool]) -> float:
    """Return what an incident weighs by its rules; `heavy` tells which block by themselves."""
    told = [rule for rule in rules if not rule.startswith(SILENT)]
    if any(map(heavy, told)):
        return 1.0
    return DOUBTFUL if told else 0.0


def e_of_day(units: Sequence[KeyDay], honest: float) -> float:
    """Return the e-value of one day."""
    product = 1.0
    for unit in units:
        p = 1.0 - (1.0 - honest) ** max(unit.exchanges, 1)
        stake = min(HEAVIEST_STAKE, 0.5 / p)
        product *= 1.0 + stake * (min(unit.weight, 1.0) - p)
    return product


def stood(days: Sequence[Sequence[KeyDay]], honest: float) -> Stood:
    """Return the standing after these days, oldest first."""
    value, keys = 0.0, set[str]()
    for units in days:
        if value <= 1.0:
            keys = set()
        keys |= {unit.key for unit in units if unit.weight}
        value = e_of_day(units, honest) * max(value, 1.0)
    return Stood(value, len(keys))
