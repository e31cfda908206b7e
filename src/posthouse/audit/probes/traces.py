"""Whose marks stand in an answer? Ids, fields and headers that belong to another vendor.

Whoever wants to can forge them, so the right ones prove nothing, and the wrong ones are a note.
"""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import NOTED, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

FIELDS = ("claude_", "cache_creation", "promptTokenCount", "x_groq", "prompt_cache_hit_tokens")
IDS = ("msg_", "chatcmpl-", "resp_", "gen-", "cmpl-")
HEADERS = ("x-oneapi-request-id", "x-new-api-version", "x-litellm-version", "x-portkey-trace-id")


def asks(draws: Draws) -> list[Ask]:
    """Return one plain question."""
    return [Ask("traces", f"Reply with {draws.between(100, 1000)} alone.", max_tokens=8)]


def figures(replies: Sequence[Reply]) -> Figures:
    """Tell which marks are there: 1 for each."""
    reply = replies[0]
    if reply.heard is None:
        return {}
    found = {mark: 1.0 for mark in FIELDS if any(mark in name for name in reply.heard.usage)}
    found |= {mark: 1.0 for mark in IDS if reply.heard.id.startswith(mark)}
    found |= {name: 1.0 for name in HEADERS if name in reply.told.headers}
    return {"marks": float(len(found)), **found}


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """A mark that the trusted channel's answer does not have is a note."""
    if not own or trusted is None:
        return UNTESTED, "traces-no-answer"
    return (NOTED, "traces-other") if set(own) - set(trusted) else (SOUND, "")


PROBE = Probe("traces", asks, figures, judged)
