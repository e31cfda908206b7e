"""The journal: what is acknowledged here survives the process and the power.

`Appender` writes batches, one write and one fdatasync each. `Journal` gathers entries of many
callers into batches in one writer thread and answers with futures, all of a batch at once. After a
failed write or sync nothing more is taken until a new segment could be opened and synced: what a
disk holds after a failed fsync is unknown, so the old segment is never written again.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

from posthouse.model.errors import StoreError
from posthouse.store.disk import Disk
from posthouse.store.segments import Entry, Kind, encode, segment_path
from posthouse.store.sinks import NO_SINKS, Sinks, TooFewSinks

SEGMENT_BYTES = 4 * 1024 * 1024
BATCH_ENTRIES = 512
RETRY_S = 0.2
GATHER_S = 0.0002
"""Under load a batch waits so long for company: a sync costs 50 µs of processor time and is worth
sharing; a lone caller never waits."""

_LOG = logging.getLogger("posthouse.store")
_HINT = "free space on the data folder's disk and check its health; the station retries by itself"


class Appender:
    """Writes batches durably, one after another; for one thread at a time."""

    def __init__(
        self, folder: Path, disk: Disk, last: int, segment_bytes: int, sinks: Sinks = NO_SINKS
    ) -> None:
        self.last = last
        self.sinks = sinks
        self._folder = folder
        self._disk = disk
        self._segment_bytes = segment_bytes
        self._next = last + 1
        self._file: int | None = None
        self._first = 0
        self._size = 0

    def append(self, batch: Sequence[tuple[Kind, bytes]]) -> int:
        """Write a batch durably and return its first number. Raises StoreError: none counts."""
        if self._file is None or self._size >= self._segment_bytes:
            self.turn()
        first = self._next
        lines = [
            encode(Entry(first + place, self.last, kind, body))
            for place, (kind, body) in enumerate(batch)
        ]
        self._put(b"".join(lines), len(batch))
        return first

    def turn(self) -> None:
        """Begin a new segment, durably. Raises StoreError."""
        self._leave()
        try:
            self.sinks.expect()
            self._file = self._disk.create(segment_path(self._folder, self._next))
        except OSError as error:
            self._next += 1
            raise _failed(error, self.sinks) from error
        self._first = self._next
        header = Entry(self._next, self.last, Kind.SEGMENT, b'{"format":1}')
        self._put(encode(header), 1, new=True)

    def close(self) -> None:
        """Leave the current segment; a later append begins a new one."""
        self._leave()

    def _put(self, data: bytes, count: int, *, new: bool = False) -> None:
        assert self._file is not None
        self._next += count
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._disk.write(self._file, rest) :]
            self._disk.sync(self._file)
            if new:
                self._disk.sync_folder(self._folder)
            self.sinks.settle(self.sinks.offer(self._first, data))
        except OSError as error:
            with suppress(OSError):
                self._disk.truncate(self._file, self._size)
            self._leave()
            raise _failed(error, self.sinks) from error
        self._size += len(data)
        self.last = self._next - 1

    def _leave(self) -> None:
        file, self._file, self._size = self._file, None, 0
        if file is not None:
            with suppress(OSError):
                self._disk.close(file)


Seal = Callable[[bytes], bytes]


@dataclass(slots=True)
class Waiting:
    """An entry on its way; `note` is the caller's own and comes back when it has landed."""

    kind: Kind
    body: bytes
    note: object
    seal: Seal | None
    future: asyncio.Future[bytes]


class Taker(Protocol):
    """Who is told of every batch, on the event loop, in order, before its futures are done."""

    def landed(self, first: int, batch: Sequence[Waiting]) -> None:
        """Take a durable batch and its first number."""

    def lost(self, batch: Sequence[Waiting]) -> None:
        """Take a batch that was not written and never will be."""

    def busy(self) -> bool:
        """Tell whether more entries are on their way (asked in the writer's thread)."""


