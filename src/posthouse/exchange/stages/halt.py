"""halt: has an operator switched this key, its project or the station off?"""

from __future__ import annotations

from posthouse.exchange.facts import Facts
from posthouse.exchange.state import Case
from posthouse.model.caller import KeyState
from posthouse.model.errors import Refusal, Unauthorized


def halt(case: Case) -> None:
    """Refuse what a switch stops. Raises Forbidden, Unavailable."""
    assert case.key is not None
    refusal = case.facts.switches.refusal(case.key.id, case.key.project)
    if refusal is not None:
        raise refusal


def halted(case: Case, facts: Facts, *, others: bool = False) -> Refusal | None:
    """Return why a running exchange has to end, by newer facts than its own, or None.

    What ends it whatever channel it is on comes first, as no other channel helps against it.
    `others` tells whether more are left that could answer.
    """
    if case.key is None:
        return None
    refusal = facts.switches.refusal(case.key.id, case.key.project)
    if refusal is not None:
        return refusal
    now = facts.keys.get(case.key.id)
    if now is None or now.state is KeyState.REVOKED:
        return Unauthorized(
            "the key was revoked while it was used",
            code="key_revoked",
            hint="the operator makes a new one with `posthouse keys create`",
        )
    if case.channel is None:
        return None
    return facts.switches.channel_refusal(case.channel.name, others=others)
