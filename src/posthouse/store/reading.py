"""Reading stored records for an operator: the one function by which it is done, and it is told.

Every such read is an entry of the ledger (`data.read`), written in the transaction that reads.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import orjson
from sqlalchemy import ColumnElement, Connection, Engine, select

from posthouse.model.event import Event
from posthouse.store.database import writer
from posthouse.store.outbox import announce
from posthouse.store.tables import RECEIPTS


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and when: `actor` as in events, Unix time in microseconds."""

    actor: str
    at_us: int


def read_receipt(
    engine: Engine, receipt_id: str, reader: Reader, projects: Collection[str] | None = None
) -> bytes | None:
    """Return a signed receipt, of these projects where they are given, or None.

    That it was read is announced with it.
    """
    with writer(engine).begin() as connection:
        query = select(RECEIPTS.c.sealed, RECEIPTS.c.project).where(
            RECEIPTS.c.id == receipt_id, *of_projects(projects)
        )
        row = connection.execute(query).one_or_none()
        if row is None or not row.sealed:
            return None
        tell_read(connection, reader, row.project, what="receipt", subject=receipt_id)
        sealed: bytes = row.sealed
        return sealed


def of_projects(projects: Collection[str] | None) -> list[ColumnElement[bool]]:
    """Return what restricts a query over receipts to projects, nothing where all are meant."""
    return [] if projects is None else [RECEIPTS.c.project.in_(sorted(projects))]


def announce_read(engine: Engine, sealed: bytes, reader: Reader) -> None:
    """Announce the read of a receipt that a running station gave out."""
    told = orjson.loads(sealed)["receipt"]
    with writer(engine).begin() as connection:
        tell_read(connection, reader, told["project"], what="receipt", subject=told["id"])


def tell_read(
    connection: Connection, reader: Reader, project: str, *, what: str, subject: str
) -> None:
    """Announce a read of anything stored, within the caller's transaction."""
    event = Event("data.read", reader.at_us, subject, reader.actor, project, {"what": what})
    announce(connection, event)
