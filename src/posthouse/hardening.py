"""What every process of a station does first: no core dumps, no reading of its memory by others.

A dump would hold keys and content. Where the system has no such switch there is nothing to do.
"""

from __future__ import annotations

import contextlib
import resource
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def keep_memory_private() -> None:
    """Set the size of core dumps to nothing, and on Linux forbid tracing by the same user."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
