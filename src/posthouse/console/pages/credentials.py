"""Upstreams' keys, sealed: names, hosts, ages. There is no way to a key itself from here."""

from __future__ import annotations

from msgspec import Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Nothing, Route, shows
from posthouse.console.visitor import Visitor
from posthouse.model.operator import Action
from posthouse.store.credentials import Credential


class CredentialShown(Struct, frozen=True):
    """One version of a key, without the key. `origin` is the one address that may get it."""

    name: str
    version: int
    origin: str
    state: str
    age_days: int
    due: bool
    created_at_us: int
    tested_at_us: int | None
    grace_until_us: int | None


class Credentials(Struct, frozen=True):
    """All versions; `most_days` is the age at which a reminder is due."""

    credentials: tuple[CredentialShown, ...]
    most_days: int


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Credentials:
    """List the sealed keys of upstreams, never the keys."""
    who.require_station(Action.CREDENTIALS_SEE)
    most = parts.settings().vault.credential_age_days
    now_us = int(who.now_s * 1e6)
    return Credentials(tuple(_shown(c, now_us, most) for c in parts.credentials.every()), most)


def _shown(credential: Credential, now_us: int, most_days: int) -> CredentialShown:
    age = credential.age_days(now_us)
    return CredentialShown(
        name=credential.name,
        version=credential.version,
        origin=credential.origin,
        state=credential.state.value,
        age_days=age,
        due=credential.in_use and age >= most_days,
        created_at_us=credential.created_at,
        tested_at_us=credential.tested_at,
        grace_until_us=credential.grace_until,
    )


ROUTES: tuple[Route, ...] = (
    shows("/credentials", listed, Nothing, Credentials, action=Action.CREDENTIALS_SEE,
          template="credentials.html"),
)  # fmt: skip
