"""The bill of an audit: tokens told for its prompts, recounted by what the trusted channel counts.

Both sides answered the same prompts, so no tokenizer is needed: the fair count of a prompt is the
trusted channel's, that of an answer its mean over the trusted channel's answers to that prompt.
The interval is a normal one over the prompts' own variances (99 %). Whether more output is told
than chance explains is a permutation test within prompts, exact for any finite reference: only it
can count for a verdict, and only where the excess is beyond WITHIN. More input is found by
probes/tokens.py, which tells a hidden text from an inflated count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posthouse.audit.probes.probe import DIFFERS, LEVEL, SOUND, UNTESTED, Finding

Tokens = tuple[int, int]
"""Tokens told for one prompt and for its answer; -1 where not told."""
Price = tuple[int, int]
"""Micro-dollars for a million tokens of input and of output."""

SPREAD_99 = 2.576
WITHIN = 0.03
"""Excess of output that is not worth an accusation."""
FEWEST = 8
FIRST_DRAWS = 400
DRAWS = 60_000


def billed(
    trusted: Mapping[str, Sequence[Tokens]],
    own: Mapping[str, Sequence[Tokens]],
    price: Price,
    seed: int,
) -> dict[str, Any] | None:
    """Return the bill of the answers by cell, None where one side tells no counts."""
    sides = [_strata(trusted, own, place) for place in (0, 1)]
    if not all(sum(len(mine) for mine, _ in one) >= FEWEST for one in sides):
        return None
    into, out = (_compared(one) for one in sides)
    money = [(one["told"], one["fair"]) for one in (into, out)]
    told, fair = (
        sum(p * pair[place] for p, pair in zip(price, money, strict=True)) for place in (0, 1)
    )
    return {
        "input": into,
        "output": out,
        "p": _chance(sides[1], np.random.default_rng(seed)),
        "cost_told": round(told / 1e6, 2),
        "cost_fair": round(fair / 1e6, 2),
    }


def finding(bill: Mapping[str, Any] | None) -> Finding:
    """Return what the bill says, as the probes do."""
    if bill is None:
        return Finding("bill", UNTESTED, "bill-not-told")
    figures = {
        "input": bill["input"]["over"],
        "output": bill["output"]["over"],
        "low": bill["output"]["low"],
        "high": bill["output"]["high"],
        "p": bill["p"],
    }
    over = bill["p"] <= LEVEL and bill["output"]["over"] > WITHIN
    return Finding("bill", DIFFERS if over else SOUND, "bill-more" if over else "", figures)


Floats = NDArray[np.float64]
Strata = list[tuple[Floats, Floats]]


def _strata(
    trusted: Mapping[str, Sequence[Tokens]], own: Mapping[str, Sequence[Tokens]], place: int
) -> Strata:
    """Return by cell what both sides told, where both told something."""
    found = []
    for cell, answers in sorted(own.items()):
        mine = np.array([one[place] for one in answers if one[place] >= 0], float)
        theirs = np.array([one[place] for one in trusted.get(cell, ()) if one[place] >= 0], float)
        if len(mine) and len(theirs) > 1:
            found.append((mine, theirs))
    return found


def _compared(strata: Strata) -> dict[str, float]:
    """Return what was told, what was fair, and by what share more: low, and high at 99 %."""
    told = float(sum(mine.sum() for mine, _ in strata))
    fair = float(sum(len(mine) * theirs.mean() for mine, theirs in strata))
    spread = 0.0
    for mine, theirs in strata:
        both = np.concatenate([mine - mine.mean(), theirs - theirs.mean()])
        one = float((both**2).sum()) / max(len(both) - 2, 1)
        spread += len(mine) * one + len(mine) ** 2 * one / len(theirs)
    far = SPREAD_99 * spread**0.5
    return {
        "told": told,
        "fair": round(fair, 1),
        "over": round((told - fair) / max(fair, 1.0), 4),
        "low": round((told - fair - far) / max(fair, 1.0), 4),
        "high": round((told - fair + far) / max(fair, 1.0), 4),
    }


def _chance(strata: Strata, random: np.random.Generator) -> float:
    """Return the exact chance of so much output or more, if both sides are alike."""
    seen = sum(float(mine.sum()) for mine, _ in strata)
    drawn: Floats = np.zeros(0)
    for count in (FIRST_DRAWS, DRAWS - FIRST_DRAWS):
        total = np.zeros(count)
        for mine, theirs in strata:
            both = np.concatenate([mine, theirs])
            places = random.random((count, len(both))).argsort(axis=1)[:, : len(mine)]
            total += both[places].sum(axis=1)
        drawn = np.concatenate([drawn, total])
        if (drawn >= seen - 1e-9).sum() > FIRST_DRAWS / 50:
            break
    return float(((drawn >= seen - 1e-9).sum() + 1) / (len(drawn) + 1))
