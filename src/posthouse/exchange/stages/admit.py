"""admit: is this a request that the station takes from this key now?"""

from __future__ import annotations

from typing import Any

from posthouse.accounting.budget import require_price
from posthouse.accounting.price import estimate
from posthouse.exchange.bodies import read_body
from posthouse.exchange.reading import barred
from posthouse.exchange.state import Case
from posthouse.model.batch import shared
from posthouse.model.dialect import Act, Operation
from posthouse.model.errors import BadRequest, Forbidden

MOST_LETTERS = 256
"""Of a model's name: it stands in receipts and metrics, where a text has no place."""


def admit(case: Case) -> None:
    """Unpack, parse, check the shape, the model and the limits; set money aside.

    Raises TooLarge, BadEncoding, BadRequest, Forbidden, Throttled, BudgetSpent, Unreadable.
    """
    assert case.key is not None
    case.document = read_body(case)
    case.asked = case.wire.asked(case.document.tree, case.endpoint)
    barred(case)
    for model in case.asked.batched or (case.asked.model,):
        _model(case, model)
    _tools(case, case.document.tree)
    case.shares = shared(case.asked.loads or case.document.loads)
    case.counters.enter(case.key, case.seed.now_s)
    case.entered = True
    _reserve(case, len(case.body))


def _model(case: Case, model: str) -> None:
    assert case.key is not None
    if not model and case.endpoint.act is not Act.ASK:
        return
    if len(model) > MOST_LETTERS or not model.isprintable() or not model.strip():
        raise BadRequest(
            f"model: expected a name of at most {MOST_LETTERS} printable letters, found another",
            code="bad_shape",
            hint="GET /v1/models lists the names that this key may use",
        )
    if not case.key.allows(model):
        raise Forbidden(
            "the key may not use this model",
            code="model_not_allowed",
            hint="GET /v1/models lists what this key may use",
        )


def _tools(case: Case, tree: Any) -> None:
    """Refuse a request that offers a tool beyond the key's scopes."""
    assert case.key is not None
    if case.key.limits_tools:
        beyond = [name for name in case.wire.tools(tree) if not case.key.allows_tool(name)]
        if beyond:
            raise Forbidden(
                f"the key may not offer {len(beyond)} of the request's tools",
                code="tool_not_allowed",
                hint="offer only tools of the key's scope, or let the operator widen it",
            )


def _reserve(case: Case, size: int) -> None:
    assert case.key is not None
    assert case.asked is not None
    if not case.asked.model:
        return
    case.price = case.facts.price(case.asked.model)
    require_price(case.key, case.price)
    if case.price is not None and case.endpoint.operation is not Operation.COUNT_TOKENS:
        amount = estimate(size, case.asked.most_output, case.price)
        case.counters.reserve(case.key, amount, case.seed.at_us / 1_000_000)
        case.reserved = amount
