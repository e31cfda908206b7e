"""route: which channels may answer, in which order."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.channel import Channel
from posthouse.model.errors import Forbidden, Unavailable
from posthouse.routing.choose import candidates


def route(case: Case) -> None:
    """Choose the candidates.

    Raises NotFound where no channel serves the model, Forbidden where none that does is within the
    key's scopes, Unavailable where all of those are switched off.
    """
    assert case.asked is not None
    assert case.key is not None
    found = candidates(
        case.facts.channels,
        (case.wire.dialect, case.asked.model),
        case.health,
        case.seed.now_s,
        case.facts.doubted,
    )
    for model in case.asked.batched:
        found = tuple(c for c in found if c.serves(case.wire.dialect, model))
    allowed = [c for c in found if case.key.allows_channel(c.name, c.jurisdiction)]
    if not allowed:
        raise Forbidden(
            "no channel that serves the model is within the scope of the key",
            code="channel_not_allowed",
            hint="ask for another model, or let the operator widen the key's channels or"
            " jurisdictions; a channel without a jurisdiction is outside every list",
        )
    allowed = _kept_there(case, allowed)
    switches = case.facts.switches
    case.candidates = tuple(channel for channel in allowed if switches.channel_on(channel.name))
    refusal = None if case.candidates else switches.channel_refusal(allowed[0].name)
    if refusal is not None:
        raise refusal


def _kept_there(case: Case, allowed: list[Channel]) -> list[Channel]:
    """Return the channel with which what the request names lies. Raises Unavailable."""
    assert case.asked is not None
    if not case.keeper:
        return allowed
    there = [channel for channel in allowed if channel.name == case.keeper]
    bound = case.endpoint.handle or (case.document is not None and case.document.references)
    if not there and bound:
        raise Unavailable(
            "the channel with which this lies is gone, or not for this key or model",
            code="keeper_gone",
            hint="the operator brings the channel back; or upload and ask anew",
        )
    return there or allowed
