"""Receipts, open intents and what keys have spent, as the database holds them.

The journal is folded in here in batches. One transaction moves a batch and the mark behind it, so
that folding the same entries again changes nothing, and a key's `spent` is always the sum of its
receipts' cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, Engine, Table, bindparam, case, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from posthouse.ledger.receipt import from_tree
from posthouse.model.caller import day_of
from posthouse.model.record import Intent, Receipt
from posthouse.model.usage import MicroUSD
from posthouse.store.database import writer
from posthouse.store.segments import Entry, Kind
from posthouse.store.tables import FOLDED, KEY_DAYS, KEYS, MARKS, OPEN_INTENTS, RECEIPTS

ASKED = ("id", "at_us", "key", "project", "ending", "cost")
"""What of a receipt is asked in queries."""


@dataclass(frozen=True, slots=True)
class IntentRow:
    """An intent with its place in the journal."""

    seq: int
    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A signed receipt with its place in the journal and what is asked of it in queries."""

    seq: int
    id: str
    at_us: int
    key: str
    project: str
    ending: str
    cost: int
    sealed: bytes


Row = IntentRow | ReceiptRow


@dataclass(frozen=True, slots=True)
class Told:
    """A receipt in its canonical form, and what of it is asked in queries."""

    id: str
    at_us: int
    key: str
    project: str
    ending: str
    cost: int
    body: bytes

    def row(self, seq: int, sealed: bytes) -> ReceiptRow:
        """Return its row, now that it was written."""
        return ReceiptRow(
            seq, self.id, self.at_us, self.key, self.project, self.ending, self.cost, sealed
        )

    def receipt(self) -> Receipt:
        """Return the whole of it."""
        return from_tree(orjson.loads(self.body))


def told_of(body: bytes) -> Told:
    """Read what is asked of a receipt from its canonical form."""
    tree = orjson.loads(body)
    return Told(body=body, **{name: tree[name] for name in ASKED})


def row_of(entry: Entry) -> Row | None:
    """Return the row of an entry read back from the journal, None where it holds none."""
    if entry.kind is Kind.SEGMENT:
        return None
    tree = orjson.loads(entry.body)
    if entry.kind is Kind.INTENT:
        return IntentRow(entry.seq, tree["id"], entry.body)
    told = tree["receipt"]
    return ReceiptRow(seq=entry.seq, sealed=entry.body, **{name: told[name] for name in ASKED})


def intent_body(intent: Intent) -> bytes:
    """Return an intent as JSON."""
    return orjson.dumps(intent)


def intent_of(body: bytes) -> Intent:
    """Return the intent that was written."""
    tree = orjson.loads(body)
    tree["candidates"] = tuple(tree["candidates"])
    return Intent(**tree)


class Receipts:
    """The tables behind the record; calls block, so the loop calls only `find`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def folded(self) -> int:
        """Return the highest journal number that was folded in."""
        with self._engine.connect() as connection:
            return _folded(connection)

    def fold(self, rows: Sequence[Row]) -> None:
        """Move rows in, in journal order. Raises SQLAlchemyError, and then none was moved."""
        try:
            with writer(self._engine).begin() as connection:
                _fold(connection, rows, rows[-1].seq)
        except IntegrityError:
            with writer(self._engine).begin() as connection:
                _settle(connection, [row.id for row in rows if isinstance(row, ReceiptRow)])
                _fold(connection, _first_of_each(connection, rows), rows[-1].seq)

    def find(self, receipt_id: str) -> bytes | None:
        """Return a signed receipt, or None."""
        with self._engine.connect() as connection:
            query = select(RECEIPTS.c.sealed).where(RECEIPTS.c.id == receipt_id)
            return connection.execute(query).scalar()

    def open_intents(self) -> list[Intent]:
        """Return the intents that have no receipt, oldest first."""
        with self._engine.connect() as connection:
            query = select(OPEN_INTENTS.c.body).order_by(OPEN_INTENTS.c.seq)
            return [intent_of(body) for body in connection.execute(query).scalars()]


def _fold(connection: Connection, rows: Sequence[Row], upto: int) -> None:
    folded = _folded(connection)
    if upto <= folded:
        return
    fresh = [row for row in rows if row.seq > folded]
    receipts = [row for row in fresh if isinstance(row, ReceiptRow)]
    intents = {row.id: row for row in fresh if isinstance(row, IntentRow)}
    settled = [row.id for row in receipts if intents.pop(row.id, None) is None]
    if receipts:
        _insert_receipts(connection, receipts)
        _spend(connection, receipts)
    if intents:
        opened = [{"id": r.id, "seq": r.seq, "body": r.body} for r in intents.values()]
        connection.execute(insert(OPEN_INTENTS), opened)
    _settle(connection, settled)
    _mark(connection, upto)


def _insert_receipts(connection: Connection, receipts: Sequence[ReceiptRow]) -> None:
    """Insert through the driver, for thousands a second: the statement is still SQLAlchemy's."""
    compiled = insert(RECEIPTS).compile(dialect=connection.dialect)
    columns = compiled.positiontup or list(compiled.params)
    rows = [tuple([getattr(row, name) for name in columns]) for row in receipts]
    if compiled.positional:
        connection.exec_driver_sql(str(compiled), rows)
    else:
        connection.execute(insert(RECEIPTS), [_values(row) for row in receipts])


