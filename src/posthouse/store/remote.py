"""The record, kept by a process of its own: a worker's side.

The writer's thread, signing and SQL would share one interpreter lock with the loop and hold it up
at every hand-over; measured, that costs a quarter of the throughput. So `posthouse.store.keeping`
does all of it in one process for all workers, and each waits for its answers. If that process
dies, everything that waits fails (nothing is sent that is not on record), it is started again by
whoever started it, and everybody calls again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import sys
from asyncio.subprocess import Process
from collections import deque
from collections.abc import Callable
from pathlib import Path

from posthouse.ledger.canonical import NotCanonical
from posthouse.ledger.receipt import body_of
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import StoreError
from posthouse.model.record import Intent, Receipt
from posthouse.processes import Child
from posthouse.store.frames import (
    Concluded,
    Frame,
    FrameProtocol,
    Intended,
    Settled,
    error_of,
    refusal_of,
)
from posthouse.store.handover import passing
from posthouse.store.hub import Hub, call
from posthouse.store.means import Packing
from posthouse.store.receipts import intent_body

MOST_WAITING = 16_384
START_TIMEOUT_S = 30.0
CALL_AGAIN_S = 0.1
PATIENCE_S = 3
"""How long the disk may take: a caller is told then that nothing was sent."""

_LOG = logging.getLogger("posthouse.store")


class RecordProcess:
    """The process that keeps the record of a data folder, and the hub to call it through."""

    def __init__(self, data: Path, software: str) -> None:
        self.hub = Hub()
        self._data = data
        self._software = software
        self.child = Child("record", self._spawn)

    async def close(self) -> None:
        """Let it end, now that all workers have; what had arrived is written first."""
        self.hub.close()
        await self.child.ended()

    async def _spawn(self) -> Process:
        answering = self.hub.answering.fileno()
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "posthouse.store.keeping"),
            *(str(answering), str(self._data), self._software),
            pass_fds=(answering, *passing(os.environ)),
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )


class RemoteRecorder(FrameProtocol):
    """Implements RecordStore over a hub; used on one event loop.

    `opened` is called whenever a record was opened, before anything is asked of it: what keys have
    spent is complete in the database then. `process` is closed with it, where it is our own.
    """

    def __init__(
        self,
        calling: socket.socket,
        opened: Callable[[], None] = lambda: None,
        process: RecordProcess | None = None,
    ) -> None:
        super().__init__(self._answered)
        self.opened = opened
        self.calling = calling
        self._process = process
        self._loop = asyncio.get_running_loop()
        self._number = 0
        self._waiting: dict[int, asyncio.Future[bytes | None]] = {}
        self._intended: set[str] = set()
        self._means = Packing()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._calls: asyncio.Task[None] | None = None
        self._watching = self._loop.create_task(self._watch())
        self._closed = False
        self._open = False

    def intend(self, intent: Intent, key: KeyRecord, now_s: float) -> asyncio.Future[bytes | None]:
        """Count an exchange in and write its intent; the future is done when it is durable.

        It fails with StoreError, Throttled or BudgetSpent, and then nothing was counted.
        """
        self._intended.add(intent.id)
        means = self._means(key)
        body = Intended(intent.id, intent.at_us, intent.reserved, now_s, means, intent_body(intent))
        return self._ask(Frame.INTEND, body.packed())

    def conclude(self, receipt: Receipt) -> asyncio.Future[bytes | None]:
        """Sign and write a receipt; return a future of its promise, once it is durable."""
        was = receipt.id in self._intended
        self._intended.discard(receipt.id)
        told = (was, receipt.holds, receipt.cost, receipt.usage.total, receipt.id)
        try:
            body = Concluded(*told, _written(receipt))
        except StoreError as error:
            return self._failed(error)
        return self._ask(Frame.CONCLUDE, body.packed())

    def settle(self, receipt: Receipt, key: KeyRecord) -> asyncio.Future[bytes | None]:
        """Settle a batch; return a future of its receipt's promise, without one where it was."""
        of, since_us = receipt.settles
        try:
            body = _written(receipt)
        except StoreError as error:
            return self._failed(error)
        told = Settled(of, since_us, receipt.reserved, receipt.cost, self._means(key), body)
        return self._ask(Frame.SETTLE, told.packed())

    def find(self, receipt_id: str) -> asyncio.Future[bytes | None]:
        """Return a durable receipt as it was signed, or None."""
        return self._ask(Frame.FIND, receipt_id.encode("utf-8", "replace"))

    async def start(self) -> None:
        """Call for the first time; return when the record is open. Raises StoreError."""
        await self._call()
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                await self._ready
        except TimeoutError:
            raise StoreError("the record's process does not start") from None

    async def close(self) -> None:
        """Close our line, and the process where it is our own."""
        self._closed = True
        self._watching.cancel()
        if self._calls is not None:
            self._calls.cancel()
        if self._transport is not None:
            self._transport.close()
        if self._process is not None:
            await self._process.close()

    def _answered(self, kind: int, number: int, body: bytes) -> None:
        """Take the answer to one of our frames."""
        if kind == Frame.READY:
            self._serves()
            return
        future = self._waiting.pop(number, None) if number else self._ready
        if future is None or future.done():
            return
        if kind == Frame.FAILED:
            future.set_exception(error_of(body))
        elif kind == Frame.REFUSED:
            future.set_exception(refusal_of(body))
        else:
            future.set_result(body or None)  # type: ignore[arg-type]

    def _serves(self) -> None:
        """Go on, now that the record is open."""
        if self._process is not None:
            self._process.child.up()
        self.opened()
        self._open = True
        if self._ready.done():
            _LOG.warning("record process runs again")
        else:
            self._ready.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Fail whatever waits; call again unless we are closing or never were served."""
        self._transport = None
        self._open = False
        self._rest = b""
        error = StoreError("the record's process ended", hint="it is started again by itself")
        if not self._ready.done():
            self._ready.set_exception(error)
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(error)
        if not self._closed and self._ready.exception() is None:
            _LOG.error("record process ended")
            self._calls = self._loop.create_task(self._call_again())

    async def _watch(self) -> None:
        """Give up what has waited too long; what it costs is one look a second."""
        marks: deque[int] = deque()
        while True:
            await asyncio.sleep(1)
            marks.append(self._number)
            if len(marks) > PATIENCE_S:
                self._give_up(marks.popleft())

    def _give_up(self, mark: int) -> None:
        """Fail whatever was asked up to this number and still waits."""
        late = [number for number in self._waiting if number <= mark]
        for number in late:
            future = self._waiting.pop(number)
            if not future.done():
                future.set_exception(
                    StoreError(
                        f"expected the record on disk within {PATIENCE_S} s, found it waiting",
                        hint="look at the disk of the data folder: it may hang",
                    )
                )

    async def _call(self) -> None:
        ours = call(self.calling)
        await self._loop.create_connection(lambda: self, sock=ours)

    async def _call_again(self) -> None:
        """Call until the hub takes it; whoever answers then says when the record is open."""
        while self._transport is None and not self._closed:
            await asyncio.sleep(CALL_AGAIN_S)
            with contextlib.suppress(OSError):
                await self._call()

    def _ask(self, kind: Frame, body: bytes) -> asyncio.Future[bytes | None]:
        if not self._open:
            return self._failed(
                StoreError("the record cannot be written now", hint="its process is started again")
            )
        if len(self._waiting) >= MOST_WAITING:
            return self._failed(
                StoreError(
                    f"expected at most {MOST_WAITING} entries waiting for the disk, found more",
                    hint="the data folder's disk is slower than the load; use a faster one",
                )
            )
        self._number += 1
        future: asyncio.Future[bytes | None] = self._loop.create_future()
        self._waiting[self._number] = future
        self.send(kind, self._number, body)
        return future

    def _failed(self, error: StoreError) -> asyncio.Future[bytes | None]:
        future: asyncio.Future[bytes | None] = self._loop.create_future()
        future.set_exception(error)
        return future


def _written(receipt: Receipt) -> bytes:
    """Return a receipt's body. Raises StoreError where it cannot be written."""
    try:
        return body_of(receipt)
    except NotCanonical as error:
        raise StoreError(f"the receipt cannot be written: {error}") from None


async def start_recorder(data: Path, software: str) -> RemoteRecorder:
    """Start the process that keeps the record of a data folder, and call it. Raises StoreError."""
    process = RecordProcess(data, software)
    recorder = RemoteRecorder(process.hub.calling, process=process)
    try:
        await process.child.start()
        await recorder.start()
    except BaseException:
        await recorder.close()
        raise
    return recorder
