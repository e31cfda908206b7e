"""Upstreams' keys, sealed in the database and bound to the one origin that may get them.

    active -> grace -> revoked      a rotation puts the newer version beside the older one
    active ----------> revoked

The origin (scheme://host:port) is part of what a key is sealed to: for another address it does not
open. Of a revoked version nothing is left but that it was there.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, insert, select, update

from posthouse.model.errors import CommandError, ConfigError
from posthouse.model.event import STATION, Event
from posthouse.model.secret import Secret
from posthouse.store.database import writer
from posthouse.store.datakeys import DataKeys
from posthouse.store.marks import count, stamp
from posthouse.store.outbox import announce
from posthouse.store.vault_tables import CREDENTIALS
from posthouse.vault.envelope import Place

TENANT = "station"
PURPOSE = "upstream-credential"
DAY_US = 86_400_000_000
CREDENTIALS_CHANGED = "credentials_changed"


class CredentialState(Enum):
    """What a version is good for."""

    ACTIVE = "active"
    GRACE = "grace"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Credential:
    """One version of an upstream's key, without the key."""

    name: str
    version: int
    origin: str
    state: CredentialState
    created_at: int
    tested_at: int | None
    grace_until: int | None

    @property
    def in_use(self) -> bool:
        """Tell whether it is the version that goes out."""
        return self.state is CredentialState.ACTIVE

    def age_days(self, now_us: int) -> int:
        """Return how many days it has been in use."""
        return max(0, now_us - self.created_at) // DAY_US


