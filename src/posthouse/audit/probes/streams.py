"""Is a stream a stream? In pieces, whole, under one id, with its last event and its counts."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import NOTED, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask, events

SOME_PIECES = 3
AT_ONCE = 0.9
"""A stream whose first byte comes after such a part of its whole time was made up of an answer."""
LONG_MS = 300


def asks(draws: Draws) -> list[Ask]:
    """Return one question whose answer takes some pieces."""
    first = draws.between(10, 90)
    text = f"Count upwards from {first}, ten numbers, separated by commas."
    return [Ask("streams", wrapped(draws, text), max_tokens=48, stream=True)]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count pieces and ids; tell whether it ended, counted, and called itself a stream."""
    reply = replies[0]
    told, heard = reply.told, reply.heard
    if told.status != 200:
        return {}
    burst = told.whole_ms >= LONG_MS and told.first_ms > AT_ONCE * told.whole_ms
    return {
        "events": float(told.kind.startswith("text/event-stream")),
        "read": float(heard is not None),
        "pieces": float(heard.pieces if heard else 0),
        "ended": float(heard.ended if heard else 0),
        "counted": float(bool(heard and heard.tokens_out is not None)),
        "ids": float(len(_ids(told.body))) if heard else 0.0,
        "at_once": float(burst),
    }


def _ids(body: str) -> set[str]:
    return {
        str(one["id"])
        for one in events(body)
        if isinstance(one, dict) and isinstance(one.get("id"), str) and one["id"]
    }


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Compare with what the trusted channel's stream has; a note at most."""
    if not own:
        return UNTESTED, "streams-no-answer"
    wanted = trusted or {"events": 1, "read": 1, "ended": 1}
    for name in ("events", "read", "ended", "counted"):
        if wanted.get(name) and not own[name]:
            return NOTED, f"streams-{name}"
    if wanted.get("pieces", 0) > SOME_PIECES and own["pieces"] <= 1:
        return NOTED, "streams-pieces"
    if own["ids"] > 1 and wanted.get("ids", 2) == 1:
        return NOTED, "streams-ids"
    if own["at_once"] and trusted and not trusted.get("at_once"):
        return NOTED, "streams-at-once"
    return SOUND, ""


PROBE = Probe("streams", asks, figures, judged)
