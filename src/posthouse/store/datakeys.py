"""Data keys at rest: one chain a tenant, and keys of single records that can be destroyed.

    master key -> wraps a tenant's data keys -> seal values, and wrap records' own keys

All of it happens in the caller's transaction. Keys are unwrapped for one use and not kept. A value
sealed under its record's own key is gone for good once that key is destroyed (crypto-shredding),
whatever copies of the ciphertext there are; copies of the database made before are another matter.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from posthouse.model.errors import MasterKeyRefused, SealBroken
from posthouse.model.event import Event
from posthouse.store.outbox import announce
from posthouse.store.vault_tables import DATA_KEYS, RECORD_KEYS
from posthouse.vault.envelope import (
    MOST_MESSAGES,
    NONCE_LENGTH,
    Header,
    Place,
    Profile,
    open_sealed,
    seal,
    split,
)
from posthouse.vault.keyring import Keyring

_AT_ONCE = 500
"""How many records one DELETE names."""


@dataclass(frozen=True, slots=True, repr=False)
class _DataKey:
    version: int
    profile: Profile
    key: bytes


class DataKeys:
    """Seals values under their tenant's newest data key; opens them under the one they name."""

    def __init__(
        self,
        keyring: Keyring,
        profile: Profile = Profile.AES_256_GCM,
        *,
        random: Callable[[int], bytes] = os.urandom,
        most: int = MOST_MESSAGES,
    ) -> None:
        self._keyring = keyring
        self._profile = profile
        self._random = random
        self._most = most

    def seal(self, connection: Connection, place: Place, plain: bytes, now_us: int) -> bytes:
        """Return the value sealed for its place; makes the tenant's next data key when due."""
        found = self._newest(connection, place.tenant, now_us)
        mine = (DATA_KEYS.c.tenant == place.tenant) & (DATA_KEYS.c.version == found.version)
        counted = update(DATA_KEYS).where(mine).values(messages=DATA_KEYS.c.messages + 1)
        connection.execute(counted)
        header = Header(found.profile, found.version, self._keyring.fingerprint())
        return seal(found.key, header, place, plain, self._random(NONCE_LENGTH))

    def open(self, connection: Connection, place: Place, sealed: bytes) -> bytes:
        """Return what was sealed for this place. Raises SealBroken, MasterKeyRefused."""
        header, _ = split(sealed)
        self._check_master(header)
        return open_sealed(self._kept(connection, place.tenant, header.key_version), place, sealed)

    def fresh(self) -> bytes:
        """Return a new key of the profile's length."""
        return self._random(self._profile.key_length)

    def _newest(self, connection: Connection, tenant: str, now_us: int) -> _DataKey:
        query = (
            select(DATA_KEYS)
            .where(DATA_KEYS.c.tenant == tenant)
            .order_by(DATA_KEYS.c.version.desc())
            .limit(1)
            .with_for_update()
        )
        row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return self._made(connection, tenant, 1, now_us)
        if row["messages"] >= self._most or row["profile"] != self._profile.value:
            return self._made(connection, tenant, row["version"] + 1, now_us)
        key = self._unwrapped(tenant, row["version"], row["wrapped"])
        return _DataKey(row["version"], self._profile, key)

    def _made(self, connection: Connection, tenant: str, version: int, now_us: int) -> _DataKey:
        profile = self._profile
        key = self.fresh()
        header = Header(profile, version, self._keyring.fingerprint())
        wrapped = seal(
            self._wrapping(profile), header, _home(tenant, version), key,
            self._random(NONCE_LENGTH),
        )  # fmt: skip
        made = {
            "tenant": tenant,
            "version": version,
            "profile": profile.value,
            "wrapped": wrapped,
            "messages": 0,
            "created_at": now_us,
        }
        connection.execute(insert(DATA_KEYS), made)
        return _DataKey(version, profile, key)

    def _kept(self, connection: Connection, tenant: str, version: int) -> bytes:
        mine = (DATA_KEYS.c.tenant == tenant) & (DATA_KEYS.c.version == version)
        wrapped = connection.execute(select(DATA_KEYS.c.wrapped).where(mine)).scalar()
        if wrapped is None:
            raise SealBroken(
                f"expected data key {version} of tenant {tenant}, found none",
                hint="the value belongs to another tenant, or the database is not whole;"
                " restore a backup",
            )
        return self._unwrapped(tenant, version, wrapped)

    def _unwrapped(self, tenant: str, version: int, wrapped: bytes) -> bytes:
        header, _ = split(wrapped)
        self._check_master(header)
        return open_sealed(self._wrapping(header.profile), _home(tenant, version), wrapped)

    def _wrapping(self, profile: Profile) -> bytes:
        return self._keyring.data_wrapping_key(profile.value)[: profile.key_length]

    def _check_master(self, header: Header) -> None:
        ours = self._keyring.fingerprint()
        if header.master != ours:
            raise MasterKeyRefused(
                f"expected values sealed under the master key {ours}, found {header.master}",
                hint="put back the master key that belongs to this database",
            )


