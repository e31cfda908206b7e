"""Are thoughts the vendor's? Their seals are taken to a trusted endpoint, which knows its own.

Signatures (Anthropic), sealed reasoning (OpenAI Responses) and thought signatures (Gemini) can be
checked by their maker alone, and only as part of a conversation. So the trusted endpoint is shown
three: the audited channel's, one of its own, and one of its own that was spoiled. It says something
only where it takes its own and refuses the spoiled one. A refusal counts in Anthropic's case, whose
signatures hold across accounts and platforms; elsewhere seals may be bound to an account, and a
refusal is a note. Gateways also break seals by tidying, so no seal at all says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import (
    DIFFERS,
    NOTED,
    SOUND,
    UNTESTED,
    Figures,
    Judged,
    Probe,
    Reply,
)
from posthouse.audit.speech.ask import Ask, Earlier

TRUSTED = "trusted"
ROOM = 1600
TIMES = 2
STEP = 2
"""Questions of a round that ask for thoughts; three that show them follow in the next."""
REFUSED = (400, 422)


def asks(draws: Draws) -> list[Ask]:
    """Return a puzzle for both endpoints, with their thoughts."""
    one, other = draws.between(120, 990), draws.between(12, 99)
    text = f"Think it over: which is larger, {one} times {other}, or {other * one + 7}? One word."
    asked = Ask("replay", text, max_tokens=ROOM, thinking=True)
    return [asked, msgspec.structs.replace(asked, name="replay own", to=TRUSTED)]


def again(draws: Draws, before: Sequence[Reply]) -> list[Ask]:
    """Return what is shown to the trusted endpoint, then another puzzle; nothing without seals."""
    last = before[-STEP:]
    if last[0].ask.earlier is not None:
        return asks(draws)
    if not all(reply.heard and reply.heard.seals for reply in last):
        return []
    audited, own = last
    shown = (("replay shown", audited, False), ("replay control", own, False))
    return [
        Ask(
            name,
            "Thanks. Reply with OK.",
            max_tokens=ROOM,
            thinking=True,
            earlier=Earlier(reply.ask.text, reply.told.body, spoiled),
            to=TRUSTED,
        )
        for name, reply, spoiled in (*shown, ("replay spoiled", own, True))
    ]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count what was sealed, shown, taken, refused, and whether the controls held."""
    sealed = sum(bool(one.heard and one.heard.seals) for one in replies if not one.ask.to)
    shown = [one for one in replies if one.ask.earlier is not None]
    found = {"sealed": float(sealed), "shown": 0.0, "taken": 0.0, "refused": 0.0, "other": 0.0}
    for start in range(0, len(shown) - 2, 3):
        audited, own, spoiled = shown[start : start + 3]
        if own.told.status != 200 or spoiled.told.status not in REFUSED:
            continue
        found["shown"] += 1
        found["taken"] += audited.told.status == 200
        refused = audited.told.status in REFUSED
        account = refused and "organi" in audited.told.body.casefold()
        found["other"] += account
        found["refused"] += refused and not account
        found["binding"] = float('"signature"' in (audited.ask.earlier or Earlier("", "")).body)
    return found


def judged(own: Figures, _trusted: Figures | None) -> Judged:
    """Refused each time, where the trusted endpoint's own are taken and spoiled ones are not."""
    if not own or not own["sealed"]:
        return UNTESTED, "replay-none"
    if not own["shown"]:
        return UNTESTED, "replay-control"
    if own["taken"] or own["other"]:
        return (SOUND, "") if own["taken"] else (UNTESTED, "replay-account")
    if own["refused"] < TIMES:
        return UNTESTED, "replay-control"
    return (DIFFERS if own.get("binding") else NOTED), "replay-refused"


def settled(own: Figures, _trusted: Figures | None) -> bool:
    """Tell whether asking on could change nothing."""
    return not own["sealed"] or bool(own["taken"] or own["other"])


PROBE = Probe("replay", asks, figures, judged, 2 * TIMES, 0, settled, again=again)
