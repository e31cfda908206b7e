"""record: what the station will say it did; an intent before, a receipt after."""

from __future__ import annotations

from collections import Counter

from posthouse.accounting.price import text_bytes, usual_tokens
from posthouse.exchange.parameters import parameters_changed
from posthouse.exchange.state import Case
from posthouse.model.batch import HELD
from posthouse.model.dialect import COLLECTING
from posthouse.model.finding import Treatment
from posthouse.model.record import Counted, Ending, Inspection, Intent, Receipt
from posthouse.privacy.mapping import by_label

LONGEST = 256
COVERED = "covered"
"""What a receipt says was done to a value in an image."""
MOST_DESTINATIONS = 16
MOST_PACKS = 32
MOST_INSPECTIONS = 16
"""Beyond these a receipt tells how many there were."""


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

    A model that no channel serves is the client's text and not a name: it is not kept. What an
    upstream could make long is cut, so that every receipt fits an entry of the log.
    """
    assert case.key is not None
    asked, channel, document = case.asked, case.channel, case.document
    routed = channel.upstream_model(asked.model) if asked and channel else ""
    seen = case.inspector.seen
    done = Counter(case.mapping.treatments())
    done.update({(label, COVERED): count for label, count in case.gone.items()})
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
        model_claimed=short(case.claimed),
        came=case.came.told(),
        left=case.left.told(),
        returned=case.returned.told(),
        delivered=case.delivered.told(),
        destinations=tuple(case.destinations[-MOST_DESTINATIONS:]),
        masked=by_label(done),
        unexamined=document.unexamined if document else 0,
        rule=case.decision.rule if case.decision else "",
        inspections=tuple([_shortened(one) for one in seen[:MOST_INSPECTIONS]]),
        usage=case.usage,
        cost=case.cost,
        priced=case.price is not None or bool(case.reserved),
        software=case.facts.software,
        reserved=case.reserved,
        parameters_changed=parameters_changed(case, routed),
        refusal=refusal,
        truncated=_truncated(case, ending),
        chain=case.chain.hexdigest() if case.chain else "",
        chunks=case.chain.count if case.chain else 0,
        attempts=len(case.destinations),
        policy=case.project.policy if case.project else "",
        packs=case.facts.book.versions[:MOST_PACKS],
        rules=case.decision.rules if case.decision else (),
        inspected=len(seen),
        counted=_counted(case),
        build=case.facts.build,
        extra={**_of_key(case), **_of_treatments(done), **_kept(case), **_beside(case)},
    )


def _of_key(case: Case) -> dict[str, str]:
    """Return how the key was proved, where that is not the usual way."""
    derived = case.key.derived if case.key else None
    told = {"derived": derived.label or derived.mark} if derived else {}
    return {**told, "secret": "old"} if case.old_secret else told


def _of_treatments(done: Counter[tuple[str, str]]) -> dict[str, str]:
    """Return how often what was done, where not all of it was a token."""
    if all(treatment == Treatment.MASK.value for _, treatment in done):
        return {}
    return {"treated": ", ".join(f"{label} {how} {n}" for (label, how), n in sorted(done.items()))}


def _kept(case: Case) -> dict[str, str]:
    """Return how many secrets were asked for where they may not be restored, and why not."""
    if case.warrants is None or not case.warrants.withheld:
        return {}
    counts = Counter(reason for _, reason in case.warrants.withheld)
    return {"kept": ", ".join(f"{reason} {n}" for reason, n in sorted(counts.items()))}


def _beside(case: Case) -> dict[str, str]:
    """Return what became of values of earlier calls, where the upstream keeps the history; what a
    second witness said; whose question this is; whether the answer was bytes."""
    told = {
        "conversation": case.remembered, "witness": case.witness, "confirms": case.confirms,
        "shadows": case.shadows, "looks": case.looks, "upload": _upload(case),
        "batch": HELD if case.held else "",
        "answer": "not examined" if case.unexamined_answer else "",
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _upload(case: Case) -> str:
    """Return which upload the request was a part of."""
    named = case.endpoint.handle if case.endpoint.act in COLLECTING else ""
    return case.upload.id if case.upload is not None else named.partition(":")[2]


def _truncated(case: Case, ending: Ending) -> bool:
    """Tell whether an answer began for the client and did not come to its end."""
    gone = ending is Ending.CLIENT_GONE and case.delivered.started
    return gone or ending is Ending.TRUNCATED


def _counted(case: Case) -> Counted:
    asked = text_bytes([s.text for s in case.document.slots]) if case.document else 0
    return Counted(
        case.came.size,
        case.left.size,
        case.returned.size,
        case.delivered.size,
        asked,
        case.heard,
        usual_tokens(asked),
        usual_tokens(case.heard),
    )


def short(text: str) -> str:
    """Cut an upstream's word for the record; what cannot be printed is told as a question mark."""
    if len(text) <= LONGEST and text.isprintable():
        return text
    return "".join(c if c.isprintable() else "?" for c in text[:LONGEST])


def _shortened(one: Inspection) -> Inspection:
    where = short(one.where)
    return one if where == one.where else Inspection(one.rule, one.action, where)
