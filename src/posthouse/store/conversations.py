"""What was masked and left behind in conversations that upstreams keep, sealed under a key of each
record's own.

Handles are found by HMAC; values, labels and tokens are sealed together, bound to tenant, record
and part. Parts above zero hold what was masked; those below it the tool calls of one exchange each,
of which the last MOST_CALLS stay. Whoever destroys the record's key has destroyed all of it,
wherever copies lie. All workers and stations with the same database read and write the same
records.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from posthouse.model.conversation import UNKNOWN, Kept, Recalled
from posthouse.model.errors import SealBroken
from posthouse.model.event import Event
from posthouse.store.conversation_tables import (
    CONVERSATION_HANDLES,
    CONVERSATION_PARTS,
    CONVERSATIONS,
)
from posthouse.store.database import answering, writer
from posthouse.store.datakeys import RecordKeys
from posthouse.vault.envelope import Place

PURPOSE = "conversation"
DAY_US = 86_400_000_000
MOST_CALLS = 40
_BATCH = 0
"""The part that says what a batch, or a file that may become one, may take."""


class SqlConversations:
    """Conversations at rest. Calls block for a moment; they raise StoreError."""

    def __init__(self, engine: Engine, keys: RecordKeys, mark_key: bytes, days: int) -> None:
        self._engine = engine
        self._keys = keys
        self._mark_key = mark_key
        self._lasts_us = days * DAY_US

    def recall(self, tenant: str, handles: tuple[str, ...], now_us: int) -> Recalled:
        """Return what is known under the first of the handles that is known."""
        with answering(), self._engine.connect() as connection:
            record = self._record(connection, tenant, handles)
            if record is None:
                return UNKNOWN
            return self._recalled(connection, tenant, record, now_us)

    def each(self, tenant: str, handles: tuple[str, ...], now_us: int) -> dict[str, Recalled]:
        """Return what is known under each of the handles that is known."""
        found: dict[str, Recalled] = {}
        records: dict[str, Recalled] = {}
        with answering(), self._engine.connect() as connection:
            for handle in handles:
                record = self._record(connection, tenant, (handle,))
                if record is None:
                    continue
                if record not in records:
                    records[record] = self._recalled(connection, tenant, record, now_us)
                if records[record].record:
                    found[handle] = records[record]
        return found

    def keep(self, kept: Kept, now_us: int) -> None:
        """Keep a part under its handles; what is known already is only dated anew."""
        with answering(), writer(self._engine).begin() as connection:
            record = kept.record or secrets.token_hex(16)
            mine = (CONVERSATIONS.c.tenant == kept.tenant) & (CONVERSATIONS.c.record == record)
            dated = update(CONVERSATIONS).where(mine).values(used_at=now_us)
            if not connection.execute(dated).rowcount:
                made = {"tenant": kept.tenant, "record": record, "channel": kept.channel}
                connection.execute(insert(CONVERSATIONS), {**made, "used_at": now_us})
            self._name(connection, kept, record)
            if kept.part:
                last = _bound(connection, kept, record, func.max)
                self._add(connection, kept, record, (max(last, 0) + 1, kept.part, now_us))
            if kept.batch:
                old = CONVERSATION_PARTS.c.part == _BATCH
                connection.execute(delete(CONVERSATION_PARTS).where(_part_of(kept, record) & old))
                self._add(connection, kept, record, (_BATCH, kept.batch, now_us))
            if kept.calls:
                first = min(_bound(connection, kept, record, func.min), 0) - 1
                self._add(connection, kept, record, (first, kept.calls, now_us))
                old = CONVERSATION_PARTS.c.part.between(first + MOST_CALLS, -1)
                connection.execute(delete(CONVERSATION_PARTS).where(_part_of(kept, record) & old))

    def batches(self, since_us: int, until_us: int) -> list[tuple[str, str, bytes]]:
        """Return tenant and channel of each batch that was last asked about in that time, and what
        is kept of its money; files that may become one are among them.
        """
        mine, parts = CONVERSATIONS.c, CONVERSATION_PARTS.c
        query = (
            select(mine.tenant, mine.record, mine.channel, parts.sealed)
            .where((parts.tenant == mine.tenant) & (parts.record == mine.record))
            .where((parts.part == _BATCH) & mine.used_at.between(since_us, until_us))
            .order_by(mine.used_at)
        )
        found: list[tuple[str, str, bytes]] = []
        with answering(), self._engine.connect() as connection:
            for tenant, record, channel, sealed in connection.execute(query).all():
                place = Place(tenant, PURPOSE, record, str(_BATCH))
                with suppress(SealBroken):  # its key was destroyed
                    (plain,) = self._keys.open_all(connection, [(place, sealed)])
                    found.append((tenant, channel, plain))
        return found

    def forget(self, tenant: str, handle: str, told: Event) -> None:
        """Destroy what is kept of the conversation that a handle names."""
        with writer(self._engine).begin() as connection:
            record = self._record(connection, tenant, (handle,))
            if record is not None:
                self._destroy(connection, [record], told)

    def drop(self, tenant: str, handle: str, told: Event) -> None:
        """Forget a name; with the last name of a record goes what is kept under it."""
        with answering(), writer(self._engine).begin() as connection:
            record = self._record(connection, tenant, (handle,))
            if record is None:
                return
            table = CONVERSATION_HANDLES.c
            mine = (table.tenant == tenant) & (table.mark == self._mark(tenant, handle))
            connection.execute(delete(CONVERSATION_HANDLES).where(mine))
            left = select(table.mark).where((table.tenant == tenant) & (table.record == record))
            if connection.execute(left).first() is None:
                self._destroy(connection, [record], told)

    def _recalled(self, connection: Connection, tenant: str, record: str, now_us: int) -> Recalled:
        row = connection.execute(_of(CONVERSATIONS, tenant, record)).mappings().one_or_none()
        if row is None or row["used_at"] + self._lasts_us < now_us:
            return UNKNOWN
        try:
            parts = self._parts(connection, tenant, record)
        except SealBroken:  # its key was destroyed
            return UNKNOWN
        masked = tuple(plain for part, plain in parts if part > 0)
        calls = tuple(plain for part, plain in reversed(parts) if part < 0)
        batch = next((plain for part, plain in parts if part == _BATCH), b"")
        return Recalled(record, row["channel"], masked, calls, batch)

    def _destroy(self, connection: Connection, records: list[str], told: Event) -> None:
        self._keys.shred(connection, records, told)
        for table in (CONVERSATION_PARTS, CONVERSATION_HANDLES, CONVERSATIONS):
            mine = (table.c.tenant == told.project) & table.c.record.in_(records)
            connection.execute(delete(table).where(mine))

    def _record(self, connection: Connection, tenant: str, handles: tuple[str, ...]) -> str | None:
        for handle in handles:
            mine = (CONVERSATION_HANDLES.c.tenant == tenant) & (
                CONVERSATION_HANDLES.c.mark == self._mark(tenant, handle)
            )
            query = select(CONVERSATION_HANDLES.c.record).where(mine)
            found = connection.execute(query).scalar()
            if found is not None:
                return str(found)
        return None

    def _name(self, connection: Connection, kept: Kept, record: str) -> None:
        """Let handles name a record; one that named another names this one from now on."""
        for handle in kept.handles:
            mark = self._mark(kept.tenant, handle)
            mine = (CONVERSATION_HANDLES.c.tenant == kept.tenant) & (
                CONVERSATION_HANDLES.c.mark == mark
            )
            connection.execute(delete(CONVERSATION_HANDLES).where(mine))
            made = {"tenant": kept.tenant, "mark": mark, "record": record}
            connection.execute(insert(CONVERSATION_HANDLES), made)

    def _add(
        self, connection: Connection, kept: Kept, record: str, added: tuple[int, bytes, int]
    ) -> None:
        part, plain, now_us = added
        place = Place(kept.tenant, PURPOSE, record, str(part))
        sealed = self._keys.seal(connection, place, plain, now_us)
        made = {"tenant": kept.tenant, "record": record, "part": part, "sealed": sealed}
        connection.execute(insert(CONVERSATION_PARTS), made)

    def _parts(
        self, connection: Connection, tenant: str, record: str
    ) -> tuple[tuple[int, bytes], ...]:
        query = _of(CONVERSATION_PARTS, tenant, record).order_by(CONVERSATION_PARTS.c.part)
        rows = connection.execute(query).mappings().all()
        sealed = [(Place(tenant, PURPOSE, record, str(row["part"])), row["sealed"]) for row in rows]
        numbers = (int(row["part"]) for row in rows)
        return tuple(zip(numbers, self._keys.open_all(connection, sealed), strict=True))

    def _mark(self, tenant: str, handle: str) -> bytes:
        message = f"{len(tenant)}\0{tenant}\0{handle}".encode()
        return hmac.digest(self._mark_key, message, "sha256")


def _part_of(kept: Kept, record: str) -> ColumnElement[bool]:
    return (CONVERSATION_PARTS.c.tenant == kept.tenant) & (CONVERSATION_PARTS.c.record == record)


def _bound(connection: Connection, kept: Kept, record: str, bound: Callable[..., Any]) -> int:
    """Return the highest or the lowest number of a record's parts, 0 for none."""
    query = select(bound(CONVERSATION_PARTS.c.part)).where(_part_of(kept, record))
    return int(connection.execute(query).scalar() or 0)


def _of(table: Table, tenant: str, record: str) -> Select[Any]:
    return select(table).where((table.c.tenant == tenant) & (table.c.record == record))
