"""Operators' sessions: only the HMAC of the cookie is kept, and the server can end any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select, update

from posthouse.model.operator import Operator, OperatorState
from posthouse.store.database import writer
from posthouse.store.operator_tables import OPERATORS, SESSIONS
from posthouse.store.operators import found

SEEN_EVERY_S = 30
"""A session's last use is written at most so often."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is logged in. `strong` tells whether a second factor was shown."""

    digest: bytes
    operator: Operator
    strong: bool
    created_at: int


class SqlSessions:
    """Sessions at rest. `idle_s` and `whole_s` bound their pauses and their life."""

    def __init__(self, engine: Engine, idle_s: float, whole_s: float) -> None:
        self._engine = engine
        self._idle_s = idle_s
        self._whole_s = whole_s

    def begin(self, digest: bytes, operator_id: str, now_s: float, *, strong: bool) -> None:
        """Keep a new session and note the login."""
        row = {"digest": digest, "operator": operator_id, "strong": int(strong)}
        with writer(self._engine).begin() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.seen_at < now_s - self._whole_s))
            connection.execute(
                insert(SESSIONS), {**row, "created_at": int(now_s), "seen_at": int(now_s)}
            )
            noted = update(OPERATORS).where(OPERATORS.c.id == operator_id)
            connection.execute(noted.values(last_login_at=int(now_s)))

    def find(self, digest: bytes, now_s: float) -> Session | None:
        """Return a session that holds, and count this as its use."""
        with self._engine.connect() as connection:
            query = select(SESSIONS).where(
                SESSIONS.c.digest == digest,
                SESSIONS.c.seen_at > now_s - self._idle_s,
                SESSIONS.c.created_at > now_s - self._whole_s,
            )
            row = connection.execute(query).first()
            operator = found(connection, OPERATORS.c.id == row.operator, now_s) if row else None
        if row is None or operator is None or operator.state is not OperatorState.ACTIVE:
            return None
        if row.seen_at < now_s - SEEN_EVERY_S:
            self._seen(digest, now_s)
        return Session(digest, operator, bool(row.strong), row.created_at)

    def end(self, digest: bytes) -> None:
        """End one session."""
        with writer(self._engine).begin() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == digest))

    def end_others(self, operator_id: str, kept: bytes) -> int:
        """End an operator's sessions but one; return how many."""
        with writer(self._engine).begin() as connection:
            others = (SESSIONS.c.operator == operator_id) & (SESSIONS.c.digest != kept)
            return connection.execute(delete(SESSIONS).where(others)).rowcount

    def begun(self, operator_id: str) -> Sequence[int]:
        """Return when an operator's sessions began, oldest first."""
        with self._engine.connect() as connection:
            query = select(SESSIONS.c.created_at).where(SESSIONS.c.operator == operator_id)
            return list(connection.execute(query.order_by(SESSIONS.c.created_at)).scalars())

    def _seen(self, digest: bytes, now_s: float) -> None:
        with writer(self._engine).begin() as connection:
            seen = update(SESSIONS).where(SESSIONS.c.digest == digest)
            connection.execute(seen.values(seen_at=int(now_s)))
