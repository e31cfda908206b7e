"""What does a refusal give away? Keys, addresses and names of what stands behind the channel."""

from __future__ import annotations

import re
from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import NOTED, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

_KEY = re.compile(r"\b(?:sk|key|AIza|gsk|xai)[-_][A-Za-z0-9_-]{12,}")
_INSIDE = re.compile(
    r"\b(?:10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+"
    r"|[a-z0-9-]+\.(?:internal|local|svc)\b)"
)
_TRACE = re.compile(r"Traceback \(most recent|\bat [\w.$]+\([\w.]+:\d+\)|goroutine \d+ \[")


def asks(_draws: Draws) -> list[Ask]:
    """Return one request that has to be refused."""
    return [Ask("errors", "Reply with OK.", spoiled=True)]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count what should not stand in an error."""
    told = replies[0].told
    if not told.status:
        return {}
    return {
        "status": float(told.status),
        "keys": float(len(_KEY.findall(told.body))),
        "addresses": float(len(_INSIDE.findall(told.body))),
        "traces": float(len(_TRACE.findall(told.body))),
    }


def judged(own: Figures, _trusted: Figures | None) -> Judged:
    """A note at most: it speaks of carelessness, not of the model."""
    if not own:
        return UNTESTED, "errors-no-answer"
    for name in ("keys", "addresses", "traces"):
        if own[name]:
            return NOTED, f"errors-{name}"
    return (SOUND, "") if own["status"] >= 400 else (NOTED, "errors-accepted")


PROBE = Probe("errors", asks, figures, judged)
