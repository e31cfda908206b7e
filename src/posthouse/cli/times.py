"""Times as people here read them."""

from __future__ import annotations

import time


def moment(at_us: int) -> str:
    """Return a time to the second."""
    return _local("%Y-%m-%d %H:%M:%S", at_us)


def minute(at_us: int) -> str:
    """Return a time to the minute."""
    return _local("%Y-%m-%d %H:%M", at_us)


def _local(form: str, at_us: int) -> str:
    return time.strftime(form, time.localtime(at_us / 1_000_000))
