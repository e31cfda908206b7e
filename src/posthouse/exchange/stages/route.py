"""route: which channels may answer, in which order."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.routing.choose import candidates


def route(case: Case) -> None:
    """Choose the candidates. Raises NotFound where none serves, Unavailable where all are off."""
    assert case.asked is not None
    found = candidates(
        case.facts.channels, case.wire.dialect, case.asked.model, case.health, case.seed.now_s
    )
    switches = case.facts.switches
    case.candidates = tuple(channel for channel in found if switches.channel_on(channel.name))
    refusal = None if case.candidates else switches.channel_refusal(found[0].name)
    if refusal is not None:
        raise refusal
