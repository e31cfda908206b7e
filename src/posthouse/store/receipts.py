"""Receipts, open intents and what keys have spent, as the database holds them.

The journal is folded in here in batches. One transaction moves a batch and the mark behind it, so
that folding the same entries again changes nothing, and a key's `spent` is always the sum of its
receipts' cost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import (
    Connection,
    Engine,
    Table,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from posthouse.ledger.receipt import from_tree
from posthouse.model.caller import day_of
from posthouse.model.record import Intent, Receipt
from posthouse.model.usage import MicroUSD
from posthouse.store.database import writer
from posthouse.store.heldmoney import PLAIN, Held, Money, every, money_of, note
from posthouse.store.outbox import taken, waiting
from posthouse.store.segments import Entry, Kind
from posthouse.store.tables import FOLDED, KEY_DAYS, KEYS, MARKS, OPEN_INTENTS, RECEIPTS

ASKED = ("id", "at_us", "key", "project", "ending", "cost")
"""What of a receipt is asked in queries."""


KEPT = RECEIPTS.c.sealed != b""
"""What holds for receipts whose detail retention has not deleted."""


@dataclass(frozen=True, slots=True)
class IntentRow:
    """An intent with its place in the journal."""

    seq: int
    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event's place in the journal, and the number it had in the outbox."""

    seq: int
    outbox: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where an entry stands: the `index`-th leaf of a ledger; 1 is the station's first ledger."""

    ledger: int
    index: int


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
    ledger: int | None = None
    leaf: int | None = None
    money: Money = PLAIN


Row = IntentRow | ReceiptRow | EventRow


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
    money: Money = PLAIN

    def row(self, seq: int, sealed: bytes, leaf: Leaf | None) -> ReceiptRow:
        """Return its row, now that it was written."""
        told = (self.id, self.at_us, self.key, self.project, self.ending, self.cost)
        return ReceiptRow(seq, *told, sealed, *_columns(leaf), self.money)

    def receipt(self) -> Receipt:
        """Return the whole of it."""
        return from_tree(orjson.loads(self.body))


def told_of(body: bytes) -> Told:
    """Read what is asked of a receipt from its canonical form."""
    tree = orjson.loads(body)
    return Told(body=body, money=money_of(tree), **{name: tree[name] for name in ASKED})


def row_of(entry: Entry, leaf: Leaf | None = None) -> Row | None:
    """Return the row of an entry read back from the journal, None where it holds none."""
    if entry.kind is Kind.SEGMENT:
        return None
    if entry.kind is Kind.EVENT:
        return EventRow(entry.seq, outbox_number(entry.body))
    tree = orjson.loads(entry.body)
    if entry.kind is Kind.INTENT:
        return IntentRow(entry.seq, tree["id"], entry.body)
    told = tree["receipt"]
    asked = {name: told[name] for name in ASKED}
    ledger, index = _columns(leaf)
    return ReceiptRow(
        seq=entry.seq, sealed=entry.body, ledger=ledger, leaf=index, money=money_of(told), **asked
    )


def _columns(leaf: Leaf | None) -> tuple[int | None, int | None]:
    return (None, None) if leaf is None else (leaf.ledger, leaf.index)


_EVENT = re.compile(rb'\{"outbox":([0-9]{1,18}),"event":(.*)\}', re.DOTALL)


def event_line(outbox: int, body: bytes) -> bytes:
    """Return what the journal holds of an event: its number in the outbox, and the event."""
    return b'{"outbox":%d,"event":%b}' % (outbox, body)


def outbox_number(line: bytes) -> int:
    """Return the number in the outbox of an event in the journal."""
    found = _EVENT.fullmatch(line)
    assert found is not None
    return int(found[1])


def leaf_of(kind: Kind, body: bytes) -> bytes | None:
    """Return the ledger's leaf of an entry in the journal, None where it is none."""
    if kind is Kind.RECEIPT:
        return body
    if kind is Kind.EVENT:
        found = _EVENT.fullmatch(body)
        assert found is not None
        return found[2]
    return None


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
        """Return a signed receipt, or None: also where retention has emptied it."""
        with self._engine.connect() as connection:
            query = select(RECEIPTS.c.sealed).where(RECEIPTS.c.id == receipt_id)
            return connection.execute(query).scalar() or None

    def sealed_after(self, seq: int, most: int, upto: int) -> list[tuple[int, bytes]]:
        """Return receipts by their journal numbers, from above `seq` up to `upto`, in order."""
        query = select(RECEIPTS.c.seq, RECEIPTS.c.sealed).order_by(RECEIPTS.c.seq).limit(most)
        query = query.where(RECEIPTS.c.seq > seq, RECEIPTS.c.seq <= upto, KEPT)
        with self._engine.connect() as connection:
            return [(number, sealed) for number, sealed in connection.execute(query)]

    def put_leaves(self, leaves: Mapping[int, Leaf]) -> None:
        """Note where receipts stand in the ledger, by their journal numbers."""
        change = update(RECEIPTS).where(RECEIPTS.c.seq == bindparam("of"))
        change = change.values(ledger=bindparam("number"), leaf=bindparam("index"))
        rows = [{"of": seq, "number": at.ledger, "index": at.index} for seq, at in leaves.items()]
        if not rows:
            return
        with writer(self._engine).begin() as connection:
            connection.execute(change, rows)

    def leaf(self, receipt_id: str) -> tuple[bytes, Leaf] | None:
        """Return a receipt and where it stands in the ledger, None where it does not yet."""
        query = select(RECEIPTS.c.sealed, RECEIPTS.c.ledger, RECEIPTS.c.leaf)
        query = query.where(RECEIPTS.c.id == receipt_id, RECEIPTS.c.leaf.is_not(None), KEPT)
        with self._engine.connect() as connection:
            found = connection.execute(query).first()
        return None if found is None else (found[0], Leaf(found[1], found[2]))

    def last_seq_within(self, ledger: int, size: int) -> int:
        """Return the journal number of the last receipt below an index of a ledger, or 0."""
        query = select(func.max(RECEIPTS.c.seq))
        query = query.where(RECEIPTS.c.ledger == ledger, RECEIPTS.c.leaf < size)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def reach(self, seq: int) -> None:
        """Never use journal numbers up to this one again."""
        with writer(self._engine).begin() as connection:
            if _folded(connection) < seq:
                _mark(connection, seq)

    def announced(self, most: int) -> Sequence[tuple[int, bytes]]:
        """Return the oldest events in the outbox, with their numbers."""
        with self._engine.connect() as connection:
            return waiting(connection, most)

    def held(self) -> list[Held]:
        """Return what is set aside for batches that are not over."""
        with self._engine.connect() as connection:
            return every(connection)

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
        note(connection, [(row.id, row.key, row.at_us, row.money) for row in receipts])
    if intents:
        opened = [{"id": r.id, "seq": r.seq, "body": r.body} for r in intents.values()]
        connection.execute(insert(OPEN_INTENTS), opened)
    _settle(connection, settled)
    taken(connection, [row.outbox for row in fresh if isinstance(row, EventRow)])
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
        "ledger": row.ledger,
        "leaf": row.leaf,
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
            day = (row.key, day_of((row.money.since_us or row.at_us) // 1_000_000))
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
        known = recorded if isinstance(row, ReceiptRow) else intended
        if isinstance(row, EventRow):
            kept.append(row)
        elif row.id not in known:
            known.add(row.id)
            kept.append(row)
    return kept


def _known(connection: Connection, table: Table, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        query = select(table.c.id).where(table.c.id.in_(ids[start : start + 500]))
        found.update(connection.execute(query).scalars())
    return found
