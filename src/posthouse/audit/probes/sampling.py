"""Does the temperature act? Warm answers to one question differ; answers from a store do not."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

TIMES = 4
VARIED = 3
"""So many of the trusted channel's answers have to differ for sameness to mean something."""


def asks(draws: Draws) -> list[Ask]:
    """Return one open question several times."""
    mark = draws.between(1000, 10_000)
    text = f"Invent a short title for story number {mark}, one that nobody would guess."
    return [
        Ask(f"sampling {number}", text, max_tokens=24, temperature=1.0) for number in range(TIMES)
    ]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count different texts and different ids."""
    heard = [reply.heard for reply in replies if reply.heard and reply.heard.text]
    if len(heard) < TIMES:
        return {}
    return {
        "texts": float(len({one.text for one in heard})),
        "ids": float(len({one.id for one in heard})),
    }


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """One text for all, where the trusted channel's differ, is a store or no sampling."""
    if not own or not trusted or trusted["texts"] < VARIED:
        return UNTESTED, "sampling-no-answer"
    if own["texts"] > 1:
        return SOUND, ""
    return DIFFERS, "sampling-cached" if own["ids"] < trusted["ids"] else "sampling-same"


PROBE = Probe("sampling", asks, figures, judged)
