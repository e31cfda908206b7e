"""`posthouse incidents`: what inspection stopped, defused or held, newest first."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.database import opened as database
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.cli.times import moment
from posthouse.config.schema import Settings
from posthouse.model.errors import CommandError
from posthouse.model.incident import Incident
from posthouse.store.incidents import SqlIncidents

Ident = Annotated[str, Parameter(help="The incident's id, as a notice or the list tells it.")]


def list_(
    *,
    most: Annotated[int, Parameter(help="How many to list at most.")] = 50,
    config: Config = None,
    json: Json = False,
) -> int:
    """List incidents, newest first."""
    speaker = terminal(json_=json, environ=os.environ)
    with opened(settings_of(config, os.environ)) as incidents:
        every = incidents.newest(most)
    speaker.result([asdict(one) for one in every])
    if not every:
        speaker.say("incidents.none")
        return OK
    speaker.table(speaker.text("incidents.head").split("|"), [row_of(one) for one in every])
    return OK


def show(ident: Ident, *, config: Config = None, json: Json = False) -> int:
    """Show one incident with its rules and the masked evidence."""
    speaker = terminal(json_=json, environ=os.environ)
    with opened(settings_of(config, os.environ)) as incidents:
        one = incidents.find(ident)
    if one is None:
        raise CommandError("no incident of this id", hint="`posthouse incidents list` shows all")
    speaker.result(asdict(one))
    told = {
        "id": one.id,
        "at": moment(one.at_us),
        "what": one.what,
        "where": one.where,
        "rules": ", ".join(one.rules),
        "evidence": one.evidence or "-",
        "channel": one.channel,
        "model": one.model,
        "key": one.key,
        "project": one.project,
        "receipt": one.receipt,
        "state": one.state.value,
        "actor": one.actor or "-",
    }
    names = speaker.text("incidents.fields").split("|")
    speaker.table(("", ""), list(zip(names, told.values(), strict=True)))
    return OK


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[SqlIncidents]:
    """Open the incidents of a data folder. Raises StoreError."""
    with database(Path(settings.store.folder)) as engine:
        yield SqlIncidents(engine)


def row_of(one: Incident) -> tuple[str, ...]:
    """Return an incident as a line of a table."""
    rules = " ".join(one.rules)
    return (moment(one.at_us), one.id, one.what, one.state.value, one.channel, one.where, rules)
