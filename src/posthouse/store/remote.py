"""The record, kept by a process of its own: the station's side.

The writer's thread, signing and SQL would share one interpreter lock with the loop and hold it up
at every hand-over; measured, that costs a quarter of the throughput. So `posthouse.store.keeping`
does all of it in a process that ends when the station does, and the station waits for its answers.
If that process dies, everything that waits fails (nothing is sent that is not on record) and it is
started again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sys
from collections import deque
from pathlib import Path

from posthouse.ledger.canonical import NotCanonical
from posthouse.ledger.receipt import body_of
from posthouse.model.errors import StoreError
from posthouse.model.record import Intent, Receipt
from posthouse.store.frames import Frame, FrameProtocol, error_of
from posthouse.store.receipts import intent_body

MOST_WAITING = 16_384
START_TIMEOUT_S = 30.0
RESTART_AFTER_S = 0.2
PATIENCE_S = 3
"""How long the disk may take: a caller is told then that nothing was sent."""

_LOG = logging.getLogger("posthouse.store")


class RemoteRecorder(FrameProtocol):
    """Implements RecordStore; made by start_recorder, used on one event loop."""

    def __init__(self, data: Path, software: str) -> None:
        super().__init__(self._answered)
        self._data = data
        self._software = software
        self._loop = asyncio.get_running_loop()
        self._number = 0
        self._waiting: dict[int, asyncio.Future[bytes | None]] = {}
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._process: asyncio.subprocess.Process | None = None
        self._restarting: asyncio.Task[None] | None = None
        self._watching = self._loop.create_task(self._watch())
        self._closed = False
        self._open = False

    def intend(self, intent: Intent) -> asyncio.Future[bytes | None]:
        """Write an intent; the future is done when it is durable, or fails with StoreError."""
        return self._ask(Frame.INTEND, intent_body(intent))

    def conclude(self, receipt: Receipt) -> asyncio.Future[bytes | None]:
        """Sign and write a receipt; return a future of its promise, once it is durable."""
        try:
            return self._ask(Frame.CONCLUDE, body_of(receipt))
        except NotCanonical as error:
            return self._failed(StoreError(f"the receipt cannot be written: {error}"))

    def find(self, receipt_id: str) -> asyncio.Future[bytes | None]:
        """Return a durable receipt as it was signed, or None."""
        return self._ask(Frame.FIND, receipt_id.encode("utf-8", "replace"))

    async def start(self) -> None:
        """Start the process; return when it has recovered what the last one left."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "posthouse.store.keeping"),
                *(str(theirs.fileno()), str(self._data), self._software),
                pass_fds=(theirs.fileno(),),
                stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )
        await self._loop.create_connection(lambda: self, sock=ours)
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                await self._ready
        except TimeoutError:
            raise StoreError("the record's process does not start") from None

    async def close(self) -> None:
        """Let the process write and fold what is left, and end."""
        self._closed = True
        self._watching.cancel()
        if self._restarting is not None:
            self._restarting.cancel()
        if self._transport is not None:
            self._transport.close()
        if self._process is not None:
            await self._process.wait()

    def _answered(self, kind: int, number: int, body: bytes) -> None:
        """Take the answer to one of our frames."""
        if kind == Frame.READY:
            self._open = True
            self._ready.set_result(None)
            return
        future = self._waiting.pop(number, None) if number else self._ready
        if future is None or future.done():
            return
        if kind == Frame.FAILED:
            future.set_exception(error_of(body))
        else:
            future.set_result(body or None)  # type: ignore[arg-type]

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Fail whatever waits; start the process again unless we are closing."""
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
            self._restarting = self._loop.create_task(self._restart())

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

    async def _restart(self) -> None:
        while self._transport is None and not self._closed:
            await asyncio.sleep(RESTART_AFTER_S)
            self._ready = self._loop.create_future()
            with contextlib.suppress(StoreError, OSError):
                await self.start()
                _LOG.warning("record process runs again")

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


async def start_recorder(data: Path, software: str) -> RemoteRecorder:
    """Start the process that keeps the record of a data folder. Raises StoreError."""
    recorder = RemoteRecorder(data, software)
    try:
        await recorder.start()
    except BaseException:
        await recorder.close()
        raise
    return recorder
