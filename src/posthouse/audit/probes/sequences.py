"""Many draws in one answer: a row of random numbers shows a model's taste at once.

Draws within an answer depend on each other, so whole answers are exchanged: of the audited
channel's answers and the trusted one's together, every choice of as many as audited is equally
likely where both are one model. The statistic is the distance between both sides' mean shares
(and the share of each first number), so p is exact; a finding takes four answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import (
    DIFFERS,
    LEVEL,
    SOUND,
    UNTESTED,
    Figures,
    Judged,
    Probe,
    Reply,
)
from posthouse.audit.probes.trials import MUTE, SHOWN_BY_NONE, TRUSTED_ROUNDS, WEAK
from posthouse.audit.speech.ask import Ask

HIGHEST = 30
COUNT = 20
FEWEST = 8
"""Numbers that an answer has to hold."""
ROUNDS = 4
UNLIKELY = 0.2
"""An audit goes on only while chance explains what came no better than so."""
MOST_TRUSTED = 40
FIRST = 0.3
"""What the first number weighs beside all shares."""
BEGIN = 2
"""Answers before the asking may end for want of evidence."""
_NUMBER = re.compile(r"\d+")


def asks(draws: Draws) -> list[Ask]:
    """Return a request for numbers."""
    text = f"Write {COUNT} random numbers from 1 to {HIGHEST}, separated by commas. Numbers only."
    return [Ask("sequences", wrapped(draws, text), max_tokens=80, temperature=1.0)]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count how often each number stands in each answer, and first in it."""
    found: Figures = {"mute": 0.0}
    place = 0
    for reply in replies:
        text = reply.heard.text if reply.heard else ""
        numbers = [int(one) for one in _NUMBER.findall(text) if len(one) < 3]
        numbers = [one for one in numbers if 1 <= one <= HIGHEST]
        if len(numbers) < FEWEST:
            found["mute"] += 1
            continue
        counts = Counter(numbers)
        found |= {f"{place}:{number}": float(times) for number, times in counts.items()}
        found[f"{place}:first"] = float(numbers[0])
        place += 1
    return found


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Tell both sides apart, or not."""
    mine, theirs = _answers(own)[:ROUNDS], _answers(trusted or {})
    if not theirs:
        return UNTESTED, WEAK
    if not mine:
        return UNTESTED, SHOWN_BY_NONE
    p = chance(mine, theirs)
    if p <= LEVEL:
        return DIFFERS, "sequences-other"
    return (SOUND, "") if p > UNLIKELY else (UNTESTED, SHOWN_BY_NONE)


def settled(own: Figures, trusted: Figures | None) -> bool:
    """Tell whether asking on could change nothing."""
    mine, theirs = _answers(own)[:ROUNDS], _answers(trusted or {})
    if own["mute"] >= MUTE or not theirs:
        return True
    return len(mine) >= BEGIN and chance(mine, theirs) > UNLIKELY


def worth(trusted: Figures | None) -> bool:
    """Tell whether there are enough trusted answers for a finding."""
    return len(_answers(trusted or {})) >= TRUSTED_ROUNDS - 1


def _answers(figures: Mapping[str, float]) -> list[list[float]]:
    """Return a vector for each answer: shares of numbers, roots of them, and which came first."""
    by_place: dict[str, dict[str, float]] = {}
    for name, value in figures.items():
        place, colon, what = name.partition(":")
        if colon:
            by_place.setdefault(place, {})[what] = value
    vectors = []
    for one in list(by_place.values())[:MOST_TRUSTED]:
        total = sum(value for what, value in one.items() if what != "first")
        shares = [(one.get(str(n), 0.0) / total) ** 0.5 for n in range(1, HIGHEST + 1)]
        first = [FIRST * (one.get("first") == n) for n in range(1, HIGHEST + 1)]
        vectors.append([*shares, *first])
    return vectors


def chance(mine: Sequence[Sequence[float]], theirs: Sequence[Sequence[float]]) -> float:
    """Return the exact share of ways to choose so many answers that are as far from the rest."""
    import numpy as np

    every = np.array([*mine, *theirs])
    count, rest = len(mine), len(theirs)
    chosen = np.array(list(combinations(range(len(every)), count)))
    total = every.sum(axis=0)
    inside = every[chosen].sum(axis=1)
    apart = ((inside / count - (total - inside) / rest) ** 2).sum(axis=1)
    return float((apart >= apart[0] - 1e-12).mean())


PROBE = Probe(
    "sequences",
    asks,
    figures,
    judged,
    ROUNDS,
    TRUSTED_ROUNDS + 1,
    settled,
    worth,
    lost=lambda trusted: trusted["mute"] >= MUTE,
)
