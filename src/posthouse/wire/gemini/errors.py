"""A refusal as Google's APIs write errors (google.rpc.Status), plain and in a stream."""

from __future__ import annotations

from typing import Any

from posthouse.model.errors import Refusal
from posthouse.wire import sse
from posthouse.wire.document import write

_STATUS = {
    401: "UNAUTHENTICATED",
    402: "RESOURCE_EXHAUSTED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    408: "DEADLINE_EXCEEDED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    504: "DEADLINE_EXCEEDED",
}
_RPC = "type.googleapis.com/google.rpc."


def refusal(refused: Refusal) -> bytes:
    """Return the JSON body of a refusal; ErrorInfo holds the station's own stable name for it."""
    other = "UNAVAILABLE" if refused.status >= 500 else "INVALID_ARGUMENT"
    error = {
        "code": refused.status,
        "message": f"{refused.message}. {refused.hint}" if refused.hint else refused.message,
        "status": _STATUS.get(refused.status, other),
        "details": _details(refused),
    }
    return write({"error": error})


def _details(refused: Refusal) -> list[dict[str, Any]]:
    info = {"@type": _RPC + "ErrorInfo", "reason": refused.code.upper(), "domain": "posthouse"}
    if not refused.retry_after_s:
        return [info]
    retry = {"@type": _RPC + "RetryInfo", "retryDelay": f"{refused.retry_after_s}s"}
    return [info, retry]


def refusal_event(refused: Refusal) -> bytes:
    """Return the event after which a client's SDK raises the error."""
    return sse.event(refusal(refused))
