"""Reload: watches the settings file, the keys and the switches, and swaps the snapshot of facts.

A change of the settings that cannot be taken (a typo, an unsafe setting) is logged and the old
settings stay. Keys and switches never wait for that: a revoked key and a kill switch work within a
second, whatever lies in the settings file, and whatever else goes wrong is tried again.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from posthouse.exchange.facts import Facts
from posthouse.model.errors import PosthouseError

LOG = logging.getLogger("posthouse.reload")
EVERY_S = 0.3
AT_LEAST_S = 0.05
"""Between two looks that requests with unknown keys ask for."""


class Stamp(NamedTuple):
    """What changes with the settings' files, and what changes with keys and switches."""

    files: object
    keys: object


NEVER = Stamp(None, None)


@dataclass(slots=True)
class Snapshot:
    """Holds the facts in force.

    `build` makes new ones from everything, `rekey` from the old ones with keys and switches read
    anew; `stamp` tells when that is needed; `swapped` hears of every swap.
    """

    facts: Facts
    build: Callable[[], Facts]
    rekey: Callable[[Facts], Facts]
    stamp: Callable[[], Stamp]
    seen: Stamp = NEVER
    swapped: Callable[[Facts], None] = lambda _: None
    clock: Callable[[], float] = time.monotonic
    looked_s: float = -math.inf

    def current(self) -> Facts:
        """Return the facts in force."""
        return self.facts

    def refresh(self) -> bool:
        """Swap the facts if something changed; tell whether they were swapped."""
        stamp = self.stamp()
        if stamp == self.seen:
            return False
        fresh = self._built() if stamp.files != self.seen.files else None
        self.facts = fresh or self.rekey(self.facts)
        self.seen = stamp
        self.swapped(self.facts)
        return True

    def fresher(self) -> bool:
        """Look for changes now, but only so often whoever asks; tell whether there were any."""
        now_s = self.clock()
        if now_s - self.looked_s < AT_LEAST_S:
            return False
        self.looked_s = now_s
        return self._tried()

    def renew(self) -> None:
        """Read keys anew although none may have changed: also what they have spent."""
        self.facts = self.rekey(self.facts)

    async def watch(self, every_s: float = EVERY_S) -> None:
        """Refresh for ever."""
        while True:
            await asyncio.sleep(every_s)
            self._tried()

    def _tried(self) -> bool:
        try:
            return self.refresh()
        except Exception as error:  # noqa: BLE001  a lock or a full disk passes: tried again
            LOG.error("reload failed", extra={"kind": type(error).__name__})
            return False

    def _built(self) -> Facts | None:
        try:
            fresh = self.build()
        except PosthouseError as error:
            LOG.error("reload refused", extra={"cause": error.message, "hint": error.hint})
            return None
        LOG.info("reloaded", extra={"channels": len(fresh.channels)})
        return fresh
