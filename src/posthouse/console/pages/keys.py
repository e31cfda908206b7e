"""Virtual keys: list, make, rotate, revoke. What a client sends is shown once, when it is made."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated

from msgspec import Meta, Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Done, Nothing, Route, does, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.model.caller import DAY_S, KeyRecord
from posthouse.model.errors import BadRequest
from posthouse.model.keylife import MOST_GRACE_S, NewSecret, activated, rotated, standing
from posthouse.model.operator import Action
from posthouse.model.scope import Scope
from posthouse.model.usage import MicroUSD
from posthouse.store.keys import Change
from posthouse.vault.derivedkey import public_of
from posthouse.vault.virtualkey import RANDOM_LENGTH, mint

LONGEST_DAYS = 3650

Days = Annotated[int, Meta(ge=1, le=LONGEST_DAYS)]
Money = Annotated[int, Meta(ge=0, le=10**15)]


class KeyShown(Struct, frozen=True):
    """A key without its secret. Times are Unix seconds, money is in micro-dollars."""

    id: str
    name: str
    project: str
    state: str
    created_at: int
    expires_at: int
    grace_until: int
    last_used: int
    models: tuple[str, ...]
    channels: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    endpoints: tuple[str, ...]
    tools: tuple[str, ...]
    networks: tuple[str, ...]
    highest_data_class: str
    budget_micro_usd: int | None
    spent_micro_usd: int
    requests_per_minute: int | None
    concurrency: int | None
    may_change: bool


class Keys(Struct, frozen=True):
    """Keys, newest first, and the projects in which the visitor may make one."""

    keys: tuple[KeyShown, ...]
    projects: tuple[str, ...]
    now: float


class KeyNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """A key by its id, the part after ph-."""

    id: str


class NewKey(Struct, frozen=True, forbid_unknown_fields=True):
    """What a new key is to be; lists are names apart by spaces or commas, empty for all."""

    project: str
    name: Annotated[str, Meta(max_length=100)] = ""
    days: Days = 90
    models: Annotated[str, Meta(max_length=4000)] = ""
    channels: Annotated[str, Meta(max_length=4000)] = ""
    budget_micro_usd: Money | None = None


class Rotation(Struct, frozen=True, forbid_unknown_fields=True):
    """A rotation: for how many hours the old secret still holds, for how many days the new one."""

    id: str
    grace_hours: Annotated[int, Meta(ge=0, le=MOST_GRACE_S // 3600)] = 24
    days: Days = 90


class KeyOnce(Struct, frozen=True):
    """A new key; `key` is what a client sends and is shown this once."""

    id: str
    project: str
    key: str
    expires_at: int


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Keys:
    """List the keys of the visitor's projects; no secret is among them."""
    seen, changes = who.reach(Action.KEYS_SEE), who.reach(Action.KEYS_CHANGE)
    found = [_shown(k, who, k.project in changes) for k in parts.keys.every() if k.project in seen]
    projects = tuple(name for name in parts.projects if name in changes)
    return Keys(tuple(reversed(found)), projects, who.now_s)


def shown(parts: Parts, who: Visitor, asked: KeyNamed) -> KeyShown:
    """Show one key."""
    key = _found(parts, who, asked.id)
    return _shown(key, who, key.project in who.reach(Action.KEYS_CHANGE))


def make(parts: Parts, who: Visitor, asked: NewKey) -> KeyOnce:
    """Make a key in one of the visitor's projects."""
    if asked.project not in parts.projects or asked.project not in who.reach(Action.KEYS_SEE):
        raise BadRequest(
            "expected one of your projects, found another",
            code="bad_form",
            hint="the page of keys lists them",
        )
    who.require_in(Action.KEYS_CHANGE, asked.project, Action.KEYS_SEE)
    number = parts.settings().keys.pepper
    minted = mint(os.urandom(RANDOM_LENGTH), parts.keyring.key_pepper(number))
    now = int(who.now_s)
    budget = asked.budget_micro_usd
    record = KeyRecord(
        id=minted.id,
        project=asked.project,
        name=asked.name.strip() or asked.project,
        digest=minted.digest,
        created_at=now,
        expires_at=now + asked.days * DAY_S,
        scope=Scope(models=_names(asked.models), channels=_names(asked.channels)),
        budget=None if budget is None else MicroUSD(budget),
        pepper=number,
        public=public_of(minted.plain),
    )
    parts.keys.add(record, who.operator.actor)
    return KeyOnce(record.id, record.project, minted.plain.reveal(), record.expires_at)


