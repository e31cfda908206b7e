"""What a login has begun and not finished: challenges and half-proved names, for five minutes.

In memory of the one process that serves the console: a restart only means to begin again.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import Generic, TypeVar

LASTS_S = 300.0
MOST = 1000

Begun = TypeVar("Begun")


class Ceremonies(Generic[Begun]):
    """Keeps what was begun under random names; the oldest goes when there are too many."""

    def __init__(self) -> None:
        self._begun: OrderedDict[str, tuple[float, Begun]] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, what: Begun, now_s: float) -> str:
        """Keep it; return the name under which it is found."""
        name = secrets.token_urlsafe(32)
        with self._lock:
            self._begun[name] = (now_s + LASTS_S, what)
            while len(self._begun) > MOST:
                self._begun.popitem(last=False)
        return name

    def look(self, name: str, now_s: float) -> Begun | None:
        """Return what was begun and leave it there."""
        with self._lock:
            until, what = self._begun.get(name, (0.0, None))
        return what if until > now_s else None

    def take(self, name: str, now_s: float) -> Begun | None:
        """Return what was begun, once; None where it is over, or never was."""
        with self._lock:
            until, what = self._begun.pop(name, (0.0, None))
        return what if until > now_s else None
