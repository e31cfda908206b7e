"""Deleting what is too old, field by field, each batch with its proof in the same transaction.

A proof (data.deleted) names the field, the time before which, how many there were, and SHA-256
over the sorted ids, one a line: who knows an id can check that it was among them, nobody else
learns one. SQLite overwrites what is deleted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Table,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy import Row as SqlRow

from posthouse.model.event import STATION, Event
from posthouse.store.database import writer
from posthouse.store.datakeys import wiped
from posthouse.store.outbox import announce
from posthouse.store.tables import MARKS
from posthouse.store.vault_tables import RECORD_KEYS

DAY_US = 86_400_000_000
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One field: whose rows are old by which column, in units of so many microseconds.

    Rows of the tables in `along` with the same ids go too, keys of records among them.

    With `clear` the named columns are emptied and the rows stay. `reach` names the mark of a table
    so large that it is not read from its beginning each time: its numbers rise with time, give or
    take a day, and all rows up to one that is a day older than asked for are due.
    """

    name: str
    days: int
    table: Table
    at: str
    ids: Sequence[str]
    unit_us: int = 1
    origin: int = 0
    clear: Mapping[str, Any] = field(default_factory=dict)
    reach: str = ""
    along: Sequence[Table] = ()

    def before(self, now_us: int) -> int:
        """Return the first value of the column that is kept."""
        return (now_us - self.days * DAY_US) // self.unit_us + self.origin

    def old(self, connection: Connection, now_us: int) -> ColumnElement[bool]:
        """Return what holds for rows that are due."""
        due: ColumnElement[bool] = self.table.c[self.at] < self.before(now_us)
        if self.reach:
            seq = self.table.c.seq
            due = (seq > _mark(connection, self.reach)) & (seq <= _border(connection, self, now_us))
        for name, empty in self.clear.items():
            due = due & (self.table.c[name] != empty)
        return due


@dataclass(frozen=True, slots=True)
class Due:
    """How many of a rule's rows are due, or were deleted."""

    rule: Rule
    count: int


def due(engine: Engine, rules: Sequence[Rule], now_us: int) -> list[Due]:
    """Return how many rows each rule would delete now; changes nothing."""
    with engine.connect() as connection:
        return [Due(rule, _count(connection, rule, now_us)) for rule in rules]


def delete_old(
    engine: Engine, rules: Sequence[Rule], now_us: int, actor: str = STATION
) -> list[Due]:
    """Delete what is due, in batches that hold nobody up for long; return how much it was."""
    deleted = [Due(rule, sum(_batches(engine, rule, now_us, actor))) for rule in rules]
    if any(one.count for one in deleted):
        wiped(engine)
    return deleted


def _batches(engine: Engine, rule: Rule, now_us: int, actor: str) -> Iterator[int]:
    while True:
        with writer(engine).begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            rows = _rows(connection, rule, now_us)
            if rows:
                _remove(connection, rule, rows)
                announce(connection, _proof(rule, rows, now_us, actor))
        if not rows:
            return
        yield len(rows)


def _rows(connection: Connection, rule: Rule, now_us: int) -> Sequence[SqlRow[Any]]:
    """Return the ids of the next rows that are due."""
    query = select(*_columns(rule)).where(rule.old(connection, now_us)).limit(BATCH)
    if rule.reach:
        query = query.order_by(rule.table.c.seq)
    return connection.execute(query).all()


def _remove(connection: Connection, rule: Rule, rows: Sequence[SqlRow[Any]]) -> None:
    columns = _columns(rule)
    for table in rule.along:
        theirs = tuple_(*(table.c[name] for name in rule.ids))
        connection.execute(delete(table).where(theirs.in_([tuple(row) for row in rows])))
    if len(columns) == 1:
        mine: ColumnElement[bool] = columns[0].in_([row[0] for row in rows])
    else:
        mine = tuple_(*columns).in_([tuple(row) for row in rows])
    if rule.reach:
        highest = connection.execute(select(func.max(rule.table.c.seq)).where(mine)).scalar()
        _move(connection, rule.reach, int(highest or 0))
    if rule.clear:
        connection.execute(update(rule.table).where(mine).values(**rule.clear))
    else:
        connection.execute(delete(rule.table).where(mine))


def _proof(rule: Rule, rows: Sequence[SqlRow[Any]], now_us: int, actor: str) -> Event:
    ids = sorted("|".join(str(part) for part in row) for row in rows)
    digest = hashlib.sha256("".join(f"{one}\n" for one in ids).encode())
    detail = {
        "before_us": str(now_us - rule.days * DAY_US),
        "days": str(rule.days),
        "count": str(len(ids)),
        "ids": digest.hexdigest(),
    }
    if RECORD_KEYS in (rule.table, *rule.along):
        detail["method"] = "crypto-shredding"
    return Event("data.deleted", now_us, rule.name, actor, detail=detail)


def _count(connection: Connection, rule: Rule, now_us: int) -> int:
    query = select(func.count()).select_from(rule.table).where(rule.old(connection, now_us))
    return int(connection.execute(query).scalar() or 0)


def _columns(rule: Rule) -> list[Column[Any]]:
    return [rule.table.c[name] for name in rule.ids]


def _border(connection: Connection, rule: Rule, now_us: int) -> int:
    """Return the number up to which rows are due, found by halving: there are millions of them."""
    seq, before = rule.table.c.seq, rule.before(now_us - DAY_US)
    first, last = connection.execute(select(func.min(seq), func.max(seq))).one()
    if first is None:
        return 0
    low, high = first - 1, last
    while low < high:
        middle = (low + high + 1) // 2
        query = select(seq, rule.table.c[rule.at]).where(seq >= middle).order_by(seq).limit(1)
        found, at = connection.execute(query).one()
        if at < before:
            low = max(middle, found)
        else:
            high = middle - 1
    return min(int(low), int(last))


def _mark(connection: Connection, name: str) -> int:
    return connection.execute(select(MARKS.c.value).where(MARKS.c.name == name)).scalar() or 0


def _move(connection: Connection, name: str, value: int) -> None:
    moved = connection.execute(update(MARKS).where(MARKS.c.name == name).values(value=value))
    if not moved.rowcount:
        connection.execute(insert(MARKS), {"name": name, "value": value})
