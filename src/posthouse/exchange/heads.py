"""The head that a client gets: what of the upstream's goes on, and what the station adds."""

from __future__ import annotations

from datetime import UTC, datetime

from posthouse.exchange.state import Case
from posthouse.model.dialect import COLLECTING
from posthouse.model.http import Headers, ResponseHead

_RETURNED = frozenset(
    {"content-type", "retry-after", "request-id", "x-request-id", "openai-processing-ms"}
)
_RETURNED_PREFIXES = ("x-ratelimit-", "anthropic-ratelimit-")


def returned(case: Case, head: ResponseHead, *, streams: bool) -> Headers:
    """Return the client's headers for an upstream's head."""
    kept = tuple(
        (n, v) for n, v in head.headers if n in _RETURNED or n.startswith(_RETURNED_PREFIXES)
    )
    if not any(n == "content-type" for n, _ in kept):
        kind = "text/event-stream" if streams else "application/json"
        kept = (("content-type", kind), *kept)
    return (*kept, *upload_states(case, head.status), *receipt_headers(case))


def upload_states(case: Case, status: int) -> Headers:
    """Return what an answer tells of the state of a file that comes in parts."""
    parts = case.upload is not None or case.endpoint.act in COLLECTING
    return case.wire.uploads.states(status) if parts and case.wire.uploads is not None else ()


def receipt_headers(case: Case) -> Headers:
    """Return what names the receipt, and the end of an old secret's grace."""
    seed, key = case.seed, case.key
    headers = (("posthouse-receipt", seed.id), ("posthouse-receipt-salt", seed.salt.hex()))
    if key is not None and case.old_secret:
        until = datetime.fromtimestamp(key.grace_until, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return (*headers, ("posthouse-key-grace", until))
    return headers
