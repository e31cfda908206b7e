"""What proves an operator: password hash, TOTP seed, recovery codes, passkeys, sign-on links.

Nothing here can be read back as what a person types: hashes, digests, public keys, and a TOTP seed
sealed for its account alone (vault/envelope.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from posthouse.model.errors import Conflict
from posthouse.model.operator import STATION, Operator, OperatorState
from posthouse.model.secret import Secret
from posthouse.store.database import writer
from posthouse.store.datakeys import DataKeys
from posthouse.store.operator_tables import (
    ENROLMENTS,
    LINKS,
    OPERATORS,
    PASSKEYS,
    RECOVERY_CODES,
)
from posthouse.store.operators import Act, found
from posthouse.store.outbox import announce
from posthouse.vault.envelope import Place


@dataclass(frozen=True, slots=True)
class Proofs:
    """What an account can be proved by, apart from passkeys; None where it has none."""

    password: str | None = None
    totp_seed: Secret | None = None


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey's public half. `uses` is the authenticator's own counter, often always 0."""

    id: str
    operator: str
    name: str
    public_key: bytes
    uses: int
    created_at: int
    used_at: int | None = None


class SqlFactors:
    """Factors at rest; calls block for about 100 µs."""

    def __init__(self, engine: Engine, data_keys: DataKeys) -> None:
        self._engine = engine
        self._data_keys = data_keys

    def proofs(self, operator_id: str) -> Proofs:
        """Return what an account can be proved by. Raises SealBroken, MasterKeyRefused."""
        with self._engine.connect() as connection:
            row = connection.execute(select(OPERATORS).where(OPERATORS.c.id == operator_id)).first()
            if row is None:
                return Proofs()
            if row.totp_seed is None:
                return Proofs(row.password)
            seed = self._data_keys.open(connection, _place(operator_id), row.totp_seed)
        return Proofs(row.password, Secret(seed.decode()))

    def password_of(self, name: str) -> str | None:
        """Return a name's password hash by one query, whether or not there is such a name."""
        with self._engine.connect() as connection:
            query = select(OPERATORS.c.password).where(OPERATORS.c.name == name)
            return connection.execute(query).scalar()

    def rehash(self, operator_id: str, password: str) -> None:
        """Keep the same password hashed with newer parameters."""
        with writer(self._engine).begin() as connection:
            _update(connection, operator_id, password=password)

    def set_password(self, operator: Operator, password: str, act: Act) -> None:
        """Keep another password's hash."""
        with writer(self._engine).begin() as connection:
            _update(connection, operator.id, password=password)
            announce(connection, act.event("operator.changed", operator.name, change="password"))

    def set_totp(
        self, operator: Operator, seed: Secret, recovery: Sequence[bytes], act: Act
    ) -> None:
        """Keep another TOTP seed, sealed, and the digests of its recovery codes."""
        plain, place, at_us = seed.reveal().encode(), _place(operator.id), int(act.at_s * 1e6)
        with writer(self._engine).begin() as connection:
            sealed = self._data_keys.seal(connection, place, plain, at_us)
            _update(connection, operator.id, totp_seed=sealed, totp_step=None)
            mine = RECOVERY_CODES.c.operator == operator.id
            connection.execute(delete(RECOVERY_CODES).where(mine))
            if recovery:
                rows = [{"digest": digest, "operator": operator.id} for digest in recovery]
                connection.execute(insert(RECOVERY_CODES), rows)
            announce(connection, act.event("operator.changed", operator.name, change="totp"))

    def use_step(self, operator_id: str, step: int) -> bool:
        """Use a time step up; False where it, or a later one, was used already."""
        with writer(self._engine).begin() as connection:
            fresh = OPERATORS.c.totp_step.is_(None) | (OPERATORS.c.totp_step < step)
            used = update(OPERATORS).where(OPERATORS.c.id == operator_id, fresh)
            return connection.execute(used.values(totp_step=step)).rowcount > 0

    def use_recovery(self, operator_id: str, digest: bytes) -> bool:
        """Use a recovery code up; False where there is no such code."""
        with writer(self._engine).begin() as connection:
            used = delete(RECOVERY_CODES).where(
                RECOVERY_CODES.c.operator == operator_id, RECOVERY_CODES.c.digest == digest
            )
            return connection.execute(used).rowcount > 0

    def recovery_left(self, operator_id: str) -> int:
        """Return how many recovery codes are unused."""
        with self._engine.connect() as connection:
            mine = RECOVERY_CODES.c.operator == operator_id
            return len(connection.execute(select(RECOVERY_CODES.c.digest).where(mine)).all())

    def add_passkey(self, operator: Operator, passkey: Passkey, act: Act) -> None:
        """Keep a passkey. Raises Conflict where it is known already."""
        row = {c.name: getattr(passkey, c.name) for c in PASSKEYS.columns}
        try:
            with writer(self._engine).begin() as connection:
                connection.execute(insert(PASSKEYS), row)
                announce(connection, act.event("operator.changed", operator.name, change="passkey"))
        except IntegrityError:
            raise Conflict("expected a new passkey, found one that is known") from None

    def remove_passkey(self, operator: Operator, passkey_id: str, act: Act) -> bool:
        """Forget a passkey; False where the account has no such one."""
        with writer(self._engine).begin() as connection:
            mine = (PASSKEYS.c.id == passkey_id) & (PASSKEYS.c.operator == operator.id)
            gone = connection.execute(delete(PASSKEYS).where(mine)).rowcount > 0
            if gone:
                told = act.event("operator.changed", operator.name, change="passkey removed")
                announce(connection, told)
        return gone

    def passkey(self, passkey_id: str) -> Passkey | None:
        """Return one passkey by its credential id."""
        with self._engine.connect() as connection:
            query = select(PASSKEYS).where(PASSKEYS.c.id == passkey_id)
            row = connection.execute(query).mappings().first()
        return None if row is None else Passkey(**row)

    def passkeys(self, operator_id: str) -> Sequence[Passkey]:
        """Return an account's passkeys, oldest first."""
        with self._engine.connect() as connection:
            query = select(PASSKEYS).where(PASSKEYS.c.operator == operator_id)
            rows = connection.execute(query.order_by(PASSKEYS.c.created_at)).mappings()
            return [Passkey(**row) for row in rows]

    def used_passkey(self, passkey_id: str, uses: int, now_s: float) -> None:
        """Note that a passkey was used, with its counter."""
        with writer(self._engine).begin() as connection:
            used = update(PASSKEYS).where(PASSKEYS.c.id == passkey_id)
            connection.execute(used.values(uses=uses, used_at=int(now_s)))

    def link(self, operator: Operator, issuer: str, subject: str, act: Act) -> None:
        """Let a sign-on provider's subject prove an account. Raises Conflict."""
        row = {"issuer": issuer, "subject": subject, "operator": operator.id}
        try:
            with writer(self._engine).begin() as connection:
                connection.execute(insert(LINKS), row)
                told = act.event("operator.changed", operator.name, change="sso", issuer=issuer)
                announce(connection, told)
        except IntegrityError:
            raise Conflict("expected a new sign-on account, found one that is linked") from None

    def linked(self, issuer: str, subject: str, now_s: float) -> Operator | None:
        """Return whom a sign-on provider's subject proves."""
        with self._engine.connect() as connection:
            query = select(LINKS.c.operator).where(
                LINKS.c.issuer == issuer, LINKS.c.subject == subject
            )
            operator_id = connection.execute(query).scalar()
            return found(connection, OPERATORS.c.id == operator_id, now_s) if operator_id else None

    def enrolled(self, operator: Operator, digest: bytes, password: str, act: Act) -> bool:
        """Use an enrolment up and make its account active with a password.

        False where the enrolment was used up or ran out.
        """
        with writer(self._engine).begin() as connection:
            used = delete(ENROLMENTS).where(
                ENROLMENTS.c.digest == digest, ENROLMENTS.c.expires_at > act.at_s
            )
            if not connection.execute(used).rowcount:
                return False
            _update(connection, operator.id, state=OperatorState.ACTIVE.value, password=password)
            announce(connection, act.event("operator.changed", operator.name, change="enrolled"))
        return True


def _place(operator_id: str) -> Place:
    return Place(STATION, "operator-totp", operator_id, "seed")


def _update(connection: Connection, operator_id: str, **values: object) -> None:
    connection.execute(update(OPERATORS).where(OPERATORS.c.id == operator_id).values(**values))
