"""Are log-probabilities real? They are at most 0, sum to at most one, and the chosen is likely."""

from __future__ import annotations

import math
from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

FEWEST = 4
APART = 1.5
"""Nats by which the mean at temperature 0 may differ between deployments."""


def asks(draws: Draws) -> list[Ask]:
    """Return one question at temperature 0."""
    first = draws.between(10, 90)
    text = f"What is {first} plus one? Explain in one sentence."
    return [Ask("logprobs", text, max_tokens=24, temperature=0.0, logprobs=True)]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count tokens, those that cannot be, and the mean of the chosen."""
    tokens = replies[0].heard.logprobs if replies[0].heard else ()
    if len(tokens) < FEWEST:
        return {}
    chosen = [one[0][1] for one in tokens]
    return {
        "tokens": float(len(tokens)),
        "impossible": float(sum(not _possible(one) for one in tokens)),
        "kinds": float(len({round(value, 6) for value in chosen})),
        "mean": round(sum(chosen) / len(chosen), 4),
    }


def _possible(one: tuple[tuple[str, float], ...]) -> bool:
    """Tell whether a token's values can be probabilities of the most likely one."""
    chosen, *others = one
    top = dict(others)
    values = [value for _, value in others]
    fits = not top or abs(top.get(chosen[0], -math.inf) - max(values)) < 0.01
    return chosen[1] <= 0 and sum(map(math.exp, values)) <= 1.001 and fits


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Impossible values are forged; another mean is another model, where one is at hand."""
    if not own or not trusted:
        return UNTESTED, "logprobs-none"
    if own["impossible"] > trusted["impossible"] or (own["kinds"] == 1 and trusted["kinds"] > 1):
        return DIFFERS, "logprobs-forged"
    if abs(own["mean"] - trusted["mean"]) > APART:
        return DIFFERS, "logprobs-other"
    return SOUND, ""


PROBE = Probe("logprobs", asks, figures, judged)
