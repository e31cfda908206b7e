"""Reading stored records for an operator: the one function by which it is done, and it is told.

Every such read is an entry of the ledger (`data.read`), written in the transaction that reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from posthouse.model.event import Event
from posthouse.store.database import writer
from posthouse.store.outbox import announce
from posthouse.store.tables import RECEIPTS

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and when: `actor` as in events, Unix time in microseconds."""

    actor: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One receipt in a list."""

    id: str
    at_us: int
    key: str
    project: str
    ending: str
    cost: int


_COLUMNS = tuple(RECEIPTS.c[name] for name in Listed.__slots__)


def read_receipt(engine: Engine, receipt_id: str, reader: Reader) -> bytes | None:
    """Return a signed receipt, or None; that it was read is announced with it."""
    with writer(engine).begin() as connection:
        query = select(RECEIPTS.c.sealed, RECEIPTS.c.project).where(RECEIPTS.c.id == receipt_id)
        row = connection.execute(query).one_or_none()
        if row is None or not row.sealed:
            return None
        tell_read(connection, reader, row.project, what="receipt", subject=receipt_id)
        sealed: bytes = row.sealed
        return sealed


def list_receipts(engine: Engine, project: str, before_us: int, reader: Reader) -> Sequence[Listed]:
    """Return the newest receipts of a project before a time; that they were read is announced."""
    with writer(engine).begin() as connection:
        query = (
            select(*_COLUMNS)
            .where(RECEIPTS.c.project == project, RECEIPTS.c.at_us < before_us)
            .order_by(RECEIPTS.c.at_us.desc())
            .limit(MOST_LISTED)
        )
        found = [Listed(*row) for row in connection.execute(query)]
        what = f"{len(found)} receipts"
        tell_read(connection, reader, project, what=what, subject=project)
        return found


def tell_read(
    connection: Connection, reader: Reader, project: str, *, what: str, subject: str
) -> None:
    """Announce a read of anything stored, within the caller's transaction."""
    event = Event("data.read", reader.at_us, subject, reader.actor, project, {"what": what})
    announce(connection, event)
