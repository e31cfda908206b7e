"""How many tokens are counted, and for what: slope and intercept over a text that grows.

The tokens told for k repeats of a word grow in a straight line. Another slope is another tokenizer
or an inflated bill; a higher intercept with the same slope is a text that was put before ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

REPEATS = (0, 40, 160)
WORD = " apple"
SLOPE_APART = 0.03
"""Shares by which slopes may differ."""
START_APART = 12.0
"""Tokens by which intercepts may differ: chat templates of deployments differ by a few."""


def asks(draws: Draws) -> list[Ask]:
    """Return the same request with more and more repeats of a word."""
    mark = draws.between(100, 1000)
    return [
        Ask(f"tokens {count}", f"Reply with {mark} alone.{WORD * count}", max_tokens=8)
        for count in REPEATS
    ]


def figures(replies: Sequence[Reply]) -> Figures:
    """Fit a line through the counts told."""
    points = [
        (float(count), float(reply.heard.tokens_in))
        for count, reply in zip(REPEATS, replies, strict=False)
        if reply.heard and reply.heard.tokens_in is not None
    ]
    if len(points) < len(REPEATS):
        return {}
    middle = sum(x for x, _ in points) / len(points)
    height = sum(y for _, y in points) / len(points)
    slope = sum((x - middle) * (y - height) for x, y in points) / sum(
        (x - middle) ** 2 for x, _ in points
    )
    return {"slope": round(slope, 4), "start": round(height - slope * middle, 2)}


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Compare line with line."""
    if not own or not trusted:
        return UNTESTED, "tokens-not-told"
    if abs(own["slope"] / max(trusted["slope"], 0.01) - 1) > SLOPE_APART:
        return DIFFERS, "tokens-slope"
    if own["start"] - trusted["start"] > START_APART:
        return DIFFERS, "tokens-before"
    if trusted["start"] - own["start"] > START_APART:
        return DIFFERS, "tokens-fewer"
    return SOUND, ""


PROBE = Probe("tokens", asks, figures, judged)
