"""What does a refusal give away? Keys, addresses and names of what stands behind the channel."""

from __future__ import annotations

import re
from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import NOTED, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

_KEY = re.compile(r"\b(?:sk|key|AIza|gsk|xai)[-_][A-Za-z0-9_*-]{12,}")
_INSIDE = re.compile(
    r"\b(?:10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+"
    r"|[a-z0-9-]+\.(?:internal|local|svc)\b)"
)
_TRACE = re.compile(
    r"Traceback \(most recent|\bat [\w.$]+\([\w.]+:\d+\)|goroutine \d+ \[|File \"[^\"]+\", line \d+"
)
_BEHIND = re.compile(
    r"\b(?:one|new)[-_]api|\blitellm|bedrock-runtime|aiplatform\.googleapis|openrouter|"
    r"no available channel|upstream_?error|do_request_failed|無可用渠道|无可用渠道",
    re.IGNORECASE,
)
NAMES = {"keys": _KEY, "addresses": _INSIDE, "traces": _TRACE, "behind": _BEHIND}


def asks(draws: Draws) -> list[Ask]:
    """Return a request that has to be refused, and one for a model that nobody has."""
    return [
        Ask("errors", "Reply with OK.", spoiled=True),
        Ask("errors model", "Reply with OK.", max_tokens=8, model=f"no-such-{draws.nonce(6)}"),
    ]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count what should not stand in an error."""
    told = [reply.told for reply in replies if reply.told.status]
    if not told:
        return {}
    body = "\n".join(one.body for one in told if one.status >= 400)
    return {
        "status": float(replies[0].told.status),
        "other": float(replies[-1].told.status),
        **{name: float(len(found.findall(body))) for name, found in NAMES.items()},
    }


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """A note at most: it speaks of carelessness, not of the model."""
    if not own:
        return UNTESTED, "errors-no-answer"
    for name in NAMES:
        if own[name] and not (trusted or {}).get(name):
            return NOTED, f"errors-{name}"
    if 0 < own["status"] < 400:
        return NOTED, "errors-accepted"
    if 0 < own["other"] < 400 and trusted and trusted.get("other", 0) >= 400:
        return NOTED, "errors-any-model"
    return SOUND, ""


PROBE = Probe("errors", asks, figures, judged)
