"""What keys need from time to time: graces end, expiry and long disuse are told before it hurts.

Runs in one process of a station. Each reminder is said once: in the log, as an entry of the ledger,
and to the webhook where the settings name one. Ids and names are told, never a secret.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import PosthouseError
from posthouse.model.keylife import grace_is_over
from posthouse.model.reminder import Reminder, due
from posthouse.ports import KeyCareStore
from posthouse.service.webhook import tell

LOG = logging.getLogger("posthouse.keys")

Post = Callable[[str, bytes | None, dict[str, str]], bytes]


@dataclass(slots=True)
class KeyCare:
    """Looks after all keys of a station; `unused_days` 0 means that disuse is not told.

    `post` sends to the webhook and raises OSError where that fails.
    """

    store: KeyCareStore
    now_s: Callable[[], float]
    unused_days: int
    post: Post
    webhook: str = ""

    async def run(self) -> None:
        """Look at every key once; one that cannot be changed now is looked at again next time."""
        for key in await asyncio.to_thread(self.store.every):
            try:
                await self._look_at(key)
            except PosthouseError as error:
                LOG.error("key not looked after", extra={"key": key.id, "cause": error.message})

    async def _look_at(self, key: KeyRecord) -> None:
        now_s = self.now_s()
        if grace_is_over(key, now_s):
            await asyncio.to_thread(self.store.settle, key.id)
        reminder = due(key, now_s, self.unused_days)
        if reminder is not None:
            await asyncio.to_thread(self.store.remind, key.id, reminder)
            told = {"key": key.id, "what": reminder.what, "days": reminder.days}
            LOG.warning("key reminder", extra=told)
            if self.webhook:
                await self._post(key, reminder)

    async def _post(self, key: KeyRecord, reminder: Reminder) -> None:
        """Tell the webhook."""
        told = {
            "event": f"key.{reminder.what}",
            "key": key.id,
            "name": key.name,
            "project": key.project,
            "days": reminder.days,
            "expires_at": key.expires_at,
        }
        headers = {"content-type": "application/json"}
        await tell(lambda body: self.post(self.webhook, body, headers), told, LOG, key=key.id)
