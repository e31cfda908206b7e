"""Asking a second witness: the question's own way from intent to receipt, within its time.

Whatever goes wrong on it, the first answer does not break: the witness was silent then, and what
that leads to is the key's policy.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from posthouse.exchange.actions import Call, Head
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.question import Question
from posthouse.inspection.confirm import Statement
from posthouse.model.errors import PosthouseError, Refusal, UpstreamFault
from posthouse.model.record import Ending
from posthouse.ports import Answer

LOG = logging.getLogger("posthouse.witness")
LATE = "witness_late"


class Carrying(Protocol):
    """What the relay does for every exchange; the question goes the same way."""

    async def intend(self, exchange: Exchange) -> None:
        """Put the intent on record. Raises Refusal."""

    async def reach(self, exchange: Exchange, call: Call) -> tuple[Answer, Head]:
        """Call candidates until one begins to answer. Raises Refusal, UpstreamFault."""

    async def conclude(self, exchange: Exchange, ending: Ending, refusal: str = "") -> bytes | None:
        """Put the receipt on record. Raises Unavailable."""


Take = Callable[[str, int], Awaitable[bool]]
"""Counts one question of a key for today; False where as many as this were asked."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks on behalf of one relay."""

    carrying: Carrying
    take: Take

    async def ask(self, question: Question, a_day: int, timeout_s: float) -> Statement | None:
        """Return what the witness answered, None where he did not."""
        assert question.case.key is not None
        try:
            if not await self.take(question.case.key.id, a_day):
                return None
            call = question.begins()
            await self.carrying.intend(question)
        except PosthouseError as error:
            LOG.warning("witness not asked", extra={"cause": type(error).__name__})
            await self._end(question, Ending.REFUSED, getattr(error, "code", ""))
            return None
        return await self._asked(question, call, timeout_s)

    async def _asked(self, question: Question, call: Call, timeout_s: float) -> Statement | None:
        """Carry the question out; it is concluded exactly once, also when its client goes."""
        ending, why = Ending.INTERRUPTED, LATE
        try:
            async with asyncio.timeout(timeout_s):
                told = await self._told(question, call)
        except UpstreamFault as fault:
            ending, why = Ending.UPSTREAM_FAILED, question.broke(fault).code
        except Refusal as refusal:
            ending, why = Ending.UPSTREAM_FAILED, refusal.code
        except TimeoutError:
            pass
        except asyncio.CancelledError:
            ending, why = Ending.CLIENT_GONE, ""
            raise
        else:
            ending, why = Ending.DELIVERED, ""
            return told
        finally:
            await asyncio.shield(self._end(question, ending, why))
        return None

    async def _told(self, question: Question, call: Call) -> Statement:
        answer: Answer | None = None
        try:
            answer, _ = await self.carrying.reach(question, call)
            async for data in answer.chunks():
                question.feed(data)
            return question.statement()
        finally:
            if answer is not None:
                await answer.close()

    async def _end(self, question: Question, ending: Ending, refusal: str) -> None:
        try:
            await self.carrying.conclude(question, ending, refusal)
        except Refusal as error:
            LOG.error("question not on record", extra={"cause": error.message})
