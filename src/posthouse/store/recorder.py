"""The durable record: intents and signed receipts in the journal, folded into the database.

An entry is acknowledged when the journal holds it. A background task then folds what has landed
into the database and deletes the segments that are no longer needed. Where folding falls behind,
new intents are refused before memory fills; receipts are always taken.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from posthouse.ledger.bounds import bounded
from posthouse.ledger.canonical import NotCanonical
from posthouse.ledger.promise import Sealer
from posthouse.ledger.receipt import body_of, key_id
from posthouse.model.errors import LedgerStopped, StoreError
from posthouse.model.record import Ending, Intent, Receipt
from posthouse.ports import Signer
from posthouse.store.database import claim
from posthouse.store.disk import Disk, FolderLock
from posthouse.store.events import Announced, EventTaker
from posthouse.store.heldmoney import Held
from posthouse.store.journal import SEGMENT_BYTES, Appender, Journal, Waiting
from posthouse.store.opening import open_ledger
from posthouse.store.receipts import (
    EventRow,
    IntentRow,
    ReceiptRow,
    Receipts,
    Row,
    Told,
    intent_body,
    told_of,
)
from posthouse.store.recovery import CHUNK, Books, Recovered, Station, recover
from posthouse.store.resolution import asked
from posthouse.store.segments import Kind, drop_all, drop_done, last_durable
from posthouse.store.sequencer import Log
from posthouse.store.sinks import NO_SINKS, Sinks

MOST_UNFOLDED = 16_384
MOST_WAITING = 8_192
BUSY = 6
FOLD_EVERY_S = 0.5
FOLD_AT = 2_000
SEQUENCE_EVERY_S = 0.8
"""A checkpoint every second; what happens between two of them is well included within two."""

_LOG = logging.getLogger("posthouse.store")


@dataclass(frozen=True, slots=True)
class Recording:
    """What a recorder needs: where it writes, who it is, and what it hands receipts on to."""

    folder: Path
    engine: Engine
    signer: Signer
    station: str
    software: str
    log: Log | None
    disk: Disk
    now_us: Callable[[], int]
    lock_patience_s: float = 0.0
    """How long another process may still hold the folder."""
    build: str = ""
    sinks: Sinks = NO_SINKS


@dataclass(frozen=True, slots=True)
class RecordState:
    """How the record is doing; `trouble` is empty where all is well.

    `open`: intents of this run without a receipt; `unfolded`: entries in the journal alone;
    `owed`: receipts that wait for the journal to work again; `unsequenced`: entries that are under
    no checkpoint yet.
    """

    trouble: str
    open: int
    unfolded: int
    owed: int
    unsequenced: int


class Recorder:
    """Implements RecordStore; made by open_recorder, used on one event loop."""

    def __init__(
        self, books: Books, lock: FolderLock, recovered: Recovered, station: Station
    ) -> None:
        self.recovered = recovered
        self.renew = asyncio.Event()
        """Set where the record is to be opened anew, since an operator resolved something."""
        self._books = books
        self._lock = lock
        self._station = station
        self._ledger = books.ledger
        self._journal = Journal(recovered.appender, self, MOST_WAITING)
        self._unfolded: deque[Row] = deque()
        self._recent: dict[str, bytes] = {}
        self._open: set[str] = set()
        self._owed: list[Receipt] = []
        self._fold_trouble = ""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="fold")
        self._many = asyncio.Event()
        self._folding = asyncio.create_task(self._fold_for_ever())
        self._closing = asyncio.Event()
        self._events = EventTaker(books.receipts, self._journal)
        self._sequencing = asyncio.create_task(self._sequence_for_ever())

    @property
    def station(self) -> Station:
        """Return who signs here."""
        return self._station

    def intend(self, intent: Intent) -> asyncio.Future[bytes]:
        """Write an intent; the future is done when it is durable, or fails with StoreError."""
        return self.intend_body(intent.id, intent_body(intent))

    def intend_body(self, intent_id: str, body: bytes) -> asyncio.Future[bytes]:
        """Write an intent that is JSON already."""
        problem = self._ledger.problem()
        if len(self._unfolded) >= MOST_UNFOLDED:
            problem = StoreError(
                f"expected the database to keep up, found {MOST_UNFOLDED} entries behind",
                hint="check the database's disk and who else holds it locked",
            )
        if problem is not None:
            return _failed(problem)
        return self._journal.submit(Kind.INTENT, body, intent_id)

    def conclude(self, receipt: Receipt) -> asyncio.Future[bytes]:
        """Sign and write a receipt; return a future of its sealed form, once it is durable."""
        try:
            return self.conclude_body(body_of(receipt))
        except NotCanonical as error:
            return _failed(StoreError(f"the receipt cannot be written: {error}"))

    def conclude_body(self, body: bytes) -> asyncio.Future[bytes]:
        """Sign and write a receipt in its canonical form.

        Where an intent stands open, a receipt that could not be written is owed: it is written as
        INTERRUPTED once the journal works again, since its caller was told that it failed.
        """
        problem = self._ledger.problem() if self._ledger.closed else None
        if problem is not None:
            return _failed(problem)
        told = told_of(bounded(body, "extra"))
        seal = partial(self._station.sealed, told.id)
        future = self._journal.submit(Kind.RECEIPT, told.body, told, seal)
        if future.done():
            self._owe(told)
        return future

    def find(self, receipt_id: str) -> bytes | None:
        """Return a durable receipt as it was signed, or None."""
        return self._recent.get(receipt_id) or self._books.receipts.find(receipt_id)

    def held(self) -> Sequence[Held]:
        """Return what earlier runs set aside for batches that are not over."""
        return self._books.receipts.held()

    def state(self) -> RecordState:
        """Tell how the record is doing."""
        sinks = self.recovered.appender.sinks.trouble()
        trouble = self._journal.trouble or self._fold_trouble or sinks or self._ledger.trouble
        open_, owed = len(self._open), len(self._owed)
        return RecordState(trouble, open_, len(self._unfolded), owed, self._ledger.waiting)

    async def close(self) -> None:
        """Write, fold and sequence what is left, then let go of the folder."""
        self._closing.set()
        await self._sequencing
        if not self._ledger.closed:
            await self._events.take()
        self._pay()
        await self._journal.close()
        self._folding.cancel()
        with suppress(asyncio.CancelledError):
            await self._folding
        await self._fold_all()
        await self._ledger.sequence()
        self._thread.shutdown()
        self._ledger.close()
        self.recovered.appender.close()
        self.recovered.appender.sinks.close()
        if not self._unfolded and not self._ledger.waiting and not self._ledger.closed:
            drop_all(self._books.journal)
        self._lock.release()

    def busy(self) -> bool:
        """Tell whether several exchanges are under way, so that a batch will find company."""
        return len(self._open) >= BUSY

    def landed(self, first: int, batch: Sequence[Waiting]) -> None:
        """Take a durable batch from the journal, in order."""
        for seq, one in enumerate(batch, first):
            self._keep(seq, one)
        if len(self._unfolded) >= FOLD_AT and not self._fold_trouble:
            self._many.set()

    def lost(self, batch: Sequence[Waiting]) -> None:
        """Take a batch that the journal could not write."""
        for one in batch:
            if isinstance(one.note, Told):
                self._owe(one.note)

    def _keep(self, seq: int, one: Waiting) -> None:
        note = one.note
        if isinstance(note, Told):
            self._open.discard(note.id)
            self._recent[note.id] = one.body
            leaf = self._ledger.append(seq, one.body)
            self._unfolded.append(note.row(seq, one.body, leaf))
        elif isinstance(note, Announced):
            self._ledger.append(seq, note.body)
            self._unfolded.append(EventRow(seq, note.outbox))
        else:
            intent_id = str(note)
            self._open.add(intent_id)
            self._unfolded.append(IntentRow(seq, intent_id, one.body))

    def _owe(self, told: Told) -> None:
        if told.id in self._open:
            self._owed.append(told.receipt())

    def _pay(self) -> None:
        if self._journal.trouble:
            return
        owed, self._owed = self._owed, []
        for receipt in owed:
            told = {**receipt.extra, "unknown": "the outcome could not be recorded in time"}
            self.conclude(
                replace(receipt, ending=Ending.INTERRUPTED, delivered="", extra=told)
            ).add_done_callback(asyncio.Future.exception)

    async def _fold_for_ever(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._many.wait(), FOLD_EVERY_S)
            self._many.clear()
            self._pay()
            await self._fold_all()

    async def _sequence_for_ever(self) -> None:
        """Take events in and sign a checkpoint over what is new, once a second."""
        while not self._closing.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), SEQUENCE_EVERY_S)
            if not self._ledger.closed:
                await self._events.take()
            await self._ledger.sequence()
            if isinstance(self._ledger.problem(), LedgerStopped) and self._resolved():
                self.renew.set()

    def _resolved(self) -> bool:
        return asked(self._books.journal.parent) is not None

    async def _fold_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._unfolded:
            rows = list(islice(self._unfolded, CHUNK))
            try:
                await loop.run_in_executor(self._thread, self._fold, rows)
            except (SQLAlchemyError, OSError) as error:
                self._fold_trouble = f"the database takes no receipts: {type(error).__name__}"
                _LOG.warning("%s; it is tried again", self._fold_trouble)
                return
            self._fold_trouble = ""
            for row in rows:
                self._unfolded.popleft()
                if isinstance(row, ReceiptRow):
                    self._recent.pop(row.id, None)

    def _fold(self, rows: Sequence[Row]) -> None:
        self._books.receipts.fold(rows)
        drop_done(self._books.journal, min(rows[-1].seq, self._ledger.done))


async def open_recorder(recording: Recording) -> Recorder:
    """Recover what the last run left and start to record. Raises StoreError."""
    signer_id = key_id(recording.signer.public_key)
    journal = recording.folder / "journal"
    journal.mkdir(mode=0o700, exist_ok=True)
    lock = await asyncio.to_thread(FolderLock, journal, recording.lock_patience_s)

    def appender_after(last: int) -> Appender:
        recording.sinks.refuse_newer(max(last, last_durable(journal)))
        return Appender(journal, recording.disk, last, SEGMENT_BYTES, recording.sinks)

    def start() -> tuple[Books, Station, Recovered]:
        claim(recording.engine, "signing key", signer_id)
        recording.sinks.begin(journal)
        receipts = Receipts(recording.engine)
        ledger = open_ledger(recording.log, recording.engine, journal, recording.now_us)
        sealer = Sealer(
            recording.station, signer_id, recording.signer.sign, recording.now_us,
            ledger.origin, ledger.head,
        )  # fmt: skip
        station = Station(recording.station, recording.software, sealer.seal, recording.build)
        books = Books(journal, receipts, ledger)
        if ledger.closed:
            return books, station, Recovered(appender_after(receipts.folded()), 0, 0)
        return books, station, recover(books, appender_after, station, recording.now_us())

    try:
        books, station, recovered = await asyncio.to_thread(start)
    except BaseException:
        lock.release()
        raise
    if recovered.interrupted:
        _LOG.warning("closed %d exchanges that were interrupted", recovered.interrupted)
    return Recorder(books, lock, recovered, station)


def _failed(error: StoreError) -> asyncio.Future[bytes]:
    future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    future.set_exception(error)
    return future
