"""`posthouse switch`: stop a key, a channel, a project or the whole station at once, and go on."""

from __future__ import annotations

import getpass
import os
import time
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter
from sqlalchemy import Engine

from posthouse.cli.database import opened
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.cli.times import moment
from posthouse.config.schema import Settings
from posthouse.config.treatments import DEFAULT_PROJECT
from posthouse.model.errors import CommandError
from posthouse.model.switch import Mode, Reach, Switch
from posthouse.store.keys import SqlKeyStore
from posthouse.store.switches import SqlSwitches

MOST_LETTERS = 200

Kind = Annotated[Literal["key", "channel", "project", "all"], Parameter(help="What it is about.")]
Name = Annotated[str, Parameter(help="Which one; a key by its id, the part after ph-.")]


def set_(  # noqa: PLR0913  (every option of a switch is an option here)
    kind: Kind,
    name: Name = "",
    *,
    reason: Annotated[str, Parameter(help="Why, for those who see it in the list.")],
    slow: Annotated[bool, Parameter(help="Slow a key down instead of stopping it.")] = False,
    config: Config = None,
    json: Json = False,
) -> int:
    """Switch something off; what runs for it is ended."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    reach = Reach(kind)
    if slow and reach is not Reach.KEY:
        raise CommandError("--slow: only a key can be slowed", hint="leave --slow out")
    switch = Switch(
        reach, _id(reach, name), _reason(reason), actor(), time.time_ns() // 1000,
        Mode.SLOW if slow else Mode.OFF,
    )  # fmt: skip
    with opened(Path(settings.store.folder)) as engine:
        _require_known(settings, engine, switch)
        SqlSwitches(engine).set(switch)
    speaker.say(f"switch.{switch.mode.value}", kind=kind, name=switch.name or "-")
    speaker.result(_told(switch))
    return OK


def clear(kind: Kind, name: Name = "", *, config: Config = None, json: Json = False) -> int:
    """Let something go on that was switched off or slowed."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    reach = Reach(kind)
    with opened(Path(settings.store.folder)) as engine:
        found = SqlSwitches(engine).clear(reach, _id(reach, name), actor(), time.time_ns() // 1000)
    if not found:
        raise CommandError("no such switch is set", hint="`posthouse switch list` shows all")
    speaker.say("switch.cleared", kind=kind, name=_id(reach, name) or "-")
    speaker.result({"reach": kind, "name": _id(reach, name), "mode": "on"})
    return OK


def list_(*, config: Config = None, json: Json = False) -> int:
    """List all switches that are set, with who set them and why."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with opened(Path(settings.store.folder)) as engine:
        every = SqlSwitches(engine).every()
    speaker.result([_told(one) for one in every])
    if not every:
        speaker.say("switch.none")
        return OK
    rows = [
        (one.reach.value, one.name, one.mode.value, moment(one.at_us), one.actor, one.reason)
        for one in every
    ]
    speaker.table(speaker.text("switch.head").split("|"), rows)
    return OK


def actor() -> str:
    """Return who gives commands on the station's machine, as the ledger names them."""
    try:
        return f"cli:{getpass.getuser()}"
    except (OSError, KeyError):
        return f"cli:{os.getuid()}"


def _id(reach: Reach, name: str) -> str:
    if reach is Reach.ALL:
        if name:
            raise CommandError("all: expected no name", hint="posthouse switch set all --reason …")
        return ""
    if not name:
        hint = f"posthouse switch set {reach.value} NAME --reason …"
        raise CommandError(f"{reach.value}: expected a name", hint=hint)
    return name.split("-")[1] if reach is Reach.KEY and name.startswith("ph-") else name


def _reason(text: str) -> str:
    if not text.strip() or len(text) > MOST_LETTERS or not text.isprintable():
        raise CommandError(
            f"--reason: expected one line of at most {MOST_LETTERS} letters",
            hint="it stands in the ledger: no secrets",
        )
    return text.strip()


def _require_known(settings: Settings, engine: Engine, switch: Switch) -> None:
    """Refuse a name that nothing has: a typing error would stop nothing. Raises CommandError."""
    known = {
        Reach.ALL: lambda: {""},
        Reach.KEY: lambda: {key.id for key in SqlKeyStore(engine).every()},
        Reach.CHANNEL: lambda: {channel.name for channel in settings.channel},
        Reach.PROJECT: lambda: {DEFAULT_PROJECT, *(p.name for p in settings.project)},
    }[switch.reach]()
    if switch.name not in known:
        hint = {Reach.KEY: "`posthouse keys list`", Reach.CHANNEL: "`posthouse channels list`"}
        raise CommandError(
            f"no {switch.reach.value} of this name",
            hint=f"{hint.get(switch.reach, '`posthouse config show`')} shows every name",
        )


def _told(switch: Switch) -> dict[str, Any]:
    return {
        "reach": switch.reach.value,
        "name": switch.name,
        "mode": switch.mode.value,
        "reason": switch.reason,
        "actor": switch.actor,
        "at_us": switch.at_us,
    }
