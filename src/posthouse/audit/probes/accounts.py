"""Do two accounts share a store of prompts? One asks a long text, the other the same and a new one.

Tokens that the second account is told to have read from a cache, of a text that only the first one
ever sent, were shared; so was it likely where its answer comes faster each time (a sign test). That
concerns who can learn what others ask, not the model: a note at most.
"""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.context import FILLER
from posthouse.audit.probes.probe import NOTED, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

SECOND = "second"
SENTENCES = 150
"""About 1,100 tokens: vendors keep prefixes from 1,024 on."""
ROUNDS = 6
ASKED = 3
QUICKER = 0.8


def asks(draws: Draws) -> list[Ask]:
    """Return one text from both accounts, and a new one from the second."""
    shared, fresh = _text(draws), _text(draws)
    return [
        Ask("accounts first", shared, max_tokens=4),
        Ask("accounts shared", shared, max_tokens=4, to=SECOND),
        Ask("accounts fresh", fresh, max_tokens=4, to=SECOND),
    ]


def _text(draws: Draws) -> str:
    lines = " ".join(FILLER[draws.between(0, len(FILLER))] for _ in range(SENTENCES))
    return f"Note {draws.nonce(12)}. {lines}\nReply with OK."


def figures(replies: Sequence[Reply]) -> Figures:
    """Count rounds, those with shared tokens in a cache, and those in which sharing was quicker."""
    found = {"rounds": 0.0, "cached": 0.0, "quicker": 0.0}
    for start in range(0, len(replies), ASKED):
        first, shared, fresh = replies[start : start + ASKED]
        if first.heard is None or shared.heard is None or fresh.heard is None:
            continue
        found["rounds"] += 1
        found["cached"] += shared.heard.cached > 0 and not fresh.heard.cached
        found["quicker"] += shared.told.whole_ms < QUICKER * fresh.told.whole_ms
    return found


def judged(own: Figures, _trusted: Figures | None) -> Judged:
    """A note where tokens were shared, or all rounds were quicker."""
    if not own or not own["rounds"]:
        return UNTESTED, "accounts-no-answer"
    if own["cached"] > 1:
        return NOTED, "accounts-cached"
    if own["quicker"] >= ROUNDS:
        return NOTED, "accounts-quicker"
    return SOUND, ""


def settled(own: Figures, _trusted: Figures | None) -> bool:
    """Tell whether asking on could change nothing."""
    return own["cached"] > 1 or (own["quicker"] < own["rounds"] and not own["cached"])


PROBE = Probe("accounts", asks, figures, judged, ROUNDS, 0, settled)
