"""How an exchange ended, and what is said of it where the station itself failed."""

from __future__ import annotations

import logging
import traceback

from posthouse.model.errors import InternalError, Refusal, UpstreamFailed, UpstreamTimedOut
from posthouse.model.record import Ending

LOG = logging.getLogger("posthouse.relay")


def ending_of(refusal: Refusal, *, begun: bool, cut: bool) -> Ending:
    """Return how an exchange ended that a refusal ended."""
    if begun:
        return Ending.TRUNCATED
    if cut:
        return Ending.INTERRUPTED
    upstreams = isinstance(refusal, UpstreamFailed | UpstreamTimedOut)
    return Ending.UPSTREAM_FAILED if upstreams else Ending.REFUSED


def internal(error: Exception) -> Refusal:
    """Log where it broke, without the message, which may hold content."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    where = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
    LOG.error("internal error", extra={"kind": type(error).__name__, "where": where})
    return InternalError("the station failed on this request", hint="report it to the operator")
