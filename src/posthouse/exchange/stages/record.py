"""record: what the station will say it did; an intent before, a receipt after."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.record import Ending, Intent, Receipt


def intent(case: Case) -> Intent:
    """Return what must be durable before the first byte goes upstream."""
    assert case.key is not None
    assert case.asked is not None
    return Intent(
        id=case.seed.id,
        at_us=case.seed.at_us,
        key=case.key.id,
        project=case.key.project,
        dialect=case.wire.dialect.value,
        operation=case.endpoint.operation.value,
        model=case.asked.model,
        candidates=tuple(channel.name for channel in case.candidates),
        came=case.came.told(),
        reserved=case.reserved,
    )


def record(case: Case, ending: Ending, ended_us: int, refusal: str) -> Receipt:
    """Return the receipt of this exchange.

    A model that no channel serves is the client's text and not a name: it is not kept.
    """
    assert case.key is not None
    asked, channel, document = case.asked, case.channel, case.document
    routed = channel.upstream_model(asked.model) if asked and channel else ""
    return Receipt(
        id=case.seed.id,
        station=case.facts.station,
        at_us=case.seed.at_us,
        ended_us=ended_us,
        ending=ending,
        key=case.key.id,
        project=case.key.project,
        dialect=case.wire.dialect.value,
        operation=case.endpoint.operation.value,
        stream=bool(asked and asked.stream),
        status=case.status,
        model_asked=asked.model if asked and case.candidates else "",
        model_routed=routed,
        model_claimed=case.claimed,
        came=case.came.told(),
        left=case.left.told(),
        returned=case.returned.told(),
        delivered=case.delivered.told(),
        destinations=tuple(case.destinations),
        masked=case.mapping.counts(),
        unexamined=document.unexamined if document else 0,
        rule=case.decision.rule if case.decision else "",
        inspections=tuple(case.inspector.seen),
        usage=case.usage,
        cost=case.cost,
        priced=case.price is not None,
        software=case.facts.software,
        reserved=case.reserved,
        parameters_changed=("model",) if asked and routed and routed != asked.model else (),
        refusal=refusal,
    )
