"""Reload: watches the settings file and the keys, and swaps the snapshot of facts whole.

A change that cannot be taken (a typo, an unsafe setting) is logged and the old facts stay.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from posthouse.exchange.facts import Facts
from posthouse.model.errors import PosthouseError

LOG = logging.getLogger("posthouse.reload")


@dataclass(slots=True)
class Snapshot:
    """Holds the facts in force; `build` makes new ones, `stamp` tells when that is needed."""

    facts: Facts
    build: Callable[[], Facts]
    stamp: Callable[[], object]
    seen: object = None

    def current(self) -> Facts:
        """Return the facts in force."""
        return self.facts

    def refresh(self) -> bool:
        """Swap the facts if something changed; tell whether they were swapped."""
        stamp = self.stamp()
        if stamp == self.seen:
            return False
        self.seen = stamp
        try:
            self.facts = self.build()
        except PosthouseError as error:
            LOG.error("reload refused", extra={"cause": error.message, "hint": error.hint})
            return False
        LOG.info("reloaded", extra={"channels": len(self.facts.channels)})
        return True

    def renew(self) -> None:
        """Swap the facts although nothing may have changed: what keys have spent is read anew."""
        self.seen = None
        self.refresh()

    async def watch(self, every_s: float = 0.3) -> None:
        """Refresh for ever; a revoked key stops working within a second."""
        while True:
            await asyncio.sleep(every_s)
            self.refresh()
