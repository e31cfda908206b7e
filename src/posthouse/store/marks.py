"""Counters of changes, by which every process sees that it has to read something anew."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, insert, select, update

from posthouse.store.tables import MARKS


def stamp(engine: Engine, name: str) -> int:
    """Return a number that rises with every change, from whatever process."""
    with engine.connect() as connection:
        query = select(MARKS.c.value).where(MARKS.c.name == name)
        return connection.execute(query).scalar() or 0


def count(connection: Connection, name: str) -> None:
    """Count one change within the caller's transaction."""
    counted = update(MARKS).where(MARKS.c.name == name)
    if not connection.execute(counted.values(value=MARKS.c.value + 1)).rowcount:
        connection.execute(insert(MARKS), {"name": name, "value": 1})