def _home(tenant: str, version: int) -> Place:
    return Place(tenant, "data-key", str(version), "key")


class RecordKeys:
    """Seals each record under a key of its own, which can be destroyed."""

    def __init__(self, data_keys: DataKeys) -> None:
        self._data_keys = data_keys

    def seal(self, connection: Connection, place: Place, plain: bytes, now_us: int) -> bytes:
        """Return the value sealed under its record's key, made at the first use."""
        wrapped = _wrapped(connection, place)
        if wrapped is None:
            key = self._data_keys.fresh()
            wrapped = self._data_keys.seal(connection, _lock(place), key, now_us)
            made = {**_row(place), "wrapped": wrapped, "created_at": now_us}
            connection.execute(insert(RECORD_KEYS), made)
        else:
            key = self._data_keys.open(connection, _lock(place), wrapped)
        outer, _ = split(wrapped)
        profile = Profile.AES_256_GCM if len(key) == 32 else Profile.SM4_GCM
        header = Header(profile, outer.key_version, outer.master)
        return seal(key, header, place, plain, os.urandom(NONCE_LENGTH))

    def open(self, connection: Connection, place: Place, sealed: bytes) -> bytes:
        """Return what was sealed for this place. Raises SealBroken where its key is destroyed."""
        return self.open_all(connection, ((place, sealed),))[0]

    def open_all(
        self, connection: Connection, sealed: Sequence[tuple[Place, bytes]]
    ) -> tuple[bytes, ...]:
        """Return what was sealed for places of one record; its key is opened once."""
        if not sealed:
            return ()
        place = sealed[0][0]
        wrapped = _wrapped(connection, place)
        if wrapped is None:
            raise SealBroken(
                f"expected a key for {place.purpose} {place.record}, found it destroyed",
                hint="it was deleted for good; the ledger holds the entry (data.deleted)",
            )
        key = self._data_keys.open(connection, _lock(place), wrapped)
        return tuple(open_sealed(key, place, one) for place, one in sealed)

    def shred(self, connection: Connection, records: Sequence[str], told: Event) -> int:
        """Destroy keys of `told.project`'s records of purpose `told.subject`; announce it.

        The entry gains how many keys there were and SHA-256 over the sorted ids, one a line, so
        that who knows an id can check that it was among them. Nothing is announced for none.
        """
        _overwriting(connection)
        gone: list[str] = []
        for begin in range(0, len(records), _AT_ONCE):
            some = list(records[begin : begin + _AT_ONCE])
            mine = _theirs(told) & RECORD_KEYS.c.record.in_(some)
            gone += connection.execute(select(RECORD_KEYS.c.record).where(mine)).scalars()
            connection.execute(delete(RECORD_KEYS).where(mine))
        if gone:
            announce(connection, _proof(told, gone))
        return len(gone)

    def shred_before(self, connection: Connection, before_us: int, told: Event) -> int:
        """Destroy the keys of all such records made before a time; announce it as shred does."""
        old = _theirs(told) & (RECORD_KEYS.c.created_at < before_us)
        found = connection.execute(select(RECORD_KEYS.c.record).where(old)).scalars()
        return self.shred(connection, list(found), told)


def wiped(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, which holds earlier pages; call it after a shredding."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.rollback()
            connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            )


def _overwriting(connection: Connection) -> None:
    """Let SQLite write zeros over what is deleted."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def _proof(told: Event, gone: list[str]) -> Event:
    digest = hashlib.sha256("".join(f"{record}\n" for record in sorted(gone)).encode())
    detail = {
        **told.detail,
        "method": "crypto-shredding",
        "count": str(len(gone)),
        "records": digest.hexdigest(),
    }
    return Event(told.kind, told.at_us, told.subject, told.actor, told.project, detail)


def _theirs(told: Event) -> ColumnElement[bool]:
    return (RECORD_KEYS.c.tenant == told.project) & (RECORD_KEYS.c.purpose == told.subject)


def _wrapped(connection: Connection, place: Place) -> bytes | None:
    mine = (
        (RECORD_KEYS.c.tenant == place.tenant)
        & (RECORD_KEYS.c.purpose == place.purpose)
        & (RECORD_KEYS.c.record == place.record)
    )
    return connection.execute(select(RECORD_KEYS.c.wrapped).where(mine)).scalar()


def _row(place: Place) -> dict[str, object]:
    return {"tenant": place.tenant, "purpose": place.purpose, "record": place.record}


def _lock(place: Place) -> Place:
    return Place(place.tenant, f"record-key/{place.purpose}", place.record, "key")
