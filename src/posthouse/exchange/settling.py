"""A batch's money from its beginning to its end: what is kept with it, and its receipt.

held(case)           what the batch, or the file that may become one, is kept with
settlement(case, …)  the receipt of a batch that an answer tells to be over
payer(hold, facts)   the key that pays
"""

from __future__ import annotations

import json
from dataclasses import replace

from posthouse.accounting.batch import spent
from posthouse.exchange.facts import Facts
from posthouse.exchange.stages.record import short
from posthouse.exchange.state import Case
from posthouse.model.batch import Hold, Share
from posthouse.model.caller import Derived, KeyRecord
from posthouse.model.dialect import Act, Operation
from posthouse.model.record import Ending, Receipt
from posthouse.model.usage import NOTHING, MicroUSD


def held(case: Case) -> bytes:
    """Return what a batch is kept with, b"" for nothing; from then on its money is held."""
    if case.endpoint.act is not Act.MAKE:
        return b""
    hold = Hold(case.shares)
    if case.endpoint.makes_batch:
        assert case.key is not None
        case.held = True
        derived = case.key.derived
        marks = (derived.mark, derived.caps) if derived is not None else None
        hold = Hold(
            case.shares, case.seed.id, case.seed.at_us, case.key.id, case.reserved, marks,
            _told_at(case),
        )  # fmt: skip
    return written(hold) if hold.id or hold.shares else b""


def _told_at(case: Case) -> str:
    """Return the path at which the batch that was made is told of, "" where nobody knows."""
    names = (handle.partition(":") for handle in case.handles)
    ident = next((name for kind, _, name in names if kind == "batch"), "")
    return f"{case.wire.batches.path}{ident}" if case.wire.batches is not None and ident else ""


def settlement(case: Case, now_us: int) -> tuple[Hold, Receipt] | None:
    """Return the receipt of a batch that is over and what was set aside for it, None for none."""
    kept = case.recalled.batch if case.recalled is not None else b""
    if case.consumed is None or not kept:
        return None
    hold = read(kept)
    if not hold.id:
        return None
    assert case.channel is not None
    names = {case.channel.upstream_model(one.model): one.model for one in hold.shares}
    names |= {one.model: one.model for one in hold.shares}
    usage, cost = spent(case.consumed, names, case.facts.price, hold.reserved)
    single = hold.shares[0].model if len(hold.shares) == 1 else ""
    claimed = {model for model, _ in case.consumed.used}
    return hold, Receipt(
        id=f"{hold.id}-batch",
        station=case.facts.station,
        at_us=now_us,
        ended_us=now_us,
        ending=Ending.DELIVERED,
        key=hold.key,
        project=case.project.name if case.project is not None else "",
        dialect=case.wire.dialect.value,
        operation=Operation.BATCHES.value,
        stream=False,
        status=case.status,
        model_asked=single,
        model_routed=case.channel.upstream_model(single) if single else "",
        model_claimed=short(claimed.pop()) if len(claimed) == 1 else "",
        came="",
        left="",
        returned="",
        delivered="",
        destinations=(),
        masked={},
        unexamined=0,
        rule="",
        inspections=(),
        usage=usage,
        cost=cost or NOTHING,
        priced=cost is not None,
        software=case.facts.software,
        reserved=hold.reserved,
        policy=case.project.policy if case.project is not None else "",
        build=case.facts.build,
        extra={"batch": hold.id, "since": str(hold.at_us), "told": case.seed.id},
    )


def payer(hold: Hold, facts: Facts) -> KeyRecord | None:
    """Return the key from whose purses a batch is paid, None where it is gone."""
    key = facts.keys.get(hold.key)
    if key is None or hold.derived is None:
        return key
    return replace(key, derived=Derived("", *hold.derived))


def written(hold: Hold) -> bytes:
    """Return it as bytes."""
    shares = [[s.model, s.requests, s.size, s.output, s.unlimited] for s in hold.shares]
    told = [shares, hold.id, hold.at_us, hold.key, hold.reserved, hold.derived, hold.at]
    return json.dumps(told).encode()


def read(kept: bytes) -> Hold:
    """Return what was written; earlier versions did not write where a batch is told of."""
    shares, ident, at_us, key, reserved, derived, *at = json.loads(kept)
    marks = None if derived is None else (derived[0], tuple((m, cap) for m, cap in derived[1]))
    told = tuple(Share(*one) for one in shares)
    return Hold(told, ident, at_us, key, MicroUSD(reserved), marks, *at)
