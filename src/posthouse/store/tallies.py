"""Counts within a UTC day, over all processes of a station: what may be done so often a day."""

from __future__ import annotations

from sqlalchemy import Engine, delete, insert, update

from posthouse.store.database import writer
from posthouse.store.standing_tables import TALLIES


class SqlTallies:
    """Counts at rest; calls block for about a millisecond."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, name: str, day: int, most: int) -> bool:
        """Count one more for the day; False, and nothing is counted, where it would be too many.

        Raises StoreError where the database cannot be written.
        """
        row = (TALLIES.c.name == name) & (TALLIES.c.day == day)
        if most < 1:
            return False
        with writer(self._engine).begin() as connection:
            more = update(TALLIES).where(row, TALLIES.c.count < most)
            if connection.execute(more.values(count=TALLIES.c.count + 1)).rowcount:
                return True
            if connection.execute(update(TALLIES).where(row).values(name=name)).rowcount:
                return False
            connection.execute(delete(TALLIES).where(TALLIES.c.name == name))
            connection.execute(insert(TALLIES), {"name": name, "day": day, "count": 1})
        return True
