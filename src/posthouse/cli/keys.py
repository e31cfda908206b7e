"""`posthouse keys`: virtual keys, made for people and programs instead of providers' own keys."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from posthouse.cli.folder import Wish, open_keys
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
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, Terminal, terminal
from posthouse.config.compile import MICRO
from posthouse.config.schema import Settings
from posthouse.config.treatments import DEFAULT_PROJECT
from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import CommandError
from posthouse.model.keylife import standing
from posthouse.model.reminder import EXPIRED, due
from posthouse.model.scope import ANYTHING, Scope


def create(  # noqa: PLR0913  (every option of a key is an option here)
    *,
    name: Annotated[str, Parameter(help="A name by which people know the key.")] = "",
    project: Annotated[str, Parameter(help="The project whose treatments hold.")] = "default",
    days: Annotated[float, Parameter(help="Days until it expires.")] = 90,
    starts_in: Annotated[str, Parameter(help="Time until it may be used first: 2d, 8h.")] = "0s",
    pending: Annotated[
        bool, Parameter(negative="", help="Make it now, put it in use with `keys activate`.")
    ] = False,
    scope: Scopes = ANY_SCOPE,
    limits: Limited = NO_LIMITS,
    config: Config = None,
    json: Json = False,
) -> int:
    """Make a key and show it this once."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    _require_project(settings, project)
    if days <= 0:
        raise CommandError("--days: expected more than nothing", hint="for instance --days 30")
    wish = Wish(
        name=name or project,
        project=project,
        days=days,
        scope=scope.over(ANYTHING),
        limits=limits.over,
        starts_in_s=duration("--starts-in", starts_in),
        state=KeyState.PENDING if pending else KeyState.ACTIVE,
    )
    with open_keys(Path(settings.store.folder), settings.keys.pepper) as keys:
        record, plain = keys.create(wish, actor())
    until, key = day(record.expires_at), plain.reveal()
    speaker.say("keys.made", id=record.id, project=project, until=until, key=key)
    if pending:
        speaker.say("keys.pending", id=record.id)
    speaker.result({**told(record), "key": key})
    return OK


def list_(*, config: Config = None, json: Json = False) -> int:
    """List all keys with what each has spent; no key can be shown again."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_keys(Path(settings.store.folder)) as keys:
        records, held = keys.store.every(), keys.store.held(time.time())
    speaker.result([{**told(one), "held_micro_usd": held.get(one.id, 0)} for one in records])
    if not records:
        speaker.say("keys.none")
        return OK
    every = speaker.text("keys.every")
    now_s = time.time()
    rows = [
        (r.id, r.name, r.project, standing(r, now_s), day(r.expires_at), _usd(r.spent),
         day(r.last_used) if r.last_used else "-", ", ".join(r.scope.models) or every,
         _note(speaker, r, settings.keys.unused_days))
        for r in records
    ]  # fmt: skip
    speaker.table(speaker.text("keys.head").split("|"), rows)
    return OK


def show(key_id: KeyId, *, config: Config = None, json: Json = False) -> int:
    """Show all that is known of a key; its secret is not."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_keys(Path(settings.store.folder)) as keys:
        record, held = keys.store.find(known_by(key_id)), keys.store.held(time.time())
    if record is None:
        raise CommandError("no key of this id", hint="`posthouse keys list` shows every id")
    shown = {**told(record), "held_micro_usd": held.get(record.id, 0)}
    speaker.result(shown)
    rows = [(name.replace("_micro_usd", ""), _shown(name, value)) for name, value in shown.items()]
    speaker.table(speaker.text("keys.shown").split("|"), [row for row in rows if row[1]])
    return OK


def revoke(key_id: KeyId, *, config: Config = None, json: Json = False) -> int:
    """Revoke a key at once and for good."""
    speaker: Terminal = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_keys(Path(settings.store.folder)) as keys:
        found = keys.store.revoke(known_by(key_id), actor())
    if not found:
        raise CommandError("no key of this id", hint="`posthouse keys list` shows every id")
    speaker.say("keys.revoked", id=known_by(key_id))
    speaker.result({"id": known_by(key_id), "state": KeyState.REVOKED.value})
    return OK


def day(at_s: float) -> str:
    """Return a Unix time as a local date."""
    return time.strftime("%Y-%m-%d", time.localtime(at_s))


def told(record: KeyRecord) -> dict[str, Any]:
    """Return a key as programs read it; no secret, no digest."""
    return {
        "id": record.id,
        "name": record.name,
        "project": record.project,
        "state": standing(record, time.time()),
        "created_at": record.created_at,
        "not_before": record.not_before,
        "expires_at": record.expires_at,
        "grace_until": record.grace_until,
        "last_used": record.last_used,
        **_scope(record.scope),
        "budget_micro_usd": record.budget,
        "budget_day_micro_usd": record.budget_day,
        "budget_month_micro_usd": record.budget_month,
        "spent_micro_usd": record.spent,
        "requests_per_minute": record.requests_per_minute,
        "tokens_per_minute": record.tokens_per_minute,
        "concurrency": record.concurrency,
        "derivable": bool(record.public),
    }


def _scope(scope: Scope) -> dict[str, Any]:
    return {
        "models": list(scope.models),
        "channels": list(scope.channels),
        "jurisdictions": list(scope.jurisdictions),
        "endpoints": list(scope.endpoints),
        "tools": list(scope.tools),
        "addresses": [str(network) for network in scope.networks],
        "highest_class": None if scope.highest is None else scope.highest.name.lower(),
    }


def _shown(name: str, value: object) -> str:
    """Return a value for people, empty where there is nothing to say."""
    if not value and name != "spent_micro_usd":
        return ""
    if name.endswith("_micro_usd"):
        return f"{_usd(int(str(value)))} USD"
    if name.endswith(("_at", "_before", "_until", "_used")):
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(float(str(value))))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _require_project(settings: Settings, name: str) -> None:
    known = {DEFAULT_PROJECT, *(project.name for project in settings.project)}
    if name not in known:
        hint = f"add [[project]] to the settings; known: {', '.join(sorted(known))}"
        raise CommandError(f"--project: no project {name}", hint=hint)


def _note(speaker: Terminal, record: KeyRecord, unused_days: int) -> str:
    """Return what its owner should hear of a key, whether it was said before or not."""
    found = due(replace(record, reminded=()), time.time(), unused_days)
    if found is None or found.what == EXPIRED:
        return ""
    return speaker.text(f"keys.{found.what}", days=found.days)


def _usd(amount: int) -> str:
    return f"{Decimal(amount) / MICRO:.4f}"
