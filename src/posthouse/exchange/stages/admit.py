"""admit: is this a request that the station takes from this key now?"""

from __future__ import annotations

from typing import Any

from posthouse.accounting.budget import require_price
from posthouse.accounting.price import estimate
from posthouse.exchange.state import Case
from posthouse.model.dialect import Operation
from posthouse.model.errors import BadEncoding, BadRequest, Forbidden, Unreadable
from posthouse.wire.document import Document, parse
from posthouse.wire.encoding import decode

MOST_LETTERS = 256
"""Of a model's name: it stands in receipts and metrics, where a text has no place."""


def admit(case: Case) -> None:
    """Unpack, parse, check the shape, the model and the limits; set money aside.

    Raises TooLarge, BadEncoding, BadRequest, Forbidden, Throttled, BudgetSpent, Unreadable.
    """
    assert case.key is not None
    _content_type(case)
    encodings = case.head.get("content-encoding")
    limit = case.facts.limits.max_body
    if encodings:
        case.body = decode(case.body, encodings, limit=limit)
    tree = parse(case.body)
    if not isinstance(tree, dict):
        raise BadRequest(
            "expected a JSON object as the body, found another JSON value",
            code="bad_shape",
            hint="send an object with the fields of the endpoint",
        )
    case.asked = case.wire.asked(tree, case.endpoint)
    case.document = Document(tree, case.wire.request)
    if case.document.unexamined and case.facts.refuse_unexamined:
        raise Unreadable(
            f"{case.document.unexamined} media of the request cannot be examined",
            hint="send text, or let the operator set privacy.unreadable_media = 'pass'",
        )
    _model(case)
    _tools(case, tree)
    case.counters.enter(case.key, case.seed.now_s)
    case.entered = True
    _reserve(case, len(case.body))


def _content_type(case: Case) -> None:
    kind = case.head.get("content-type")
    if kind is not None and "json" not in kind.lower():
        raise BadEncoding(
            "expected the content type application/json",
            code="content_type_unsupported",
            hint="send the body as JSON; multipart and form bodies cannot be examined here",
        )


def _model(case: Case) -> None:
    assert case.key is not None
    assert case.asked is not None
    model = case.asked.model
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
    case.price = case.facts.price(case.asked.model)
    require_price(case.key, case.price)
    if case.price is not None and case.endpoint.operation is not Operation.COUNT_TOKENS:
        amount = estimate(size, case.asked.most_output, case.price)
        case.counters.reserve(case.key, amount, case.seed.at_us / 1_000_000)
        case.reserved = amount