def _settle(connection: Connection, ids: Sequence[str]) -> None:
    if ids:
        gone = delete(OPEN_INTENTS).where(OPEN_INTENTS.c.id == bindparam("settled"))
        connection.execute(gone, [{"settled": one} for one in ids])


def _values(row: ReceiptRow) -> dict[str, object]:
    return {
        "seq": row.seq,
        "id": row.id,
        "at_us": row.at_us,
        "key": row.key,
        "project": row.project,
        "ending": row.ending,
        "cost": row.cost,
        "sealed": row.sealed,
    }


def _spend(connection: Connection, receipts: Sequence[ReceiptRow]) -> None:
    """Count each key's cost in all and by day, and note when it was used last."""
    spent: dict[str, int] = {}
    used: dict[str, int] = {}
    days: dict[tuple[str, int], int] = {}
    for row in receipts:
        at_s = row.at_us // 1_000_000
        used[row.key] = max(used.get(row.key, 0), at_s)
        spent[row.key] = spent.get(row.key, 0) + row.cost
        if row.cost:
            day = (row.key, day_of(at_s))
            days[day] = days.get(day, 0) + row.cost
    more = update(KEYS).where(KEYS.c.id == bindparam("of"))
    later = case((KEYS.c.last_used > bindparam("at"), KEYS.c.last_used), else_=bindparam("at"))
    more = more.values(spent=KEYS.c.spent + bindparam("more"), last_used=later)
    rows = [{"of": key, "more": MicroUSD(cost), "at": used[key]} for key, cost in spent.items()]
    connection.execute(more, rows)
    for (key, ordinal), cost in days.items():
        _spend_on(connection, key, ordinal, cost)


def _spend_on(connection: Connection, key: str, day: int, cost: int) -> None:
    at = (KEY_DAYS.c.key == key) & (KEY_DAYS.c.day == day)
    counted = update(KEY_DAYS).where(at).values(spent=KEY_DAYS.c.spent + cost)
    if not connection.execute(counted).rowcount:
        connection.execute(insert(KEY_DAYS), {"key": key, "day": day, "spent": cost})


def _folded(connection: Connection) -> int:
    return connection.execute(select(MARKS.c.value).where(MARKS.c.name == FOLDED)).scalar() or 0


def _mark(connection: Connection, seq: int) -> None:
    moved = connection.execute(update(MARKS).where(MARKS.c.name == FOLDED).values(value=seq))
    if not moved.rowcount:
        connection.execute(insert(MARKS), {"name": FOLDED, "value": seq})


def _first_of_each(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Return the rows without receipts or intents whose id is taken: the first one stands.

    Only a caller that records an exchange twice gets here; its second record must not stop the
    station from ever folding again.
    """
    ids = [row.id for row in rows]
    recorded = _known(connection, RECEIPTS, ids)
    intended = recorded | _known(connection, OPEN_INTENTS, ids)
    kept: list[Row] = []
    for row in rows:
        taken = recorded if isinstance(row, ReceiptRow) else intended
        if row.id not in taken:
            taken.add(row.id)
            kept.append(row)
    return kept


def _known(connection: Connection, table: Table, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        query = select(table.c.id).where(table.c.id.in_(ids[start : start + 500]))
        found.update(connection.execute(query).scalars())
    return found
