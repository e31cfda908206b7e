"""Is a stream a stream? In pieces, whole, with its last event and its count of tokens."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import NOTED, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask


def asks(draws: Draws) -> list[Ask]:
    """Return one question whose answer takes some pieces."""
    first = draws.between(10, 90)
    text = f"Count upwards from {first}, ten numbers, separated by commas."
    return [Ask("streams", text, max_tokens=48, stream=True)]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count pieces; tell whether it ended, counted, and called itself a stream."""
    reply = replies[0]
    if reply.told.status != 200:
        return {}
    heard = reply.heard
    return {
        "events": float(reply.told.kind.startswith("text/event-stream")),
        "read": float(heard is not None),
        "pieces": float(heard.pieces if heard else 0),
        "ended": float(heard.ended if heard else 0),
        "counted": float(bool(heard and heard.tokens_out is not None)),
    }


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Compare with what the trusted channel's stream has; a note at most."""
    if not own:
        return UNTESTED, "streams-no-answer"
    wanted = trusted or {"events": 1, "read": 1, "ended": 1}
    for name in ("events", "read", "ended", "counted"):
        if wanted.get(name) and not own[name]:
            return NOTED, f"streams-{name}"
    if wanted.get("pieces", 0) > 3 and own["pieces"] <= 1:
        return NOTED, "streams-pieces"
    return SOUND, ""


PROBE = Probe("streams", asks, figures, judged)
