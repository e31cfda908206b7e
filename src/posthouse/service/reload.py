"""Reload: watches the settings file, the keys and the switches, and swaps the snapshot of facts.

A change of the settings that cannot be taken (a typo, an unsafe setting) is logged and the old
settings stay. Keys and switches never wait for that: a revoked key and a kill switch work within a
second, whatever lies in the settings file, and whatever else goes wrong is tried again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from posthouse.exchange.facts import Facts
from posthouse.model.errors import PosthouseError

LOG = logging.getLogger("posthouse.reload")
EVERY_S = 0.3


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

    def renew(self) -> None:
        """Read keys anew although none may have changed: also what they have spent."""
        self.facts = self.rekey(self.facts)

    async def watch(self, every_s: float = EVERY_S) -> None:
        """Refresh for ever."""
        while True:
            await asyncio.sleep(every_s)
            try:
                self.refresh()
            except Exception as error:  # noqa: BLE001  a lock or a full disk passes: tried again
                LOG.error("reload failed", extra={"kind": type(error).__name__})

    def _built(self) -> Facts | None:
        try:
            fresh = self.build()
        except PosthouseError as error:
            LOG.error("reload refused", extra={"cause": error.message, "hint": error.hint})
            return None
        LOG.info("reloaded", extra={"channels": len(fresh.channels)})
        return fresh
