"""Virtual keys in the database, and a stamp that tells other processes' changes.

Every change is one transaction with its event (store/outbox.py), and a move that a key's state does
not allow changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from posthouse.model.caller import KeyRecord, KeyState, Leak
from posthouse.model.errors import CommandError, StoreError
from posthouse.model.event import STATION, Event
from posthouse.model.keylife import revoked, settled
from posthouse.model.reminder import EXPIRED, Reminder, marked
from posthouse.model.usage import MicroUSD
from posthouse.store.database import writer
from posthouse.store.heldmoney import by_key
from posthouse.store.keyrows import key_of, values_of
from posthouse.store.marks import count, stamp
from posthouse.store.outbox import announce
from posthouse.store.tables import KEY_DAYS, KEYS, KEYS_CHANGED

LEAK_GRACE_S = 24 * 3600
"""How long a leaked key still holds where the policy is to rotate it."""

Days = Mapping[str, tuple[tuple[int, MicroUSD], ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """What a key becomes, and how the ledger calls it (`key.rotated`); detail holds no secret."""

    key: KeyRecord
    kind: str
    detail: Mapping[str, str] = field(default_factory=dict)


class SqlKeyStore:
    """Keys at rest. Calls block for about 100 µs; the request path reads a snapshot instead."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, key: KeyRecord, actor: str = STATION) -> None:
        """Keep a new key. Raises StoreError where its id is taken."""
        try:
            with writer(self._engine).begin() as connection:
                connection.execute(insert(KEYS), values_of(key))
                self._tell(
                    connection, Change(key, "key.created", {"state": key.state.value}), actor
                )
                count(connection, KEYS_CHANGED)
        except IntegrityError as error:
            raise StoreError(
                f"expected a new key id, found {key.id} taken", hint="mint the key again"
            ) from error

    def held(self, now_s: float) -> Mapping[str, MicroUSD]:
        """Return how much is set aside for batches that are not over, by key."""
        with self._engine.connect() as connection:
            return by_key(connection, now_s)

    def change(
        self, key_id: str, make: Callable[[KeyRecord], Change], actor: str = STATION
    ) -> KeyRecord:
        """Change a key to what `make` returns, and return it.

        Raises CommandError where there is no such key, and what `make` raises.
        """
        with writer(self._engine).begin() as connection:
            found = self._find(connection, key_id)
            if found is None:
                raise CommandError("no key of this id", hint="`posthouse keys list` shows every id")
            change = make(found)
            values = values_of(change.key)
            for counted in ("id", "created_at", "spent", "last_used"):
                del values[counted]
            connection.execute(update(KEYS).where(KEYS.c.id == key_id).values(values))
            self._tell(connection, change, actor)
            count(connection, KEYS_CHANGED)
        return change.key

    def revoke(self, key_id: str, actor: str = STATION, why: str = "revoked") -> bool:
        """Revoke at once and for good, again without effect; False where there is no such key."""
        found = self.find(key_id)
        if found is None:
            return False
        if found.state is not KeyState.REVOKED:
            self.change(
                key_id, lambda key: Change(revoked(key), "key.revoked", {"why": why}), actor
            )
        return True

    def leaked(self, leak: Leak, policy: str, actor: str = STATION) -> None:
        """Note a leak in the ledger; then revoke the key, or let it end within a day (rotate).

        A derived key is noted alone: it is short-lived, and ends with its parent at the latest.
        """
        known = self.find(leak.key)
        if known is None or known.state is KeyState.REVOKED:
            return
        policy = "note" if leak.derived else policy
        detail = {"where": leak.where, "policy": policy, "derived": leak.derived}
        until = int(self._clock()) + LEAK_GRACE_S

        def noted(key: KeyRecord) -> Change:
            ends = min(key.expires_at, until) if policy == "rotate" else key.expires_at
            return Change(replace(key, expires_at=ends), "key.leaked", detail)

        self.change(leak.key, noted, actor)
        if policy == "revoke":
            self.revoke(leak.key, actor, f"leak: {leak.where}")

    def settle(self, key_id: str) -> None:
        """End a grace that is over. Raises CommandError where the key is not in grace any more."""
        self.change(key_id, lambda key: Change(settled(key), "key.settled"))

    def remind(self, key_id: str, reminder: Reminder) -> None:
        """Note in the ledger, and at the key, that its owner was told."""
        kind = "key.expired" if reminder.what == EXPIRED else "key.reminded"
        detail = {"what": reminder.what, "days": str(reminder.days)}
        self.change(
            key_id, lambda key: Change(replace(key, reminded=marked(key, reminder)), kind, detail)
        )

    def find(self, key_id: str) -> KeyRecord | None:
        """Return one key, or None."""
        with self._engine.connect() as connection:
            return self._find(connection, key_id)

    def every(self) -> Sequence[KeyRecord]:
        """Return all keys, newest last, with what each has spent by the folded receipts.

        Keys of the same second stand in the order of their ids.
        """
        with self._engine.connect() as connection:
            rows = connection.execute(select(KEYS).order_by(KEYS.c.created_at, KEYS.c.id))
            found = list(rows.mappings())
            days = self._days(connection)
            return [key_of(row, days.get(row["id"], ())) for row in found]

    def stamp(self) -> int:
        """Return a number that rises with every change of a key, from whatever process."""
        return stamp(self._engine, KEYS_CHANGED)

    def tell(self, event: Event) -> None:
        """Put an event about a key on its way to the ledger, where nothing of the key changed."""
        with writer(self._engine).begin() as connection:
            announce(connection, event)

    def _find(self, connection: Connection, key_id: str) -> KeyRecord | None:
        query = select(KEYS).where(KEYS.c.id == key_id)
        row = connection.execute(query).mappings().one_or_none()
        return None if row is None else key_of(row, self._days(connection).get(key_id, ()))

    def _days(self, connection: Connection) -> Days:
        """Return what keys with a budget by day or month spent on each day of this month."""
        limited = KEYS.c.budget_day.is_not(None) | KEYS.c.budget_month.is_not(None)
        first = datetime.fromtimestamp(self._clock(), UTC).date().replace(day=1).toordinal()
        query = (
            select(KEY_DAYS.c.key, KEY_DAYS.c.day, KEY_DAYS.c.spent)
            .join(KEYS, KEYS.c.id == KEY_DAYS.c.key)
            .where(limited, KEY_DAYS.c.day >= first)
            .order_by(KEY_DAYS.c.key, KEY_DAYS.c.day)
        )
        found: dict[str, tuple[tuple[int, MicroUSD], ...]] = {}
        for key, day, spent in connection.execute(query):
            found[key] = (*found.get(key, ()), (day, MicroUSD(spent)))
        return found

    def _tell(self, connection: Connection, change: Change, actor: str) -> None:
        key = change.key
        at_us = int(self._clock() * 1_000_000)
        announce(
            connection, Event(change.kind, at_us, key.id, actor, key.project, dict(change.detail))
        )
