"""account: what did it cost, by what the upstream told?"""

from __future__ import annotations

from posthouse.accounting.price import charge
from posthouse.exchange.state import Case
from posthouse.model.dialect import Operation
from posthouse.model.usage import NOTHING


def account(case: Case, *, answered: bool) -> None:
    """Settle the reservation and count the tokens.

    An answer that told no usage is charged what was reserved. What is set aside for a batch stays
    so where the record counts, until its own receipt; one that cannot be settled is charged.
    """
    if case.key is None:
        return
    if case.usage.total and not case.shadows:
        case.counters.used(case.key, case.usage.total, case.seed.now_s)
    case.held = case.held and answered and case.status < 300
    if case.endpoint.operation is Operation.BATCHES:
        case.cost = case.reserved if answered and not case.held else NOTHING
    else:
        case.cost = charge(case.usage, case.price, case.reserved) if answered else NOTHING
    if case.reserved or case.cost:
        case.counters.settle(case.key, case.reserved, case.cost, case.seed.at_us / 1_000_000)
