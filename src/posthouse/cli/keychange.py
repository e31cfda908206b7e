"""`posthouse keys rotate|activate|edit`: what can happen to a key between its making and its end.

A running station sees each change within a second; each is an event of the ledger.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from posthouse.cli.folder import DAY_S, open_keys
from posthouse.cli.keyoptions import (
    ANY_SCOPE,
    NO_LIMITS,
    KeyId,
    Limited,
    Scopes,
    actor,
    duration,
    known_by,
)
from posthouse.cli.keys import day, told
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import CommandError
from posthouse.model.keylife import activated, edited
from posthouse.model.scope import ANYTHING
from posthouse.store.keys import Change

Clearable = Literal[
    "model", "channel", "jurisdiction", "endpoint", "tool", "address", "highest-class",
    "budget-usd", "budget-day-usd", "budget-month-usd", "requests-per-minute", "tokens-per-minute",
    "concurrency",
]  # fmt: skip

_SCOPE_FIELDS = {
    "model": "models",
    "channel": "channels",
    "jurisdiction": "jurisdictions",
    "endpoint": "endpoints",
    "tool": "tools",
    "address": "networks",
    "highest-class": "highest",
}
_LIMIT_FIELDS = {
    "budget-usd": "budget",
    "budget-day-usd": "budget_day",
    "budget-month-usd": "budget_month",
    "requests-per-minute": "requests_per_minute",
    "tokens-per-minute": "tokens_per_minute",
    "concurrency": "concurrency",
}


def rotate(
    key_id: KeyId,
    *,
    grace: Annotated[
        str, Parameter(help="How long the old secret still holds: 24h, 30m; at most 72h.")
    ] = "24h",
    days: Annotated[float, Parameter(help="Days until the new secret expires.")] = 90,
    config: Config = None,
    json: Json = False,
) -> int:
    """Give a key a new secret and show it this once; the old one holds for the grace."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    grace_s = duration("--grace", grace)
    require_days(days)
    with open_keys(Path(settings.store.folder), settings.keys.pepper) as keys:
        record, plain = keys.rotate(known_by(key_id), grace_s, days, actor())
    key, until = plain.reveal(), day(record.expires_at)
    speaker.say("keys.rotated", id=record.id, until=until, key=key)
    if record.grace_until:
        over = time.strftime("%Y-%m-%d %H:%M", time.localtime(record.grace_until))
        speaker.say("keys.grace", over=over)
    speaker.result({**told(record), "key": key})
    return OK


def activate(key_id: KeyId, *, config: Config = None, json: Json = False) -> int:
    """Put a pending key in use."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_keys(Path(settings.store.folder)) as keys:
        record = keys.store.change(
            known_by(key_id), lambda key: Change(activated(key), "key.activated"), actor()
        )
    speaker.say("keys.activated", id=record.id)
    speaker.result(told(record))
    return OK


def edit(  # noqa: PLR0913  (every limit of a key is an option here)
    key_id: KeyId,
    *,
    name: Annotated[str, Parameter(help="A name by which people know the key.")] = "",
    days: Annotated[float | None, Parameter(help="Days from now until it expires.")] = None,
    scope: Scopes = ANY_SCOPE,
    limits: Limited = NO_LIMITS,
    clear: Annotated[
        tuple[Clearable, ...], Parameter(negative="", help="An option whose limit is to be lifted.")
    ] = (),
    config: Config = None,
    json: Json = False,
) -> int:
    """Narrow or widen what a key may do; what is not named stays as it is."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    if days is not None:
        require_days(days)

    def change(key: KeyRecord) -> Change:
        cleared = _cleared(key, clear)
        new = replace(limits.over(cleared), scope=scope.over(cleared.scope), name=name or key.name)
        if days is not None:
            new = replace(new, expires_at=int(time.time() + days * DAY_S))
        changed = [field for field in _EDITED if getattr(new, field) != getattr(key, field)]
        if not changed:
            raise CommandError("nothing to change", hint="name a limit, or --clear one")
        return Change(edited(key, new), "key.edited", {"changed": " ".join(changed)})

    with open_keys(Path(settings.store.folder)) as keys:
        record = keys.store.change(known_by(key_id), change, actor())
    speaker.say("keys.edited", id=record.id)
    speaker.result(told(record))
    return OK


_EDITED = ("name", "expires_at", "scope", *_LIMIT_FIELDS.values())


def require_days(days: float) -> None:
    """Refuse a life that is none, or longer than can be counted. Raises CommandError."""
    if not 0 < days <= 36_500:
        raise CommandError("--days: expected more than nothing", hint="for instance --days 30")


def _cleared(key: KeyRecord, names: tuple[Clearable, ...]) -> KeyRecord:
    scope = {_SCOPE_FIELDS[name] for name in names if name in _SCOPE_FIELDS}
    limits: dict[str, Any] = {_LIMIT_FIELDS[n]: None for n in names if n in _LIMIT_FIELDS}
    lifted = replace(key.scope, **{field: getattr(ANYTHING, field) for field in scope})
    return replace(key, scope=lifted, **limits)
