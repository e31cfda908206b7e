"""afford: is there money for a batch? It is set aside until the batch is over."""

from __future__ import annotations

from dataclasses import replace

from posthouse.accounting.batch import set_aside
from posthouse.accounting.budget import require_price
from posthouse.exchange.state import Case
from posthouse.model.errors import Forbidden


def afford(case: Case) -> None:
    """Set aside what a batch may cost. Raises Forbidden, BudgetSpent."""
    assert case.key is not None
    if not case.endpoint.makes_batch:
        return
    path = case.endpoint.model
    if path:  # the requests of a file name no model, the batch's path does
        case.shares = tuple(replace(one, model=one.model or path) for one in case.shares)
    if case.key.has_budget and not case.shares:
        raise Forbidden(
            "a key with a budget makes no batch of a file that the station has not read",
            code="batch_unbudgeted",
            hint="upload the requests anew through the station, as JSON lines",
        )
    price_of = case.facts.price
    for share in case.shares:
        require_price(case.key, price_of(share.model))
    amount = set_aside(case.shares, price_of)
    if amount:
        case.counters.reserve(case.key, amount, case.seed.at_us / 1_000_000)
        case.reserved = amount
