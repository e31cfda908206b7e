"""What is set aside for batches: written and settled where receipts are folded, read at a start.

A receipt says it itself: that of who made a batch, that its reservation stays held; the batch's
own, whose money it settles. So both change exactly once with the journal's entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from posthouse.model.batch import HELD, given_up, settles
from posthouse.model.usage import MicroUSD
from posthouse.store.tables import HELD_MONEY


@dataclass(frozen=True, slots=True)
class Money:
    """What a receipt says of a batch: how much it sets aside (None: it makes none), or whose money
    it settles and since when that was set aside."""

    held: int | None = None
    settles: str = ""
    since_us: int = 0


PLAIN = Money()


@dataclass(frozen=True, slots=True)
class Held:
    """What an exchange set aside for a batch that is not over."""

    id: str
    key: str
    amount: MicroUSD
    at_us: int

    @property
    def at_s(self) -> float:
        """Return the same in Unix seconds."""
        return self.at_us / 1_000_000


def money_of(tree: Mapping[str, Any]) -> Money:
    """Read it from a receipt's canonical form."""
    extra = tree.get("extra") or {}
    if extra.get("batch") == HELD:
        return Money(held=tree["reserved"])
    of, since_us = settles(extra)
    return Money(settles=of, since_us=since_us) if of else PLAIN


def note(connection: Connection, rows: Iterable[tuple[str, str, int, Money]]) -> None:
    """Note what receipts say, in their order: id, key and time of each."""
    for ident, key, at_us, money in rows:
        if money.held is not None:
            made = {"id": ident, "key": key, "amount": money.held, "at_us": at_us}
            connection.execute(insert(HELD_MONEY), made)
        elif money.settles:
            connection.execute(delete(HELD_MONEY).where(HELD_MONEY.c.id == money.settles))


def by_key(connection: Connection, now_s: float) -> dict[str, MicroUSD]:
    """Return how much is still set aside for batches of each key that made some."""
    held: dict[str, MicroUSD] = {}
    for one in every(connection):
        if not given_up(one.at_s, now_s):
            held[one.key] = MicroUSD(held.get(one.key, 0) + one.amount)
    return held


def every(connection: Connection) -> list[Held]:
    """Return what is set aside for batches that are not over."""
    table = HELD_MONEY.c
    query = select(table.id, table.key, table.amount, table.at_us)
    return [Held(i, key, MicroUSD(n), at) for i, key, n, at in connection.execute(query)]
