"""Operators' accounts and roles. Every change is an entry of the ledger, told in its transaction.

Calls block for about 100 µs; none is on a request's path.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from posthouse.model.errors import Conflict, NotFound
from posthouse.model.event import Event
from posthouse.model.operator import STATION, Grant, Operator, OperatorState, Role
from posthouse.store.database import writer
from posthouse.store.operator_tables import (
    BREAKGLASS,
    ENROLMENTS,
    GRANTS,
    LINKS,
    OPERATORS,
    PASSKEYS,
    RECOVERY_CODES,
    SESSIONS,
)
from posthouse.store.outbox import announce


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when (Unix seconds)."""

    actor: str
    at_s: float

    def event(self, kind: str, subject: str, project: str = "", **detail: str) -> Event:
        """Return the entry that tells of it."""
        return Event(kind, int(self.at_s * 1e6), subject, self.actor, project, detail)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A one-time way in: only the digest of its code is kept. `expires_at` is Unix seconds."""

    digest: bytes
    expires_at: int


class SqlOperators:
    """Accounts at rest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, operator: Operator, enrolment: Enrolment, act: Act) -> None:
        """Keep a new account that can enrol. Raises Conflict where its name is taken."""
        values = {
            "id": operator.id,
            "name": operator.name,
            "state": operator.state.value,
            "created_at": operator.created_at,
        }
        try:
            with writer(self._engine).begin() as connection:
                connection.execute(insert(OPERATORS), values)
                for grant in operator.grants:
                    _grant(connection, operator.id, grant)
                _invite(connection, operator.id, enrolment)
                roles = ", ".join(f"{g.role.value} in {g.project}" for g in operator.grants)
                announce(connection, act.event("operator.added", operator.name, roles=roles))
        except IntegrityError:
            raise Conflict(
                "expected a new name, found it taken", hint="choose another name"
            ) from None

    def every(self, now_s: float) -> Sequence[Operator]:
        """Return all accounts by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(OPERATORS).order_by(OPERATORS.c.name)).mappings()
            return [_operator(connection, row, now_s) for row in rows.all()]

    def find(self, operator_id: str, now_s: float) -> Operator | None:
        """Return one account by its id."""
        with self._engine.connect() as connection:
            return found(connection, OPERATORS.c.id == operator_id, now_s)

    def named(self, name: str, now_s: float) -> Operator | None:
        """Return one account by its name."""
        with self._engine.connect() as connection:
            return found(connection, OPERATORS.c.name == name, now_s)

    def grant(self, operator_id: str, grant: Grant, act: Act) -> None:
        """Give a role. Raises NotFound."""
        with writer(self._engine).begin() as connection:
            name = _name(connection, operator_id)
            _grant(connection, operator_id, grant)
            announce(connection, _changed(act, name, "granted", grant))

    def withdraw(self, operator_id: str, grant: Grant, act: Act) -> None:
        """Take a role away. Raises NotFound; Conflict where no owner would be left."""
        with writer(self._engine).begin() as connection:
            name = _name(connection, operator_id)
            gone = delete(GRANTS).where(
                GRANTS.c.operator == operator_id,
                GRANTS.c.project == grant.project,
                GRANTS.c.role == grant.role.value,
            )
            connection.execute(gone)
            _require_owner(connection)
            announce(connection, _changed(act, name, "withdrawn", grant))

    def disable(self, operator_id: str, act: Act) -> None:
        """Lock an account out at once. Raises NotFound; Conflict where no owner would be left."""
        with writer(self._engine).begin() as connection:
            name = _name(connection, operator_id)
            _set_state(connection, operator_id, OperatorState.DISABLED)
            _forget(connection, operator_id)
            _require_owner(connection)
            announce(connection, act.event("operator.removed", name))

    def invite(self, operator_id: str, enrolment: Enrolment, act: Act) -> None:
        """Forget all that proves an account and let it enrol anew. Raises NotFound."""
        with writer(self._engine).begin() as connection:
            name = _name(connection, operator_id)
            _set_state(connection, operator_id, OperatorState.INVITED)
            _forget(connection, operator_id)
            _invite(connection, operator_id, enrolment)
            announce(connection, act.event("operator.changed", name, change="reset"))

    def invited(self, digest: bytes, now_s: float) -> Operator | None:
        """Return whose enrolment it is, while it holds."""
        with self._engine.connect() as connection:
            query = select(ENROLMENTS.c.operator).where(
                ENROLMENTS.c.digest == digest, ENROLMENTS.c.expires_at > now_s
            )
            operator_id = connection.execute(query).scalar()
            if operator_id is None:
                return None
            return found(connection, OPERATORS.c.id == operator_id, now_s)


def found(connection: Connection, condition: object, now_s: float) -> Operator | None:
    """Return the account that a condition on OPERATORS names, with the roles that it has now."""
    row = connection.execute(select(OPERATORS).where(condition)).mappings().first()  # type: ignore[arg-type]
    return None if row is None else _operator(connection, row, now_s)


def _operator(connection: Connection, row: RowMapping, now_s: float) -> Operator:
    operator_id = row["id"]
    return Operator(
        id=operator_id,
        name=row["name"],
        state=OperatorState(row["state"]),
        grants=tuple(_grants(connection, operator_id, now_s)),
        created_at=row["created_at"],
        last_login_at=row["last_login_at"],
        factors=tuple(_factors(connection, row)),
    )


def _grants(connection: Connection, operator_id: str, now_s: float) -> Iterable[Grant]:
    own = select(GRANTS).where(GRANTS.c.operator == operator_id)
    for row in connection.execute(own.order_by(GRANTS.c.project, GRANTS.c.role)):
        yield Grant(row.project, Role(row.role))
    lent = select(BREAKGLASS).where(
        BREAKGLASS.c.requester == operator_id,
        BREAKGLASS.c.state == "approved",
        BREAKGLASS.c.ends_at > now_s,
    )
    for row in connection.execute(lent):
        yield Grant(row.project, Role(row.role), row.ends_at)


def _factors(connection: Connection, row: RowMapping) -> Iterable[str]:
    if row["password"] is not None:
        yield "password"
    if row["totp_seed"] is not None:
        yield "totp"
    for name, table in (("passkey", PASSKEYS), ("sso", LINKS)):
        held = select(table.c.operator).where(table.c.operator == row["id"]).limit(1)
        if connection.execute(held).first():
            yield name


def _name(connection: Connection, operator_id: str) -> str:
    name = connection.execute(
        select(OPERATORS.c.name).where(OPERATORS.c.id == operator_id)
    ).scalar()
    if name is None:
        raise NotFound("there is no such operator", code="record_unknown")
    return str(name)


def _grant(connection: Connection, operator_id: str, grant: Grant) -> None:
    row = {"operator": operator_id, "project": grant.project, "role": grant.role.value}
    held = select(GRANTS.c.role).where(*(GRANTS.c[name] == value for name, value in row.items()))
    if not connection.execute(held).first():
        connection.execute(insert(GRANTS), row)


def _invite(connection: Connection, operator_id: str, enrolment: Enrolment) -> None:
    connection.execute(delete(ENROLMENTS).where(ENROLMENTS.c.operator == operator_id))
    connection.execute(
        insert(ENROLMENTS),
        {
            "digest": enrolment.digest,
            "operator": operator_id,
            "expires_at": enrolment.expires_at,
        },
    )


def _set_state(connection: Connection, operator_id: str, state: OperatorState) -> None:
    changed = update(OPERATORS).where(OPERATORS.c.id == operator_id)
    nothing = {"password": None, "totp_seed": None, "totp_step": None}
    connection.execute(changed.values(state=state.value, **nothing))


def _forget(connection: Connection, operator_id: str) -> None:
    for table in (PASSKEYS, RECOVERY_CODES, LINKS, ENROLMENTS, SESSIONS):
        connection.execute(delete(table).where(table.c.operator == operator_id))


def _require_owner(connection: Connection) -> None:
    owners = (
        select(OPERATORS.c.id)
        .join(GRANTS, GRANTS.c.operator == OPERATORS.c.id)
        .where(
            GRANTS.c.role == Role.OWNER.value,
            GRANTS.c.project == STATION,
            OPERATORS.c.state != OperatorState.DISABLED.value,
        )
    )
    if not connection.execute(owners.limit(1)).first():
        raise Conflict(
            "expected an owner to be left, found this to be the last one",
            hint="make another owner first",
        )


def _changed(act: Act, name: str, change: str, grant: Grant) -> Event:
    project = "" if grant.project == STATION else grant.project
    return act.event("operator.changed", name, project, change=change, role=grant.role.value)
