"""What a batch may cost, to be set aside, and what it did cost by what its answers tell.

The price table says what of a model's usual price a batch is charged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from posthouse.accounting.price import batched, bounds
from posthouse.model.batch import Consumed, Share
from posthouse.model.usage import NOT_TOLD, NOTHING, MicroUSD, Price, Usage

PriceOf = Callable[[str], Price | None]


def set_aside(shares: Iterable[Share], price_of: PriceOf) -> MicroUSD:
    """Return what a batch may cost; models without a price cost nothing."""
    amount = 0
    for share in shares:
        price = price_of(share.model)
        if price is not None:
            most = bounds(share.size, share.output, share.unlimited)
            dearest = max(price.input, price.cache_write or NOTHING)
            amount += batched(most, replace(price, input=dearest))
    return MicroUSD(amount)


def spent(
    consumed: Consumed, named: Mapping[str, str], price_of: PriceOf, reserved: MicroUSD
) -> tuple[Usage, MicroUSD | None]:
    """Return what a batch used and what it cost; None where nothing of it has a price.

    `named` gives the models that were asked for by the names under which upstreams know them; where
    nobody knows them, claims are believed. What an answer claims beyond these is taken for the
    dearest; what has no price any more costs what was set aside.
    """
    models = dict.fromkeys(named.values())
    priced = [price for model in models if (price := price_of(model)) is not None]
    used, cost, unpriced = NOT_TOLD, 0, False
    for claimed, usage in _joined(consumed):
        used = used.plus(usage)
        price = price_of(_asked(claimed, named) or claimed)
        own = [price] if price is not None else priced
        cost += max((batched(usage, one) for one in own), default=0)
        unpriced = unpriced or not own
    if unpriced:
        return used, reserved or None
    return used, MicroUSD(cost)


def _joined(consumed: Consumed) -> list[tuple[str, Usage]]:
    """Return the usage of every model as one sum: it is rounded up once."""
    found: dict[str, Usage] = {}
    for model, usage in consumed.used:
        found[model] = found.get(model, NOT_TOLD).plus(usage)
    return list(found.items())


def _asked(claimed: str, named: Mapping[str, str]) -> str:
    """Return the model that was asked for: upstreams add dates to names."""
    if len(set(named.values())) == 1:
        return next(iter(named.values()))
    fitting = [name for name in named if name and claimed.startswith(name)]
    return named[max(fitting, key=len)] if fitting else ""