class Journal:
    """Group commit: many callers on one event loop, one writer thread, one sync a batch."""

    def __init__(self, appender: Appender, taker: Taker, most_waiting: int) -> None:
        self.trouble = ""
        self._appender = appender
        self._taker = taker
        self._most_waiting = most_waiting
        self._waiting = 0
        self._closed = False
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def submit(
        self, kind: Kind, body: bytes, note: object, seal: Seal | None = None
    ) -> asyncio.Future[bytes]:
        """Return a future of the entry as it was written, once it is durable; or of a StoreError.

        `seal` makes the entry's final body, in the writer thread: signing leaves the loop free.
        """
        future: asyncio.Future[bytes] = self._loop.create_future()
        problem = self._problem()
        if problem is not None:
            future.set_exception(problem)
            return future
        self._waiting += 1
        self._queue.put(Waiting(kind, body, note, seal, future))
        return future

    async def close(self) -> None:
        """Write what was submitted, then stop."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
        await asyncio.shield(self._ended)
        self._thread.join()

    def _problem(self) -> StoreError | None:
        if self._closed:
            return StoreError("the journal is closed", hint="the station is stopping")
        if self.trouble:
            return StoreError(f"the journal cannot be written: {self.trouble}", hint=_HINT)
        if self._waiting >= self._most_waiting:
            return StoreError(
                f"expected at most {self._most_waiting} entries waiting for the disk, found more",
                hint="the data folder's disk is slower than the load; use a faster one",
            )
        return None

    def _run(self) -> None:
        going = True
        while going:
            batch, going = self._gather()
            if self.trouble:
                self._retry()
            if batch:
                self._write(batch)
        self._tell(self._end)

    def _gather(self) -> tuple[list[Waiting], bool]:
        """Wait for an entry, take all that are there; False where the end was asked for."""
        batch: list[Waiting] = []
        try:
            one = self._queue.get(timeout=RETRY_S if self.trouble else None)
            if self._taker.busy():
                time.sleep(GATHER_S)
            while one is not None:
                batch.append(one)
                if len(batch) == BATCH_ENTRIES:
                    return batch, True
                one = self._queue.get_nowait()
        except Empty:
            return batch, True
        return batch, False

    def _retry(self) -> None:
        with suppress(StoreError):
            self._appender.turn()
            self.trouble = ""
            _LOG.warning("journal writes again")

    def _write(self, batch: list[Waiting]) -> None:
        for one in batch:
            if one.seal is not None:
                one.body = one.seal(one.body)
        try:
            first = self._appender.append([(w.kind, w.body) for w in batch])
        except StoreError as error:
            if not self.trouble:
                _LOG.error("journal failed: %s", error.message)
            self.trouble = error.message
            self._tell(self._fail, batch, error)
        else:
            self._tell(self._land, batch, first)

    def _tell(self, call: Callable[..., None], *args: object) -> None:
        with suppress(RuntimeError):  # the loop was closed without closing the journal
            self._loop.call_soon_threadsafe(call, *args)

    def _land(self, batch: list[Waiting], first: int) -> None:
        self._waiting -= len(batch)
        try:
            self._taker.landed(first, batch)
        finally:
            for one in batch:
                if not one.future.done():
                    one.future.set_result(one.body)

    def _fail(self, batch: list[Waiting], error: StoreError) -> None:
        self._waiting -= len(batch)
        self._taker.lost(batch)
        for one in batch:
            if not one.future.done():
                one.future.set_exception(error)

    def _end(self) -> None:
        if not self._ended.done():
            self._ended.set_result(None)


def _failed(error: OSError, sinks: Sinks) -> StoreError:
    name = errno.errorcode.get(error.errno or 0, "unknown error")
    if isinstance(error, TooFewSinks):
        return StoreError(
            f"expected {sinks.required} sinks to take the record, found {sinks.trouble()}",
            hint="free space on the sink's disk, mount it or check its health; the station retries"
            " by itself",
        )
    return StoreError(f"expected a durable write to the journal, found {name}", hint=_HINT)