def rotate(parts: Parts, who: Visitor, asked: Rotation) -> KeyOnce:
    """Give a key a new secret; the old one holds for the grace."""
    key = _changed(parts, who, asked.id)
    number, now = parts.settings().keys.pepper, int(who.now_s)
    minted = mint(os.urandom(RANDOM_LENGTH), parts.keyring.key_pepper(number), key.id)
    new = NewSecret(minted.digest, number, public_of(minted.plain), now + asked.days * DAY_S)

    def change(before: KeyRecord) -> Change:
        after = rotated(before, new, asked.grace_hours * 3600, now)
        return Change(after, "key.rotated", {"grace_until": str(after.grace_until)})

    after = parts.keys.change(key.id, change, who.operator.actor)
    return KeyOnce(after.id, after.project, minted.plain.reveal(), after.expires_at)


def activate(parts: Parts, who: Visitor, asked: KeyNamed) -> Done:
    """Put a pending key in use."""
    return _moved(parts, who, asked.id, lambda key: Change(activated(key), "key.activated"))


def revoke(parts: Parts, who: Visitor, asked: KeyNamed) -> Done:
    """Revoke a key at once and for good: every worker refuses it within a second."""
    _changed(parts, who, asked.id)
    parts.keys.revoke(asked.id, who.operator.actor)
    return Done(goto="/keys")


def _moved(parts: Parts, who: Visitor, key_id: str, make: Callable[[KeyRecord], Change]) -> Done:
    _changed(parts, who, key_id)
    parts.keys.change(key_id, make, who.operator.actor)
    return Done(goto=f"/keys/{key_id}")


def _found(parts: Parts, who: Visitor, key_id: str) -> KeyRecord:
    key = parts.keys.find(key_id)
    if key is None or key.project not in who.reach(Action.KEYS_SEE):
        raise unknown()
    return key


def _changed(parts: Parts, who: Visitor, key_id: str) -> KeyRecord:
    key = _found(parts, who, key_id)
    who.require_in(Action.KEYS_CHANGE, key.project, Action.KEYS_SEE)
    return key


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


def _shown(key: KeyRecord, who: Visitor, may_change: bool) -> KeyShown:  # noqa: FBT001
    scope = key.scope
    return KeyShown(
        id=key.id,
        name=key.name,
        project=key.project,
        state=standing(key, who.now_s),
        created_at=key.created_at,
        expires_at=key.expires_at,
        grace_until=key.grace_until,
        last_used=key.last_used,
        models=scope.models,
        channels=scope.channels,
        jurisdictions=scope.jurisdictions,
        endpoints=scope.endpoints,
        tools=scope.tools,
        networks=tuple(str(network) for network in scope.networks),
        highest_data_class="" if scope.highest is None else scope.highest.name.lower(),
        budget_micro_usd=key.budget,
        spent_micro_usd=key.spent,
        requests_per_minute=key.requests_per_minute,
        concurrency=key.concurrency,
        may_change=may_change,
    )


_SEES, _CHANGES = Action.KEYS_SEE, Action.KEYS_CHANGE

ROUTES: tuple[Route, ...] = (
    shows("/keys", listed, Nothing, Keys, action=_SEES, template="keys.html"),
    does("/keys", make, NewKey, KeyOnce, action=_CHANGES, template="key_once.html"),
    shows("/keys/{id}", shown, KeyNamed, KeyShown, action=_SEES, template="key.html"),
    does("/keys/{id}/rotate", rotate, Rotation, KeyOnce, action=_CHANGES, template="key_once.html"),
    does("/keys/{id}/activate", activate, KeyNamed, Nothing, action=_CHANGES),
    does("/keys/{id}/revoke", revoke, KeyNamed, Nothing, action=_CHANGES),
)
