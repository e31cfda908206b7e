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

from posthouse.ledger.canonical import NotCanonical
from posthouse.ledger.promise import Head, Sealer
from posthouse.ledger.receipt import body_of, key_id
from posthouse.model.errors import StoreError
from posthouse.model.record import Ending, Intent, Receipt
from posthouse.ports import Ledger, Signer
from posthouse.store.database import claim
from posthouse.store.disk import Disk, FolderLock
from posthouse.store.journal import SEGMENT_BYTES, Appender, Journal, Waiting
from posthouse.store.receipts import (
    IntentRow,
    ReceiptRow,
    Receipts,
    Row,
    Told,
    intent_body,
    told_of,
)
from posthouse.store.recovery import CHUNK, Recovered, Station, recover
from posthouse.store.segments import Kind, drop_all, drop_folded
from posthouse.store.sinks import NO_SINKS, Sinks

MOST_UNFOLDED = 16_384
MOST_WAITING = 8_192
BUSY = 6
FOLD_EVERY_S = 0.5
FOLD_AT = 2_000

_LOG = logging.getLogger("posthouse.store")


class NoLedger:
    """Takes leaves and keeps none: until a transparency log is attached."""

    def append(self, leaf: bytes) -> None:
        """Let the leaf go."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a recorder needs: where it writes, who it is, and what it hands receipts on to."""

    folder: Path
    engine: Engine
    signer: Signer
    station: str
    software: str
    ledger: Ledger
    disk: Disk
    now_us: Callable[[], int]
    lock_patience_s: float = 0.0
    """How long another process may still hold the folder."""
    build: str = ""
    log: str = ""
    head: Callable[[], Head | None] = lambda: None
    """The origin of the log that receipts go into, and the checkpoint it signed last."""
    sinks: Sinks = NO_SINKS


@dataclass(frozen=True, slots=True)
class RecordState:
    """How the record is doing; `trouble` is empty where all is well.

    `open`: intents of this run without a receipt; `unfolded`: entries in the journal alone;
    `owed`: receipts that wait for the journal to work again.
    """

    trouble: str
    open: int
    unfolded: int
    owed: int


@dataclass(frozen=True, slots=True)
class Place:
    """The folder and tables that one recorder holds."""

    journal: Path
    lock: FolderLock
    receipts: Receipts


class Recorder:
    """Implements RecordStore; made by open_recorder, used on one event loop."""

    def __init__(
        self, place: Place, recovered: Recovered, station: Station, ledger: Ledger
    ) -> None:
        self.recovered = recovered
        self._place = place
        self._station = station
        self._ledger = ledger
        self._journal = Journal(recovered.appender, self, MOST_WAITING)
        self._unfolded: deque[Row] = deque()
        self._recent: dict[str, bytes] = {}
        self._open: set[str] = set()
        self._owed: list[Receipt] = []
        self._fold_trouble = ""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="fold")
        self._many = asyncio.Event()
        self._folding = asyncio.create_task(self._fold_for_ever())

    @property
    def station(self) -> Station:
        """Return who signs here."""
        return self._station

    def intend(self, intent: Intent) -> asyncio.Future[bytes]:
        """Write an intent; the future is done when it is durable, or fails with StoreError."""
        return self.intend_body(intent.id, intent_body(intent))

    def intend_body(self, intent_id: str, body: bytes) -> asyncio.Future[bytes]:
        """Write an intent that is JSON already."""
        if len(self._unfolded) >= MOST_UNFOLDED:
            return _failed(
                StoreError(
                    f"expected the database to keep up, found {MOST_UNFOLDED} entries behind",
                    hint="check the database's disk and who else holds it locked",
                )
            )
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
        told = told_of(body)
        seal = partial(self._station.sealed, told.id)
        future = self._journal.submit(Kind.RECEIPT, body, told, seal)
        if future.done():
            self._owe(told)
        return future

    def find(self, receipt_id: str) -> bytes | None:
        """Return a durable receipt as it was signed, or None."""
        return self._recent.get(receipt_id) or self._place.receipts.find(receipt_id)

    def state(self) -> RecordState:
        """Tell how the record is doing."""
        sinks = self.recovered.appender.sinks.trouble()
        trouble = self._journal.trouble or self._fold_trouble or sinks
        return RecordState(trouble, len(self._open), len(self._unfolded), len(self._owed))

    async def close(self) -> None:
        """Write and fold what is left, then let go of the folder."""
        self._pay()
        await self._journal.close()
        self._folding.cancel()
        with suppress(asyncio.CancelledError):
            await self._folding
        await self._fold_all()
        self._thread.shutdown()
        self.recovered.appender.close()
        self.recovered.appender.sinks.close()
        if not self._unfolded:
            drop_all(self._place.journal)
        self._place.lock.release()

    def busy(self) -> bool:
        """Tell whether several exchanges are under way, so that a batch will find company."""
        return len(self._open) >= BUSY

    def landed(self, first: int, batch: Sequence[Waiting]) -> None:
        """Take a durable batch from the journal, in order."""
        for seq, one in enumerate(batch, first):
            self._keep(seq, one)
        if len(self._unfolded) >= FOLD_AT and not self._fold_trouble:
            self._many.set()
        for one in batch:
            if isinstance(one.note, Told):
                self._ledger.append(one.body)

    def lost(self, batch: Sequence[Waiting]) -> None:
        """Take a batch that the journal could not write."""
        for one in batch:
            if isinstance(one.note, Told):
                self._owe(one.note)

    def _keep(self, seq: int, one: Waiting) -> None:
        if isinstance(one.note, Told):
            self._open.discard(one.note.id)
            self._recent[one.note.id] = one.body
            self._unfolded.append(one.note.row(seq, one.body))
        else:
            intent_id = str(one.note)
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
        self._place.receipts.fold(rows)
        drop_folded(self._place.journal, rows[-1].seq)


async def open_recorder(recording: Recording) -> Recorder:
    """Recover what the last run left and start to record. Raises StoreError."""
    signer_id = key_id(recording.signer.public_key)
    sealer = Sealer(
        recording.station, signer_id, recording.signer.sign, recording.now_us,
        recording.log, recording.head,
    )  # fmt: skip
    station = Station(recording.station, recording.software, sealer.seal, recording.build)
    journal = recording.folder / "journal"
    journal.mkdir(mode=0o700, exist_ok=True)
    receipts = Receipts(recording.engine)
    lock = await asyncio.to_thread(FolderLock, journal, recording.lock_patience_s)
    place = Place(journal, lock, receipts)

    def appender_after(last: int) -> Appender:
        recording.sinks.admit(last)
        return Appender(journal, recording.disk, last, SEGMENT_BYTES, recording.sinks)

    def start() -> Recovered:
        claim(recording.engine, "signing key", signer_id)
        return recover(journal, place.receipts, appender_after, station, recording.now_us())

    try:
        recovered = await asyncio.to_thread(start)
    except BaseException:
        place.lock.release()
        raise
    if recovered.interrupted:
        _LOG.warning("closed %d exchanges that were interrupted", recovered.interrupted)
    return Recorder(place, recovered, station, recording.ledger)


def _failed(error: StoreError) -> asyncio.Future[bytes]:
    future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    future.set_exception(error)
    return future
