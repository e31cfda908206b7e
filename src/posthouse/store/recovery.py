"""Starting on a data folder that another run left, however it ended.

The journal is folded in by the everyday function, and what the ledger lacks is handed to it. Every
intent that then has no receipt gets one that says INTERRUPTED and charges what was reserved, since
the upstream may have billed for it. It goes through the journal like any other, so a crash in here
changes nothing: an intent is either still open, and is closed the next time, or its receipt is
found and folded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from posthouse.ledger.receipt import body_of
from posthouse.model.errors import StoreError
from posthouse.model.record import Ending, Intent, Receipt
from posthouse.model.usage import Usage
from posthouse.store.journal import Appender
from posthouse.store.ledgering import Ledger
from posthouse.store.receipts import Receipts, leaf_of, row_of, told_of
from posthouse.store.segments import Kind, drop_all, drop_done, oldest, replay

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Station:
    """What a receipt says about the station that issues it, and how it is sealed."""

    name: str
    software: str
    sealed: Callable[[str, bytes], bytes]
    build: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A journal ready to be written, and how many exchanges the last run left unfinished."""

    appender: Appender
    replayed: int
    interrupted: int


@dataclass(frozen=True, slots=True)
class Books:
    """Where one record is written down: the journal's folder, the tables, the ledger."""

    journal: Path
    receipts: Receipts
    ledger: Ledger


def recover(
    books: Books, appender_after: Callable[[int], Appender], station: Station, now_us: int
) -> Recovered:
    """Bring database and ledger up to date with the journal. Raises StoreError, OSError.

    `appender_after` makes what goes on writing the folder after a number. The caller holds the
    folder's lock.
    """
    receipts = books.receipts
    try:
        replayed = _fold_journal(books)
        receipts.reach(books.ledger.floor)
        if not books.ledger.waiting:
            drop_all(books.journal)
        appender = appender_after(receipts.folded())
        orphans = receipts.open_intents()
        for start in range(0, len(orphans), CHUNK):
            closing = [interrupted(i, station, now_us) for i in orphans[start : start + CHUNK]]
            _close(closing, appender, books, station)
        drop_done(books.journal, min(receipts.folded(), books.ledger.done))
    except SQLAlchemyError as error:
        raise StoreError(
            f"expected to fold the journal into the database, found {type(error).__name__}",
            hint="check the disk's free space and the database file, then start again",
        ) from error
    return Recovered(appender, replayed, len(orphans))


def interrupted(intent: Intent, station: Station, now_us: int) -> Receipt:
    """Return the receipt of an exchange whose outcome was lost; it charges what was reserved."""
    return Receipt(
        id=intent.id,
        station=station.name,
        at_us=intent.at_us,
        ended_us=max(now_us, intent.at_us),
        ending=Ending.INTERRUPTED,
        key=intent.key,
        project=intent.project,
        dialect=intent.dialect,
        operation=intent.operation,
        stream=False,
        status=0,
        model_asked=intent.model,
        model_routed="",
        model_claimed="",
        came=intent.came,
        left="",
        returned="",
        delivered="",
        destinations=(),
        masked={},
        unexamined=0,
        rule="",
        inspections=(),
        usage=Usage(),
        cost=intent.reserved,
        priced=intent.reserved > 0,
        software=station.software,
        reserved=intent.reserved,
        build=station.build,
        extra={"unknown": "the station stopped before the outcome was recorded"},
    )


def reached(journal: Path, receipts: Receipts) -> int:
    """Return the highest number that journal and database hold. Raises StoreError."""
    folded = receipts.folded()
    entries = replay(journal, folded)
    return entries[-1].seq if entries else folded


def _fold_journal(books: Books) -> int:
    """Fold what the journal holds above the mark, hand its leaves on; return how many entries."""
    receipts, ledger = books.receipts, books.ledger
    folded = receipts.folded()
    entries = replay(books.journal, min(folded, max(ledger.seq, oldest(books.journal))))
    leaves = [(e.seq, leaf) for e in entries if (leaf := leaf_of(e.kind, e.body)) is not None]
    first = next((seq for seq, _ in leaves if seq > ledger.seq), folded + 1)
    ledger.catch_up(
        partial(receipts.sealed_after, upto=min(first - 1, folded)), receipts.put_leaves
    )
    signed = ledger.seq
    places = ledger.resume(leaves)
    receipts.put_leaves({seq: leaf for seq, leaf in places.items() if signed < seq <= folded})
    fresh = (row_of(e, places.get(e.seq)) for e in entries if e.seq > folded)
    rows = [row for row in fresh if row is not None]
    for start in range(0, len(rows), CHUNK):
        receipts.fold(rows[start : start + CHUNK])
    return len(rows)


def _close(closing: list[Receipt], appender: Appender, books: Books, station: Station) -> None:
    told = [told_of(body_of(receipt)) for receipt in closing]
    sealed = [station.sealed(one.id, one.body) for one in told]
    first = appender.append([(Kind.RECEIPT, body) for body in sealed])
    places = [books.ledger.append(first + n, body) for n, body in enumerate(sealed)]
    rows = [one.row(first + n, sealed[n], places[n]) for n, one in enumerate(told)]
    books.receipts.fold(rows)