class SqlCredentials:
    """Credentials at rest. `mark_key` is for digests that tell whether two keys are the same."""

    def __init__(
        self,
        engine: Engine,
        data_keys: DataKeys,
        mark_key: bytes,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self._engine = engine
        self._data_keys = data_keys
        self._mark_key = mark_key
        self._clock_us = clock_us

    def add(self, name: str, origin: str, key: Secret, *, actor: str = STATION) -> Credential:
        """Keep a first key under a new name. Raises CommandError where the name is in use."""
        with writer(self._engine).begin() as connection:
            versions = self._versions(connection, name)
            if any(v.state is not CredentialState.REVOKED for v in versions):
                raise CommandError(
                    f"expected a new name, found {name} in use",
                    hint="`posthouse credentials rotate` replaces a key, `revoke` ends it",
                )
            made = self._keep(connection, (name, len(versions) + 1, origin), key, None)
            self._told(connection, "credential.sealed", made, actor)
        return made

    def rotate(
        self,
        name: str,
        key: Secret,
        *,
        grace_us: int,
        tested_at: int | None = None,
        actor: str = STATION,
    ) -> Credential:
        """Put a new key in the place of the active one, which stays for the grace.

        Raises CommandError where there is none, or the new key is the one in use.
        """
        now = self._clock_us()
        with writer(self._engine).begin() as connection:
            versions = self._versions(connection, name)
            active = self._active(versions, name)
            mine = _this(active)
            mark = connection.execute(select(CREDENTIALS.c.mark).where(mine)).scalar()
            if mark == self._mark(key):
                raise CommandError(
                    "expected another key, found the one in use",
                    hint="make a new key at the provider first",
                )
            for old in versions:
                if old.state is CredentialState.GRACE:
                    self._end(connection, old, actor, "rotated")
            if grace_us > 0:
                grace = {"state": CredentialState.GRACE.value, "grace_until": now + grace_us}
                connection.execute(update(CREDENTIALS).where(mine).values(grace))
            else:
                self._end(connection, active, actor, "rotated")
            about = (name, len(versions) + 1, active.origin)
            made = self._keep(connection, about, key, tested_at)
            self._told(
                connection, "credential.rotated", made, actor, grace_s=str(grace_us // 1_000_000)
            )
        return made

    def back(self, name: str, *, actor: str = STATION) -> Credential:
        """Give the place back to the key that is in its grace. Raises CommandError."""
        with writer(self._engine).begin() as connection:
            versions = self._versions(connection, name)
            active = self._active(versions, name)
            older = next((v for v in versions if v.state is CredentialState.GRACE), None)
            if older is None:
                raise CommandError(
                    f"expected an older key of {name} in its grace, found none",
                    hint="a key is kept for the grace of the rotation that replaced it",
                )
            self._end(connection, active, actor, "taken back")
            again = {"state": CredentialState.ACTIVE.value, "grace_until": None}
            connection.execute(update(CREDENTIALS).where(_this(older)).values(again))
            self._told(connection, "credential.rotated", older, actor, back="yes")
        return older

    def revoke(self, name: str, *, actor: str = STATION) -> int:
        """Destroy every version of a key; return how many there were."""
        with writer(self._engine).begin() as connection:
            alive = [
                v for v in self._versions(connection, name)
                if v.state is not CredentialState.REVOKED
            ]  # fmt: skip
            for version in alive:
                self._end(connection, version, actor, "revoked")
        return len(alive)

    def expire(self) -> Sequence[Credential]:
        """Destroy versions whose grace is over; return them."""
        over = (CREDENTIALS.c.state == CredentialState.GRACE.value) & (
            CREDENTIALS.c.grace_until <= self._clock_us()
        )
        with self._engine.connect() as connection:
            if connection.execute(select(CREDENTIALS.c.name).where(over).limit(1)).first() is None:
                return ()
        with writer(self._engine).begin() as connection:
            rows = connection.execute(select(CREDENTIALS).where(over)).mappings()
            done = [_credential(row) for row in rows]
            for version in done:
                self._end(connection, version, STATION, "grace over")
        return done

    def every(self) -> Sequence[Credential]:
        """Return all versions, by name, oldest first."""
        query = select(CREDENTIALS).order_by(CREDENTIALS.c.name, CREDENTIALS.c.version)
        with self._engine.connect() as connection:
            return [_credential(row) for row in connection.execute(query).mappings()]

    def stamp(self) -> int:
        """Return a number that rises with every change, from whatever process."""
        return stamp(self._engine, CREDENTIALS_CHANGED)

    def tested(self, name: str, version: int) -> None:
        """Note that a version was taken by its upstream just now."""
        mine = (CREDENTIALS.c.name == name) & (CREDENTIALS.c.version == version)
        with writer(self._engine).begin() as connection:
            connection.execute(update(CREDENTIALS).where(mine).values(tested_at=self._clock_us()))

    def open(self, name: str, origin: str) -> Secret:
        """Return the active key for an origin. Raises ConfigError for another, SealBroken."""
        with self._engine.connect() as connection:
            active = self._active(self._versions(connection, name), name)
            if active.origin != origin:
                raise ConfigError(
                    f"expected {name} to go to {active.origin} alone, found {origin}",
                    hint="a key never follows a changed address: revoke it and add it again"
                    " for the new one",
                )
            query = select(CREDENTIALS.c.sealed).where(_this(active))
            sealed = connection.execute(query).scalar() or b""
            plain = self._data_keys.open(connection, _place(name, active.version, origin), sealed)
        return Secret(plain.decode())

    def _keep(
        self,
        connection: Connection,
        about: tuple[str, int, str],
        key: Secret,
        tested_at: int | None,
    ) -> Credential:
        name, version, origin = about
        now = self._clock_us()
        plain = key.reveal().encode()
        made = {
            "name": name,
            "version": version,
            "origin": origin,
            "state": CredentialState.ACTIVE.value,
            "sealed": self._data_keys.seal(connection, _place(name, version, origin), plain, now),
            "mark": self._mark(key),
            "created_at": now,
            "tested_at": tested_at,
        }
        connection.execute(insert(CREDENTIALS), made)
        return Credential(name, version, origin, CredentialState.ACTIVE, now, tested_at, None)

    def _end(self, connection: Connection, version: Credential, actor: str, why: str) -> None:
        gone = {"state": CredentialState.REVOKED.value, "sealed": None, "grace_until": None}
        connection.execute(update(CREDENTIALS).where(_this(version)).values(gone))
        self._told(connection, "credential.revoked", version, actor, why=why)

    def _told(
        self, connection: Connection, kind: str, version: Credential, actor: str, **more: str
    ) -> None:
        detail = {"version": str(version.version), "origin": version.origin, **more}
        announce(connection, Event(kind, self._clock_us(), version.name, actor, "", detail))
        count(connection, CREDENTIALS_CHANGED)

    def _versions(self, connection: Connection, name: str) -> list[Credential]:
        query = select(CREDENTIALS).where(CREDENTIALS.c.name == name)
        rows = connection.execute(query.order_by(CREDENTIALS.c.version)).mappings()
        return [_credential(row) for row in rows]

    def _active(self, versions: Sequence[Credential], name: str) -> Credential:
        for version in versions:
            if version.state is CredentialState.ACTIVE:
                return version
        raise ConfigError(
            f"expected a sealed key of the name {name}, found none",
            hint=f"`posthouse credentials add {name}` keeps one",
        )

    def _mark(self, key: Secret) -> str:
        return hmac.digest(self._mark_key, key.reveal().encode(), "sha256").hex()


def _place(name: str, version: int, origin: str) -> Place:
    return Place(TENANT, PURPOSE, f"{name}/{version}", origin)


def _this(version: Credential) -> ColumnElement[bool]:
    return (CREDENTIALS.c.name == version.name) & (CREDENTIALS.c.version == version.version)


def _credential(row: RowMapping) -> Credential:
    return Credential(
        row["name"],
        row["version"],
        row["origin"],
        CredentialState(row["state"]),
        row["created_at"],
        row["tested_at"],
        row["grace_until"],
    )
