"""permit: may this key be used from there, and for this endpoint?"""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.caller import KeyRecord
from posthouse.model.dialect import Endpoint
from posthouse.model.errors import Forbidden
from posthouse.model.http import RequestHead


def permit(case: Case) -> None:
    """Check what the head alone tells, before the body is read. Raises Forbidden."""
    assert case.key is not None
    require_place(case.key, case.head, case.endpoint)


def require_place(key: KeyRecord, head: RequestHead, endpoint: Endpoint) -> None:
    """Refuse a client's address or an endpoint beyond the key's scopes. Raises Forbidden."""
    require_address(key, head)
    if not key.allows_endpoint(endpoint.dialect, endpoint.operation):
        raise Forbidden(
            f"the key may not use {endpoint.dialect.value}:{endpoint.operation.value}",
            code="endpoint_not_allowed",
            hint="use an endpoint of the key's scope, or let the operator widen it",
        )


def require_address(key: KeyRecord, head: RequestHead) -> None:
    """Refuse a client's address beyond the key's scopes. Raises Forbidden."""
    if not key.allows_address(head.client):
        raise Forbidden(
            "the key may not be used from this address",
            code="address_not_allowed",
            hint="use it from its own network, or let the operator widen its address ranges",
        )
