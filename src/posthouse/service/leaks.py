"""What becomes of keys that leaked: noted in the ledger, and ended by the operator's policy.

Nothing here logs or keeps a key; a leak is known by the key's id and the place where it stood.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from posthouse.exchange.facts import Facts
from posthouse.exchange.stages.watch import leaks_of
from posthouse.model.caller import Leak
from posthouse.model.errors import PosthouseError
from posthouse.ports import LeakStore
from posthouse.vault.leaks import MOST_FOUND, own_keys

LOG = logging.getLogger("posthouse.leaks")
REPORT = "report"
MOST_NOTED = 10_000
AGAIN_S = 24 * 3600


@dataclass(slots=True)
class Leaks:
    """Takes leaks of exchanges and of reports; the same one counts once a day in this process."""

    facts: Callable[[], Facts]
    store: LeakStore
    now_s: Callable[[], float]
    _noted: dict[Leak, float] = field(default_factory=dict)
    _working: set[asyncio.Task[None]] = field(default_factory=set)

    def noticed(self, leak: Leak) -> None:
        """Act on a key that stood in a request or an answer, by the policy of the settings."""
        self._take(leak, self.facts().on_leak)

    def reported(self, text: str) -> None:
        """Revoke every key of this station that stands in a report: who shows one, has it.

        A derived key is only noted: who holds one must not end its parent with it. It ends soon.
        """
        found = set(islice(own_keys(text), MOST_FOUND))
        for leak in leaks_of(found, self.facts(), REPORT):
            self._take(leak, "revoke")

    def _take(self, leak: Leak, policy: str) -> None:
        now_s = self.now_s()
        if now_s - self._noted.get(leak, -AGAIN_S) < AGAIN_S:
            return
        if len(self._noted) >= MOST_NOTED:
            self._noted.clear()
        self._noted[leak] = now_s
        LOG.warning("key leaked", extra={"key": leak.key, "where": leak.where, "policy": policy})
        work = asyncio.get_running_loop().create_task(self._act(leak, policy))
        self._working.add(work)
        work.add_done_callback(self._working.discard)

    async def _act(self, leak: Leak, policy: str) -> None:
        try:
            await asyncio.to_thread(self.store.leaked, leak, policy)
        except PosthouseError as error:
            self._noted.pop(leak, None)
            LOG.error("leak not acted on", extra={"key": leak.key, "cause": error.message})
