"""Where the record's process serves one worker: counts, writes, and closes what the worker left.

Rates, concurrency and budgets are counted here, for all workers, in the frame that brings an
intent (decision 0015). When a worker's line closes, however that came about, every exchange that
it left open is closed at once with a receipt INTERRUPTED that charges what was reserved.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from posthouse.ledger.promise import promise_of
from posthouse.ledger.receipt import body_of
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import PosthouseError, Refusal, StoreError
from posthouse.model.usage import NOTHING, MicroUSD
from posthouse.store.counters import MemoryCounters
from posthouse.store.frames import (
    Concluded,
    Frame,
    FrameProtocol,
    Intended,
    Settled,
    concluded,
    intended,
    settled,
    told,
    told_refusal,
)
from posthouse.store.means import Unpacking
from posthouse.store.receipts import intent_of
from posthouse.store.recorder import Recorder
from posthouse.store.recovery import Station, interrupted
from posthouse.store.setaside import Aside, SetAside

_LOG = logging.getLogger("posthouse.store")


@dataclass(slots=True)
class Office:
    """What all desks share; `recorder` is set once the record is open."""

    recorder: Recorder | None = None
    station: Station | None = None
    counters: MemoryCounters = field(default_factory=MemoryCounters)
    means: Unpacking = field(default_factory=Unpacking)
    desks: set[Desk] = field(default_factory=set)
    held: SetAside = field(init=False)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever a desk was left."""

    def __post_init__(self) -> None:
        self.held = SetAside(self.counters)


@dataclass(frozen=True, slots=True)
class Open:
    """An exchange under way: who pays, and what was told of it."""

    key: KeyRecord
    told: Intended

    @property
    def reserved(self) -> MicroUSD:
        """Return what is set aside for it."""
        return MicroUSD(self.told.reserved)

    @property
    def at_s(self) -> float:
        """Return the Unix time of its budgets."""
        return self.told.at_us / 1_000_000


class Desk(FrameProtocol):
    """Carries out one worker's frames."""

    def __init__(self, office: Office) -> None:
        super().__init__(self._carry_out)
        self._office = office
        self._open: dict[str, Open] = {}
        self._turned_away: set[str] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the worker in."""
        super().connection_made(transport)
        self._office.desks.add(self)
        if self._office.recorder is not None:
            self.welcome()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The worker has ended: close what it left open."""
        self._transport = None
        office = self._office
        office.desks.discard(self)
        office.left.set()
        if self._open:
            _LOG.warning("worker left", extra={"interrupted": len(self._open)})
        while self._open:
            self._interrupt(*self._open.popitem())

    def welcome(self) -> None:
        """Tell the worker that the record is open."""
        self.send(Frame.READY, 0)

    def refuse(self, number: int, error: PosthouseError) -> None:
        """Tell the worker what is wrong."""
        self.send(Frame.FAILED, number, told(error))

    def leave(self) -> None:
        """Close the line."""
        if self._transport is not None:
            self._transport.close()

    def _carry_out(self, kind: int, number: int, body: bytes) -> None:
        """Take one frame and answer it when it is durable."""
        recorder = self._office.recorder
        if recorder is None:
            self.refuse(number, StoreError("the record is not open yet"))
        elif kind == Frame.FIND:
            self.send(Frame.FOUND, number, recorder.find(body.decode()) or b"")
        elif kind == Frame.INTEND:
            self._intend(recorder, number, body)
        elif kind == Frame.SETTLE:
            self._settle_batch(recorder, number, settled(body))
        else:
            self._conclude(recorder, number, concluded(body))

    def _intend(self, recorder: Recorder, number: int, body: bytes) -> None:
        """Count the exchange in and write its intent, or refuse it, and then nothing is counted."""
        told_ = intended(body)
        one = Open(self._office.means(told_.means), told_)
        try:
            self._enter(one)
        except Refusal as refusal:
            self._turned_away.add(told_.id)
            self.send(Frame.REFUSED, number, told_refusal(refusal))
            return
        self._open[told_.id] = one
        future = recorder.intend_body(told_.id, told_.intent)
        future.add_done_callback(partial(self._intent_written, number, told_.id))

    def _enter(self, one: Open) -> None:
        counters = self._office.counters
        self._office.held.free(one.at_s)
        counters.enter(one.key, one.told.now_s)
        try:
            counters.reserve(one.key, one.reserved, one.at_s)
        except Refusal:
            counters.leave(one.key)
            raise

    def _intent_written(self, number: int, intent_id: str, future: asyncio.Future[bytes]) -> None:
        if future.exception() is not None and (one := self._open.pop(intent_id, None)) is not None:
            self._settle(one, MicroUSD(0))
        self._answer(number, future, lambda _: b"")

    def _conclude(self, recorder: Recorder, number: int, told_: Concluded) -> None:
        """Write a receipt, unless its exchange was closed already while its worker was cut off."""
        one = self._open.pop(told_.id, None)
        if one is not None:
            if told_.held:
                self._office.counters.leave(one.key)
                self._office.held.add(told_.id, one.key, one.reserved, one.at_s)
            else:
                self._settle(one, MicroUSD(told_.cost))
            self._office.counters.used(one.key, told_.tokens, one.told.now_s)
        elif told_.id in self._turned_away:
            self._turned_away.discard(told_.id)
        elif told_.intended and recorder.find(told_.id) is not None:
            self.refuse(
                number,
                StoreError(
                    "the exchange was closed as interrupted while the record was restarted",
                    hint="its receipt says so; what was reserved is charged",
                ),
            )
            return
        future = recorder.conclude_body(told_.receipt)
        future.add_done_callback(partial(self._answer, number, told_by=promise_of))

    def _settle_batch(self, recorder: Recorder, number: int, told_: Settled) -> None:
        """Write a batch's receipt if its money is still held; whoever asks first settles it."""
        office = self._office
        aside = office.held.take(told_.id)
        if aside is None:
            self.send(Frame.DONE, number)
            return
        future = recorder.conclude_body(told_.receipt)
        future.add_done_callback(partial(self._batch_settled, number, told_, aside))

    def _batch_settled(
        self, number: int, told_: Settled, aside: Aside, future: asyncio.Future[bytes]
    ) -> None:
        office = self._office
        if future.exception() is not None:
            office.held.put_back(told_.id, aside)
        else:
            key, at_s = office.means(told_.means), told_.since_us / 1_000_000
            office.counters.free(aside.purses, aside.amount)
            office.counters.settle(key, NOTHING, MicroUSD(told_.cost), at_s)
        self._answer(number, future, promise_of)

    def _settle(self, one: Open, cost: MicroUSD) -> None:
        counters = self._office.counters
        counters.settle(one.key, one.reserved, cost, one.at_s)
        counters.leave(one.key)

    def _interrupt(self, _: str, one: Open) -> None:
        office = self._office
        self._settle(one, one.reserved)
        if office.recorder is not None and office.station is not None:
            intent = intent_of(one.told.intent)
            receipt = interrupted(intent, office.station, time.time_ns() // 1000)
            future = office.recorder.conclude_body(body_of(receipt))
            future.add_done_callback(asyncio.Future.exception)

    def _answer(
        self, number: int, future: asyncio.Future[bytes], told_by: Callable[[bytes], bytes]
    ) -> None:
        error = future.exception()
        if error is None:
            self.send(Frame.DONE, number, told_by(future.result()))
        else:
            known = error if isinstance(error, PosthouseError) else StoreError(type(error).__name__)
            self.refuse(number, known)
