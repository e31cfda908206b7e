"""A refusal as the Messages API writes errors, plain and as an event of a stream."""

from __future__ import annotations

from posthouse.model.errors import Refusal
from posthouse.wire import sse
from posthouse.wire.document import write

_TYPES = {
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    408: "timeout_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
    529: "overloaded_error",
}


def refusal(refused: Refusal) -> bytes:
    """Return the JSON body of a refusal; `code` is the station's own stable name for it."""
    other = "api_error" if refused.status >= 500 else "invalid_request_error"
    message = f"{refused.message}. {refused.hint}" if refused.hint else refused.message
    error = {"type": _TYPES.get(refused.status, other), "message": message, "code": refused.code}
    return write({"type": "error", "error": error})


def refusal_event(refused: Refusal) -> bytes:
    """Return the event after which a client's SDK raises the error."""
    return sse.event(refusal(refused), "error")
