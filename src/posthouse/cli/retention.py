"""`posthouse retention`: how long what is kept, and deleting now what is due."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from posthouse.cli.database import opened
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import OK, Terminal, terminal
from posthouse.config.schema import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from posthouse.store.retention import Due


def show(*, config: Config = None, json: Json = False) -> int:
    """Show each field with its days and what is due."""
    speaker = terminal(json_=json, environ=os.environ)
    with _opened(config) as (settings, engine):
        told, entries = _due(settings, engine)
        _tell(speaker, told, entries, settings)
    speaker.say("retention.salts")
    return OK


def run(
    *,
    dry_run: Annotated[bool, Parameter(negative="", help="Only say what would go.")] = False,
    config: Config = None,
    json: Json = False,
) -> int:
    """Delete now what is due; a running station does it by itself, every hour."""
    from posthouse.daemon.retention import retain

    speaker = terminal(json_=json, environ=os.environ)
    with _opened(config) as (settings, engine):
        if dry_run:
            told, entries = _due(settings, engine)
        else:
            told, entries = retain(settings, engine, _now_us(), cli_actor())
        _tell(speaker, told, entries, settings)
    speaker.say("retention.dry" if dry_run else "retention.ran")
    return OK


def _due(settings: Settings, engine: Engine) -> tuple[list[Due], int]:
    from posthouse.daemon.retention import rules_of
    from posthouse.store.pruning import prunable, read_policy
    from posthouse.store.retention import due

    ledger = Path(settings.store.folder) / "ledger"
    entries = prunable(ledger, _now_us()) - read_policy(ledger).minimum_index
    return due(engine, rules_of(settings.retention), _now_us()), entries


def _tell(speaker: Terminal, told: list[Due], entries: int, settings: Settings) -> None:
    days = {one.rule.name: one.rule.days for one in told}
    counts = {one.rule.name: one.count for one in told}
    days["ledger_entries"] = settings.retention.ledger_entries_days
    counts["ledger_entries"] = entries
    result: dict[str, Any] = {
        name: {"days": days[name] or None, "count": counts[name]} for name in days
    }
    speaker.result(result)
    ever = speaker.text("retention.ever")
    rows = [
        (name, speaker.text(f"retention.{name}"), str(days[name] or ever), str(counts[name]))
        for name in days
    ]
    speaker.table(speaker.text("retention.head").split("|"), rows)


@contextmanager
def _opened(config: Path | None) -> Iterator[tuple[Settings, Engine]]:
    settings = settings_of(config, os.environ)
    with opened(Path(settings.store.folder)) as engine:
        yield settings, engine


def _now_us() -> int:
    return time.time_ns() // 1000
