"""Break-glass: a role lent for minutes, by a second person. Each step is an entry of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Connection, Engine, insert, select, update

from posthouse.model.errors import Conflict, Forbidden, NotFound
from posthouse.model.operator import STATION, Role
from posthouse.store.database import writer
from posthouse.store.operator_tables import BREAKGLASS, OPERATORS
from posthouse.store.operators import Act
from posthouse.store.outbox import announce

REQUEST_HOLDS_S = 24 * 3600


class GlassState(Enum):
    """Where a request is: refused ones ended without having been approved."""

    REQUESTED = "requested"
    APPROVED = "approved"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Glass:
    """One request. Times are Unix seconds; `requester` and `approver` are ids of operators."""

    id: str
    project: str
    role: Role
    minutes: int
    reason: str
    requester: str
    requested_at: int
    state: GlassState = GlassState.REQUESTED
    approver: str | None = None
    ends_at: int | None = None


class SqlBreakglass:
    """Requests at rest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def request(self, glass: Glass, act: Act) -> None:
        """Keep a request: it gives nothing yet."""
        row = {
            "id": glass.id,
            "project": glass.project,
            "role": glass.role.value,
            "minutes": glass.minutes,
            "reason": glass.reason,
            "state": glass.state.value,
            "requester": glass.requester,
            "requested_at": glass.requested_at,
        }
        with writer(self._engine).begin() as connection:
            connection.execute(insert(BREAKGLASS), row)
            _announce(connection, glass, act, "requested", reason=glass.reason)

    def approve(self, glass_id: str, approver: str, act: Act) -> Glass:
        """Lend what was asked for. Raises NotFound, Conflict, Forbidden to who asked for it."""
        with writer(self._engine).begin() as connection:
            glass = _found(connection, glass_id)
            if glass.state is not GlassState.REQUESTED:
                raise Conflict(
                    f"expected a request that waits, found it {glass.state.value}",
                    hint="make a new request",
                )
            if glass.requester == approver:
                raise Forbidden(
                    "expected another person than who asked",
                    code="second_person_needed",
                    hint="let another owner or operator approve it",
                )
            ends_at = int(act.at_s) + 60 * glass.minutes
            given = {"state": GlassState.APPROVED.value, "approver": approver, "ends_at": ends_at}
            _set(connection, glass_id, **given)
            _announce(connection, glass, act, "approved", ends_at=str(ends_at))
            return _found(connection, glass_id)

    def end(self, glass_id: str, act: Act, *, why: str) -> None:
        """End what was lent, or refuse a request. Raises NotFound; nothing where it has ended."""
        with writer(self._engine).begin() as connection:
            _end(connection, _found(connection, glass_id), act, why)

    def sweep(self, act: Act) -> int:
        """End what has run out, in the station's name; return how many."""
        with self._engine.connect() as connection:
            if not _due(connection, act.at_s):
                return 0
        with writer(self._engine).begin() as connection:
            due = _due(connection, act.at_s)
            for glass in due:
                approved = glass.state is GlassState.APPROVED
                _end(connection, glass, act, "time is up" if approved else "nobody approved it")
        return len(due)

    def find(self, glass_id: str) -> Glass | None:
        """Return one request."""
        with self._engine.connect() as connection:
            query = select(BREAKGLASS).where(BREAKGLASS.c.id == glass_id)
            row = connection.execute(query).first()
        return None if row is None else _glass(row)

    def newest(self, most: int) -> Sequence[Glass]:
        """Return the newest requests, newest first."""
        with self._engine.connect() as connection:
            query = select(BREAKGLASS).order_by(BREAKGLASS.c.requested_at.desc()).limit(most)
            return [_glass(row) for row in connection.execute(query)]


def _due(connection: Connection, now_s: float) -> list[Glass]:
    over = (BREAKGLASS.c.state == GlassState.APPROVED.value) & (BREAKGLASS.c.ends_at <= now_s)
    stale = (BREAKGLASS.c.state == GlassState.REQUESTED.value) & (
        BREAKGLASS.c.requested_at <= now_s - REQUEST_HOLDS_S
    )
    return [_glass(row) for row in connection.execute(select(BREAKGLASS).where(over | stale))]


def _end(connection: Connection, glass: Glass, act: Act, why: str) -> None:
    if glass.state is GlassState.ENDED:
        return
    at = {"ends_at": int(act.at_s)} if glass.state is GlassState.APPROVED else {}
    _set(connection, glass.id, state=GlassState.ENDED.value, **at)
    _announce(connection, glass, act, "ended", why=why)


def _found(connection: Connection, glass_id: str) -> Glass:
    row = connection.execute(select(BREAKGLASS).where(BREAKGLASS.c.id == glass_id)).first()
    if row is None:
        raise NotFound("there is no such request", code="record_unknown")
    return _glass(row)


def _set(connection: Connection, glass_id: str, **values: object) -> None:
    connection.execute(update(BREAKGLASS).where(BREAKGLASS.c.id == glass_id).values(**values))


def _announce(connection: Connection, glass: Glass, act: Act, step: str, **more: str) -> None:
    asked = select(OPERATORS.c.name).where(OPERATORS.c.id == glass.requester)
    project = "" if glass.project == STATION else glass.project
    detail = {
        "role": glass.role.value,
        "minutes": str(glass.minutes),
        "requester": str(connection.execute(asked).scalar() or ""),
        **more,
    }
    announce(connection, act.event(f"breakglass.{step}", glass.id, project, **detail))


def _glass(row: object) -> Glass:
    values = dict(row._mapping)  # type: ignore[attr-defined]  # noqa: SLF001
    values |= {"role": Role(values["role"]), "state": GlassState(values["state"])}
    return Glass(**values)
