"""What a client is told of an upstream's fault."""

from __future__ import annotations

from posthouse.model.errors import Fault, Refusal, UpstreamFailed, UpstreamFault, UpstreamTimedOut
from posthouse.model.http import ResponseHead


def unanswered(fault: UpstreamFault) -> Refusal:
    """Return what is told where no candidate answered."""
    return _kind(fault)(
        f"no upstream answered: {fault.message}",
        hint="try again; the operator sees the channel with `posthouse channels test`",
    )


def broken(fault: UpstreamFault, status: int, patience_s: int) -> Refusal:
    """Return what is told of an answer that broke off.

    An error that an upstream tells in no readable form keeps its status: it says what to do.
    """
    if status < 400:
        return _kind(fault)(
            f"the upstream's answer broke off: {fault.message}",
            hint="try again; what was delivered so far is on the receipt",
        )
    refusal = _kind(fault)(
        f"the upstream answered {status}, and why cannot be read: {fault.message}",
        hint="try again later; the operator sees the channel with `posthouse channels test`",
        retry_after_s=patience_s,
    )
    refusal.status = status
    return refusal


def patience_s(head: ResponseHead) -> int:
    """Return a retry-after in seconds; a date or nonsense counts as none."""
    told = head.get("retry-after") or ""
    return min(int(told), 3600) if told.isascii() and told.isdigit() else 0


def _kind(fault: UpstreamFault) -> type[UpstreamFailed | UpstreamTimedOut]:
    return UpstreamTimedOut if fault.kind is Fault.TIMEOUT else UpstreamFailed
