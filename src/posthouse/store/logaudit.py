"""Everything that a station keeps of its ledgers, against each other: what `ledger verify` does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, select

from posthouse.ledger.guard import Guard, Head
from posthouse.ledger.tiles import ENTRIES, WIDTH, tile_at, unbundled
from posthouse.model.errors import LedgerStopped, VerificationFailed
from posthouse.store.logcheck import Checked, check_log
from posthouse.store.logfiles import LogFiles
from posthouse.store.pruning import minimum_index
from posthouse.store.receipts import KEPT
from posthouse.store.sequencer import Log, head_of, number_of
from posthouse.store.tables import RECEIPTS

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Audit:
    """How many entries were checked in all ledgers, and every fault in words."""

    entries: int
    faults: tuple[str, ...]


def audit(log: Log, engine: Engine) -> Audit:
    """Check the ledger in use and the guard; closed ones keep whatever fault they were closed for.

    Raises OSError.
    """
    try:
        guard = log.guard.load()
    except VerificationFailed as error:
        return Audit(0, (f"{log.guard.path}: {error.message}",))
    if guard is None:
        there = log.files.checkpoint() is not None
        return Audit(0, (f"{log.guard.path}: expected the guard, found none",) if there else ())
    key = log.key_of(guard.active.origin)
    checked = check_log(log.files, key)
    faults = [*checked.faults, *_against_guard(log, guard, checked)]
    if checked.head is not None and not checked.faults:
        number = number_of(guard.active.origin, log.origin) or 1
        faults += _against_database(log.files, number, checked.head.size, engine)
    return Audit(checked.head.size if checked.head else 0, tuple(faults))


def _against_guard(log: Log, guard: Guard, checked: Checked) -> Iterator[str]:
    """Yield heads in the guard that are not signed, and a published head beyond the last one."""
    for head in guard.heads:
        try:
            signed = head_of(head, log.key_of(head.origin))
        except LedgerStopped as error:
            yield f"{log.guard.path}: {error.message}"
            continue
        if head is guard.active and checked.head is not None and checked.head.size > signed.size:
            fresh = _loaded(log)
            if fresh is None or head_of(fresh, log.key_of(fresh.origin)).size < checked.head.size:
                yield "checkpoint: it is newer than the guard's head"
        if head is guard.active and checked.head is None and signed.size:
            yield "checkpoint: expected one, found none"


def _loaded(log: Log) -> Head | None:
    guard = log.guard.load()
    return guard.active if guard is not None else None


def _against_database(files: LogFiles, number: int, size: int, engine: Engine) -> Iterator[str]:
    """Yield receipts in the database that are not the leaves they are said to be."""
    query = select(RECEIPTS.c.seq, RECEIPTS.c.id, RECEIPTS.c.leaf, RECEIPTS.c.sealed)
    query = query.where(RECEIPTS.c.ledger == number, RECEIPTS.c.leaf < size, KEPT)
    query = query.where(RECEIPTS.c.leaf >= minimum_index(files.folder))
    query = query.order_by(RECEIPTS.c.seq).limit(CHUNK)
    seq, held, entries = 0, -1, []
    while True:
        with engine.connect() as connection:
            rows = connection.execute(query.where(RECEIPTS.c.seq > seq)).all()
        if not rows:
            return
        for seq, receipt_id, leaf, sealed in rows:  # noqa: B007
            if leaf // WIDTH != held:
                held = leaf // WIDTH
                bundle = tile_at(ENTRIES, held, size)
                assert bundle is not None
                entries = unbundled(files.read(bundle), bundle.width)
            if entries[leaf % WIDTH] != sealed:
                yield f"receipt {receipt_id}: the database holds another than leaf {leaf}"
