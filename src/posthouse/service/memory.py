"""Conversations that upstreams keep, for the relay: the database is asked off the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from posthouse.model.conversation import Kept, Recalled
from posthouse.model.errors import StoreError
from posthouse.model.event import Event
from posthouse.ports import Conversations

LOG = logging.getLogger("posthouse.memory")


@dataclass(frozen=True, slots=True)
class Memory:
    """Recalls and keeps what was masked; what cannot be had is not known."""

    store: Conversations
    now_us: Callable[[], int]

    async def recall(self, tenant: str, handles: tuple[str, ...]) -> Recalled | None:
        """Return what is known of a conversation; None where the database cannot say."""
        try:
            return await asyncio.to_thread(self.store.recall, tenant, handles, self.now_us())
        except StoreError as error:
            LOG.error("conversation not recalled", extra={"cause": error.message})
            return None

    async def each(self, tenant: str, handles: tuple[str, ...]) -> Mapping[str, Recalled] | None:
        """Return what is known under each handle; None where the database cannot say."""
        try:
            return await asyncio.to_thread(self.store.each, tenant, handles, self.now_us())
        except StoreError as error:
            LOG.error("conversation not recalled", extra={"cause": error.message})
            return None

    async def drop(self, tenant: str, handle: str) -> None:
        """Forget what an upstream was told to delete; its time ends it where that fails."""
        told = Event("data.deleted", self.now_us(), "conversation", project=tenant)
        try:
            await asyncio.to_thread(self.store.drop, tenant, handle, told)
        except StoreError as error:
            LOG.error("conversation not dropped", extra={"cause": error.message})

    async def keep(self, kept: Kept) -> bool:
        """Keep what was masked; tell whether that could be done."""
        try:
            await asyncio.to_thread(self.store.keep, kept, self.now_us())
        except StoreError as error:
            LOG.error("conversation not kept", extra={"cause": error.message})
            return False
        return True
