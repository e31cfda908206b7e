"""Events on their way to the ledger: written in the transaction of the change that they tell of.

Whoever changes keys, credentials, operators or settings, in whatever process, announces it here
with the same connection, so that no change stands without its entry and no entry without its
change. The record's process takes them from here, in order (the sequencer), and drops them once
they are durable in its journal.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from posthouse.ledger.event import event_body
from posthouse.model.event import Event
from posthouse.store.tables import OUTBOX


def announce(connection: Connection, event: Event) -> None:
    """Put an event in the outbox, within the caller's transaction. Raises NotCanonical."""
    connection.execute(insert(OUTBOX), {"body": event_body(event)})


def waiting(connection: Connection, most: int) -> Sequence[tuple[int, bytes]]:
    """Return the oldest events that wait, with their numbers."""
    query = select(OUTBOX.c.seq, OUTBOX.c.body).order_by(OUTBOX.c.seq).limit(most)
    return [(seq, body) for seq, body in connection.execute(query)]


def taken(connection: Connection, numbers: Sequence[int]) -> None:
    """Drop these events, now that they are durable in the journal.

    The caller folds them in the same transaction, so that none is taken twice, whatever happens.
    """
    if numbers:
        gone = delete(OUTBOX).where(OUTBOX.c.seq == bindparam("number"))
        connection.execute(gone, [{"number": one} for one in numbers])
