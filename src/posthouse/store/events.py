"""Events on their way from the outbox into the journal, each exactly once.

An event leaves the outbox in the transaction that folds its journal entry. So an event in the
outbox is in the journal only while this process has it under way; after a crash the journal is
folded first, and what is then still in the outbox was never written.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from posthouse.store.journal import Journal
from posthouse.store.receipts import Receipts, event_line
from posthouse.store.segments import Kind

MOST = 500

_LOG = logging.getLogger("posthouse.store")


@dataclass(frozen=True, slots=True)
class Announced:
    """An event with its number in the outbox."""

    outbox: int
    body: bytes


class EventTaker:
    """Takes events out of the outbox, whoever put them there; used on one event loop."""

    def __init__(self, receipts: Receipts, journal: Journal) -> None:
        self._receipts = receipts
        self._journal = journal
        self._written: set[int] = set()

    async def take(self) -> None:
        """Write what waits in the outbox to the journal; return once it is durable."""
        try:
            while await self._take(MOST) == MOST:
                pass
        except SQLAlchemyError as error:
            _LOG.warning("outbox cannot be read: %s; it is tried again", type(error).__name__)

    async def _take(self, most: int) -> int:
        """Write the oldest events that are not under way; return how many were written."""
        waiting = await asyncio.to_thread(self._receipts.announced, most + len(self._written))
        self._written &= {number for number, _ in waiting}
        fresh = [Announced(*one) for one in waiting if one[0] not in self._written][:most]
        lines = [
            self._journal.submit(Kind.EVENT, event_line(one.outbox, one.body), one) for one in fresh
        ]
        ends = await asyncio.gather(*lines, return_exceptions=True)
        pairs = zip(fresh, ends, strict=True)
        written = [one.outbox for one, end in pairs if not isinstance(end, BaseException)]
        self._written.update(written)
        return len(written)
