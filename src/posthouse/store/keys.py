"""Virtual keys in the database, and a stamp that tells other processes' changes."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from sqlalchemy import Connection, Engine, RowMapping, insert, select, update
from sqlalchemy.exc import IntegrityError

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import StoreError
from posthouse.model.usage import MicroUSD
from posthouse.store.database import writer
from posthouse.store.tables import KEYS, KEYS_CHANGED, MARKS


class SqlKeyStore:
    """Keys at rest. Calls block for about 100 µs; the request path reads a snapshot instead."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, key: KeyRecord) -> None:
        """Keep a new key. Raises StoreError where its id is taken."""
        try:
            with writer(self._engine).begin() as connection:
                connection.execute(insert(KEYS), _values(key))
                _changed(connection)
        except IntegrityError as error:
            raise StoreError(
                f"expected a new key id, found {key.id} taken", hint="mint the key again"
            ) from error

    def revoke(self, key_id: str) -> bool:
        """Revoke at once and for good; False where there is no such key."""
        with writer(self._engine).begin() as connection:
            revoked = update(KEYS).where(KEYS.c.id == key_id).values(state=KeyState.REVOKED.value)
            found = connection.execute(revoked).rowcount > 0
            if found:
                _changed(connection)
        return found

    def every(self) -> Sequence[KeyRecord]:
        """Return all keys, newest last, with what each has spent by the folded receipts.

        Keys of the same second stand in the order of their ids.
        """
        with self._engine.connect() as connection:
            rows = connection.execute(select(KEYS).order_by(KEYS.c.created_at, KEYS.c.id))
            return [_record(row) for row in rows.mappings()]

    def stamp(self) -> int:
        """Return a number that rises with every added or revoked key, from whatever process."""
        with self._engine.connect() as connection:
            return connection.execute(_STAMP).scalar() or 0


_STAMP = select(MARKS.c.value).where(MARKS.c.name == KEYS_CHANGED)


def _changed(connection: Connection) -> None:
    counted = update(MARKS).where(MARKS.c.name == KEYS_CHANGED).values(value=MARKS.c.value + 1)
    if not connection.execute(counted).rowcount:
        connection.execute(insert(MARKS), {"name": KEYS_CHANGED, "value": 1})


def _values(key: KeyRecord) -> dict[str, object]:
    return {
        "id": key.id,
        "project": key.project,
        "name": key.name,
        "digest": key.digest,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "state": key.state.value,
        "models": orjson.dumps(key.models).decode(),
        "budget": key.budget,
        "spent": key.spent,
        "requests_per_minute": key.requests_per_minute,
        "concurrency": key.concurrency,
    }


def _record(row: RowMapping) -> KeyRecord:
    return KeyRecord(
        id=row["id"],
        project=row["project"],
        name=row["name"],
        digest=row["digest"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        state=KeyState(row["state"]),
        models=tuple(orjson.loads(row["models"])),
        budget=None if row["budget"] is None else MicroUSD(row["budget"]),
        spent=MicroUSD(row["spent"]),
        requests_per_minute=row["requests_per_minute"],
        concurrency=row["concurrency"],
    )
