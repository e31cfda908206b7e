"""A channel's standing over many audits, and several channels at once.

Each audit gives a p-value, its e-value is p^(-1/2) / 2 (a calibrator: its mean is at most 1 where
the channel is honest; Vovk and Wang 2021). The standing is an e-detector (Shin, Ramdas, Rinaldo
2022): S' = e * max(S, 1). A channel that stays honest reaches a limit of L once in L audits at the
most often, on average; one that changes gets there within a few audits of the change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

CONSISTENT, CHANGED = "consistent", "changed"
IDENTIFIED, UNINFORMATIVE = "identified-as", "uninformative"
COMPARED = "compared"
"""The word for real requests that two channels were compared by and not told apart."""


def p_of(verdict: Mapping[str, Any]) -> float:
    """Return the p-value of a whole audit: of its best look, over that look's share of what
    all planned ones spend.
    """
    return float(min(1.0, verdict["p"] / verdict["share"]))


def e_of(p: float) -> float:
    """Return the e-value of a p-value."""
    return 0.5 / math.sqrt(max(p, 1e-12))


def moved(standing: float, e: float) -> float:
    """Return the standing after one more audit."""
    return e * max(standing, 1.0)


def discovered(standings: Mapping[str, float], alpha: float) -> set[str]:
    """Return the channels that e-BH names: of these at most a share alpha is honest on average
    (Wang and Ramdas 2022), however the channels depend on each other.
    """
    ordered = sorted(standings.items(), key=lambda pair: -pair[1])
    count = len(ordered)
    most = 0
    for place, (_, value) in enumerate(ordered, 1):
        if value * place * alpha >= count:
            most = place
    return {name for name, _ in ordered[:most]}
