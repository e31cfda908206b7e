"""Whose marks stand in an answer? Ids, fields and headers that belong to another vendor.

Whoever wants to can forge them, so the right ones prove nothing, and the wrong ones are a note.
"""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import NOTED, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

FIELDS = ("claude_", "cache_creation", "promptTokenCount", "x_groq", "prompt_cache_hit_tokens")
IDS = ("msg_", "chatcmpl-", "resp_", "gen-", "cmpl-")
HEADERS = ("x-oneapi-request-id", "x-new-api-version", "x-litellm-version", "x-portkey-trace-id")
ONE_ID, OTHER_NAME = "one id", "another name"


def asks(draws: Draws) -> list[Ask]:
    """Return two plain questions."""
    return [
        Ask(name, wrapped(draws, f"Reply with {draws.between(100, 1000)} alone."), max_tokens=8)
        for name in ("traces", "traces other")
    ]


def figures(replies: Sequence[Reply]) -> Figures:
    """Tell which marks are there: 1 for each."""
    heard = [reply.heard for reply in replies if reply.heard]
    if not heard:
        return {}
    one = heard[0]
    found = {mark: 1.0 for mark in FIELDS if any(mark in name for name in one.usage)}
    found |= {mark: 1.0 for mark in IDS if one.id.startswith(mark)}
    found |= {name: 1.0 for name in HEADERS if name in replies[0].told.headers}
    if len(heard) > 1 and one.id and len({each.id for each in heard}) == 1:
        found[ONE_ID] = 1.0
    if len({each.model for each in heard}) > 1:
        found[OTHER_NAME] = 1.0
    return {"marks": float(len(found)), **found}


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """A mark that the trusted channel's answer does not have is a note."""
    if not own or trusted is None:
        return UNTESTED, "traces-no-answer"
    new = set(own) - set(trusted)
    if ONE_ID in new:
        return NOTED, "traces-one-id"
    return (NOTED, "traces-other") if new else (SOUND, "")


PROBE = Probe("traces", asks, figures, judged)
