"""How many tokens are counted, and for what: slope and intercept over a text that grows.

The tokens told for k repeats of a word grow in a straight line. A higher intercept with the same
slope is a text that was put before ours. Other slopes are an inflated count where all kinds of text
grow by one factor, and another tokenizer (so another model) where each kind has its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

REPEATS = (0, 30, 90)
WORD = " apple"
KINDS = {
    "scripts": " 静かな海 тихий ветер هدوء 조용한 밤 straße",
    "signs": " def f(x): return x**2+1 0x7fff 3.14159 [[]]",
}
TIMES = 2
SLOPE_APART = 0.03
"""Shares by which slopes may differ."""
KIND_APART = 0.06
"""Shares by which a kind's factor may differ from the word's: its count is a few tokens coarse."""
START_APART = 12.0
"""Tokens by which intercepts may differ: chat templates of deployments differ by a few."""


def asks(draws: Draws) -> list[Ask]:
    """Return a request with more and more repeats of a word, and with other kinds of text."""
    request = f"Reply with {draws.between(100, 1000)} alone."
    grown = [Ask(f"tokens {count}", f"{request}{WORD * count}", max_tokens=8) for count in REPEATS]
    kinds = [
        Ask(f"tokens {kind}", f"{request}{text * TIMES}", max_tokens=8)
        for kind, text in KINDS.items()
    ]
    return [*grown, *kinds]


def figures(replies: Sequence[Reply]) -> Figures:
    """Fit a line through the counts told, and count what a repeat of each kind of text takes."""
    told = [
        None if one.heard is None or one.heard.tokens_in is None else float(one.heard.tokens_in)
        for one in replies
    ]
    line, kinds = told[: len(REPEATS)], told[len(REPEATS) :]
    points = [(float(x), y) for x, y in zip(REPEATS, line, strict=False) if y is not None]
    if len(points) < len(REPEATS):
        return {}
    middle = sum(x for x, _ in points) / len(points)
    height = sum(y for _, y in points) / len(points)
    slope = sum((x - middle) * (y - height) for x, y in points) / sum(
        (x - middle) ** 2 for x, _ in points
    )
    start = height - slope * middle
    found = {"slope": round(slope, 4), "start": round(start, 2)}
    return found | {
        kind: round((count - start) / TIMES, 3)
        for kind, count in zip(KINDS, kinds, strict=False)
        if count is not None
    }


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Compare line with line, and kind with kind."""
    if not own or not trusted:
        return UNTESTED, "tokens-not-told"
    factor = own["slope"] / max(trusted["slope"], 0.01)
    shared = own.keys() & trusted.keys() & KINDS.keys()
    kinds = [own[kind] / max(trusted[kind], 0.01) for kind in shared]
    if any(abs(one / max(factor, 0.01) - 1) > KIND_APART for one in kinds):
        return DIFFERS, "tokens-tokenizer"
    if abs(factor - 1) > SLOPE_APART:
        return DIFFERS, "tokens-slope"
    if own["start"] - trusted["start"] > START_APART:
        return DIFFERS, "tokens-before"
    if trusted["start"] - own["start"] > START_APART:
        return DIFFERS, "tokens-fewer"
    return SOUND, ""


PROBE = Probe("tokens", asks, figures, judged)
