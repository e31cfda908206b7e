"""account: what did it cost, by what the upstream told?"""

from __future__ import annotations

from posthouse.accounting.price import cost
from posthouse.exchange.state import Case
from posthouse.model.usage import MicroUSD


def account(case: Case, *, answered: bool) -> None:
    """Settle the reservation. An answer that told no usage is charged what was reserved."""
    if case.key is None:
        return
    if case.price is not None and answered:
        told = case.usage.input is not None or case.usage.output is not None
        case.cost = cost(case.usage, case.price) if told else case.reserved
    else:
        case.cost = MicroUSD(0)
    if case.reserved or case.cost:
        case.counters.settle(case.key, case.reserved, case.cost)
