"""`posthouse keys`: virtual keys, made for people and programs instead of providers' own keys."""

from __future__ import annotations

import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from posthouse.cli.folder import Wish, open_keys
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.config.compile import DEFAULT_PROJECT, MICRO
from posthouse.config.schema import Settings
from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import CommandError
from posthouse.model.usage import MicroUSD


def create(  # noqa: PLR0913  (every option of a key is an option here)
    *,
    name: Annotated[str, Parameter(help="A name by which people know the key.")] = "",
    project: Annotated[str, Parameter(help="The project whose treatments hold.")] = "default",
    days: Annotated[float, Parameter(help="Days until it expires.")] = 90,
    model: Annotated[tuple[str, ...], Parameter(help="A model it may use; may end in *.")] = (),
    budget_usd: Annotated[str | None, Parameter(help="Dollars it may spend in all.")] = None,
    requests_per_minute: Annotated[int | None, Parameter(help="Its own rate limit.")] = None,
    concurrency: Annotated[int | None, Parameter(help="Its own limit of running requests.")] = None,
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
        models=model,
        budget=_budget(budget_usd),
        requests_per_minute=requests_per_minute,
        concurrency=concurrency,
    )
    with open_keys(Path(settings.store.folder)) as keys:
        record, plain = keys.create(wish)
    until, key = day(record.expires_at), plain.reveal()
    speaker.say("keys.made", id=record.id, project=project, until=until, key=key)
    speaker.result({**_told(record), "key": key})
    return OK


def list_(*, config: Config = None, json: Json = False) -> int:
    """List all keys with what each has spent; no key can be shown again."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_keys(Path(settings.store.folder)) as keys:
        records = keys.store.every()
    speaker.result([_told(record) for record in records])
    if not records:
        speaker.say("keys.none")
        return OK
    every = speaker.text("keys.every")
    rows = [
        (r.id, r.name, r.project, _state(r), day(r.expires_at), _usd(r.spent),
         ", ".join(r.models) or every)
        for r in records
    ]  # fmt: skip
    speaker.table(speaker.text("keys.head").split("|"), rows)
    return OK


def revoke(
    key_id: Annotated[str, Parameter(help="The key's id, the part after ph-.")],
    *,
    config: Config = None,
    json: Json = False,
) -> int:
    """Revoke a key at once and for good."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    known_by = key_id.split("-")[1] if key_id.startswith("ph-") else key_id
    with open_keys(Path(settings.store.folder)) as keys:
        found = keys.store.revoke(known_by)
    if not found:
        raise CommandError("no key of this id", hint="`posthouse keys list` shows every id")
    speaker.say("keys.revoked", id=known_by)
    speaker.result({"id": known_by, "state": KeyState.REVOKED.value})
    return OK


def day(at_s: float) -> str:
    """Return a Unix time as a local date."""
    return time.strftime("%Y-%m-%d", time.localtime(at_s))


def _require_project(settings: Settings, name: str) -> None:
    known = {DEFAULT_PROJECT, *(project.name for project in settings.project)}
    if name not in known:
        hint = f"add [[project]] to the settings; known: {', '.join(sorted(known))}"
        raise CommandError(f"--project: no project {name}", hint=hint)


def _budget(text: str | None) -> MicroUSD | None:
    if text is None:
        return None
    try:
        micro = Decimal(text) * MICRO
    except ArithmeticError:
        micro = Decimal(-1)
    if not micro.is_finite() or micro < 0 or micro != int(micro):
        hint = "for instance --budget-usd 12.50; at most six decimals"
        raise CommandError("--budget-usd: expected dollars", hint=hint)
    return MicroUSD(int(micro))


def _usd(amount: int) -> str:
    return f"{Decimal(amount) / MICRO:.4f}"


def _state(record: KeyRecord) -> str:
    expired = record.state is KeyState.ACTIVE and record.expires_at <= time.time()
    return "expired" if expired else record.state.value


def _told(record: KeyRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "name": record.name,
        "project": record.project,
        "state": _state(record),
        "created_at": record.created_at,
        "expires_at": record.expires_at,
        "models": list(record.models),
        "budget_micro_usd": record.budget,
        "spent_micro_usd": record.spent,
        "requests_per_minute": record.requests_per_minute,
        "concurrency": record.concurrency,
    }
