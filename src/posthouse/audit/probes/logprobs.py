"""Are log-probabilities real? They are at most 0, sum to at most one, and the chosen is likely.

What cannot be is forged. What could be is compared by rank: a finding takes ROUNDS answers whose
means all lie on one side of every mean of the trusted channel's; its chance is twice
1 / C(n + ROUNDS, ROUNDS).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

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
from posthouse.audit.probes.trials import MUTE, ROUNDS, TRUSTED_ROUNDS, WEAK, chance
from posthouse.audit.speech.ask import Ask

Likely = Sequence[tuple[tuple[str, float], ...]]

FEWEST = 4
MEAN = "mean "


def asks(draws: Draws) -> list[Ask]:
    """Return one question at temperature 0."""
    first = draws.between(10, 90)
    text = f"What is {first} plus one? Explain in one sentence."
    return [Ask("logprobs", wrapped(draws, text), max_tokens=16, temperature=0.0, logprobs=True)]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count answers with them, values that cannot be, and tell the mean of the chosen of each."""
    answers = [one.heard.logprobs for one in replies if one.heard]
    offered = [tokens for tokens in answers if len(tokens) >= FEWEST]
    means = [sum(one[0][1] for one in tokens) / len(tokens) for tokens in offered]
    return {
        "offered": float(len(offered)),
        "mute": float(len(replies) - len(offered)),
        "impossible": float(sum(not _possible(one) for tokens in offered for one in tokens)),
        "alike": float(sum(_alike(tokens) for tokens in offered)),
        **{f"{MEAN}{place}": round(mean, 4) for place, mean in enumerate(means)},
    }


def _alike(tokens: Likely) -> bool:
    """Tell whether all tokens are told as equally likely."""
    return len({round(one[0][1], 6) for one in tokens}) == 1


def _possible(one: tuple[tuple[str, float], ...]) -> bool:
    """Tell whether a token's values can be probabilities of the most likely one."""
    chosen, *others = one
    top = dict(others)
    values = [value for _, value in others]
    fits = not top or abs(top.get(chosen[0], -math.inf) - max(values)) < 0.01
    return chosen[1] <= 0 and sum(map(math.exp, values)) <= 1.001 and fits


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Impossible values are forged; means beyond all of the trusted channel's are another model."""
    if not own or not trusted or not own["offered"] or not trusted["offered"]:
        return UNTESTED, "logprobs-none"
    if (own["impossible"] and not trusted["impossible"]) or (own["alike"] and not trusted["alike"]):
        return DIFFERS, "logprobs-forged"
    if _within(own, trusted):
        return SOUND, ""
    if own["offered"] >= ROUNDS and 2 * chance(ROUNDS, 0, trusted["offered"]) <= LEVEL:
        return DIFFERS, "logprobs-other"
    return UNTESTED, WEAK


def _means(figures: Figures) -> list[float]:
    return [value for name, value in figures.items() if name.startswith(MEAN)]


def _within(own: Figures, trusted: Figures) -> bool:
    """Tell whether the means are not all on one side of the trusted channel's."""
    low, high = min(_means(trusted)), max(_means(trusted))
    below, above = (all(one < low for one in _means(own)), all(one > high for one in _means(own)))
    return not below and not above


def settled(own: Figures, trusted: Figures | None) -> bool:
    """Tell whether asking on could change nothing."""
    if own["mute"] >= MUTE or trusted is None or not trusted["offered"]:
        return True
    return bool(own["offered"]) and (bool(own["impossible"]) or _within(own, trusted))


PROBE = Probe(
    "logprobs",
    asks,
    figures,
    judged,
    ROUNDS,
    TRUSTED_ROUNDS,
    settled,
    worth=lambda trusted: trusted is not None and bool(trusted["offered"]),
    lost=lambda trusted: trusted["mute"] >= MUTE and not trusted["offered"],
)
