"""Slows guessing down: after a few failures a name has to wait, longer each time.

In memory of the one process that serves the console; names are digests, and bounded in number.
Failures are also counted, to be told to the ledger as a number.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from posthouse.model.errors import Throttled

FREE = 5
FIRST_WAIT_S = 2.0
LONGEST_WAIT_S = 900.0
REMEMBERED = 10_000
TOLD_EVERY_S = 60.0


@dataclass(slots=True)
class _Tried:
    failures: int = 0
    until: float = 0.0


@dataclass(slots=True)
class Throttle:
    """Counts failures by name."""

    _tried: OrderedDict[bytes, _Tried] = field(default_factory=OrderedDict)
    _untold: int = 0
    _told_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def admit(self, name: str, now_s: float) -> None:
        """Let an attempt pass. Raises Throttled while its name has to wait."""
        with self._lock:
            tried = self._tried.get(_digest(name))
            wait_s = tried.until - now_s if tried else 0
        if wait_s > 0:
            raise Throttled(
                "too many failed attempts",
                code="login_throttled",
                hint="wait, or log in with a passkey; an owner can reset the account",
                retry_after_s=int(wait_s) + 1,
            )

    def failed(self, name: str, now_s: float) -> None:
        """Count a failure."""
        with self._lock:
            self._untold += 1
            tried = self._tried.setdefault(_digest(name), _Tried())
            self._tried.move_to_end(_digest(name))
            tried.failures += 1
            over = tried.failures - FREE
            if over >= 0:
                tried.until = now_s + min(FIRST_WAIT_S * 2.0 ** min(over, 20), LONGEST_WAIT_S)
            if len(self._tried) > REMEMBERED:
                self._tried.popitem(last=False)

    def worked(self, name: str) -> None:
        """Forget a name's failures: it was proved."""
        with self._lock:
            self._tried.pop(_digest(name), None)

    def untold(self, now_s: float) -> int:
        """Return how many failures the ledger does not know yet, at most once a minute."""
        with self._lock:
            if not self._untold or now_s - self._told_at < TOLD_EVERY_S:
                return 0
            untold, self._untold, self._told_at = self._untold, 0, now_s
            return untold


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:16]
