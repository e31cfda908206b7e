"""`posthouse ledger`: how the transparency log stands, checking all of it, resolving a stop."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from sqlalchemy import Engine

from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import FAILED, OK, terminal
from posthouse.ledger.receipt import key_id
from posthouse.master.inputs import Inputs, person
from posthouse.master.opening import open_keyring
from posthouse.model.errors import CommandError
from posthouse.store.database import open_database
from posthouse.store.disk import Disk
from posthouse.store.keyfile import open_folder
from posthouse.store.ledgerstanding import Standing, standing
from posthouse.store.logaudit import audit
from posthouse.store.opening import log_of
from posthouse.store.receipts import Receipts
from posthouse.store.resolution import Resolution, ask, asked
from posthouse.store.sequencer import Log
from posthouse.store.sinks import lacking
from posthouse.vault.signer import Ed25519Signer

WAIT_S = 8.0
"""How long a running station may take to carry a resolution out: it looks once a second."""


@dataclass(frozen=True, slots=True)
class House:
    """A data folder's log and database."""

    log: Log
    engine: Engine

    @property
    def journal(self) -> Path:
        """The journal's folder."""
        return self.log.data / "journal"


@contextmanager
def opened(config: Path | None) -> Iterator[House]:
    """Open the log of the data folder for reading."""
    settings = settings_of(config, os.environ)
    folder = Path(settings.store.folder)
    open_folder(folder)
    keyring = open_keyring(folder, Inputs(os.environ, person()))
    station = key_id(Ed25519Signer(keyring.signing_seed()).public_key)
    places = (settings.ledger.origin, settings.ledger.guard_file)
    engine = open_database(folder)
    try:
        yield House(log_of(folder, places, keyring, station, Disk()), engine)
    finally:
        engine.dispose()


def status(*, config: Config = None, json: Json = False) -> int:
    """Tell how the ledger stands."""
    speaker = terminal(json_=json, environ=os.environ)
    with opened(config) as house:
        found = _standing(house)
    speaker.result(found.tree())
    speaker.table(speaker.text("ledger.head").split("|"), found.rows())
    return FAILED if found.trouble else OK


def verify(*, config: Config = None, json: Json = False) -> int:
    """Check every tile, entry and checkpoint against each other, guard, database and sinks."""
    speaker = terminal(json_=json, environ=os.environ)
    with opened(config) as house:
        upto = Receipts(house.engine).folded()
        found = audit(house.log, house.engine)
    sinks = [Path(name) for name in settings_of(config, os.environ).record.sinks]
    faults = [*found.faults, *lacking(sinks, upto)]
    speaker.result({"entries": found.entries, "faults": faults})
    for fault in faults:
        if not json:
            speaker.line(fault)
    if faults:
        speaker.say("ledger.faults", count=len(faults))
        return FAILED
    speaker.say("ledger.sound", count=found.entries)
    return OK


def resolve(
    *,
    reason: Annotated[str, Parameter(help="Why, in your words; it becomes an entry.")],
    config: Config = None,
    json: Json = False,
) -> int:
    """Let a stopped ledger go on: as a new ledger, or with its clock set anew."""
    speaker = terminal(json_=json, environ=os.environ)
    if not reason.strip():
        raise CommandError(
            "expected a reason in words", hint='--reason "restored from backup of …"'
        )
    with opened(config) as house:
        found = _standing(house)
        if not found.trouble:
            raise CommandError(
                "expected a stopped ledger, found one that is well",
                hint="`posthouse ledger status` shows how it stands",
            )
        ask(house.log, Resolution(reason, cli_actor()))
        done = _carried_out(house.log.data)
    speaker.result({"resolved": done, "cause": found.trouble})
    speaker.say("ledger.resolved" if done else "ledger.asked", cause=found.trouble)
    return OK


def _standing(house: House) -> Standing:
    return standing(house.log, house.engine, house.journal, time.time_ns() // 1000)


def _carried_out(data: Path) -> bool:
    """Wait for a running station to carry the resolution out."""
    end = time.monotonic() + WAIT_S
    running = (data / "run.json").exists()
    while running and time.monotonic() < end and asked(data) is not None:
        time.sleep(0.1)
    return asked(data) is None
