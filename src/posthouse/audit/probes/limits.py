"""Are limits kept? The most tokens of an answer, and a text at which it stops."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

MOST = 16
MORE = 2
"""Tokens over the limit that counting differently may explain."""
LETTERS_A_TOKEN = 12


def asks(draws: Draws) -> list[Ask]:
    """Return a request for a long answer with a low limit, and one with a text to stop at."""
    first = draws.between(100, 900)
    count = f"Count upwards from {first}, each number in a row, up to {first + 400}."
    return [
        Ask("limits length", count, max_tokens=MOST),
        Ask("limits stop", count, max_tokens=60, stop=(str(first + 3),)),
    ]


def figures(replies: Sequence[Reply]) -> Figures:
    """Tell whether both were kept: 1 yes, 0 no."""
    long, stopped = (reply.heard for reply in replies)
    found: Figures = {}
    if long and long.text:
        within = len(long.text) <= MOST * LETTERS_A_TOKEN
        counted = long.tokens_out is None or long.tokens_out <= MOST + MORE
        found["length"] = float(within and counted)
        found["said"] = float(long.finish == "length")
    if stopped and stopped.text:
        found["stop"] = float(replies[1].ask.stop[0] not in stopped.text)
    return found


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """What the trusted channel keeps is to be kept."""
    shared = [name for name in own if trusted and trusted.get(name)]
    for name in shared:
        if not own[name]:
            return DIFFERS, f"limits-{name}"
    return (SOUND, "") if shared else (UNTESTED, "limits-no-answer")


PROBE = Probe("limits", asks, figures, judged)
