"""`posthouse master`: where the master key is that keeps the station's secret, and moving it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.master.inputs import Inputs, person
from posthouse.master.opening import open_keyring, rewrap
from posthouse.master.sources import FILE
from posthouse.store.database import open_database
from posthouse.store.keyfile import KEY_FILE, open_folder
from posthouse.store.mastermark import settle_master
from posthouse.store.sealedfile import SEALED_FILE, read_sealed


def status(
    *,
    open_: Annotated[
        bool, Parameter(name="--open", negative="", help="Try whether it opens the secret.")
    ] = False,
    config: Config = None,
    json: Json = False,
) -> int:
    """Tell where the master key is."""
    speaker = terminal(json_=json, environ=os.environ)
    folder = Path(settings_of(config, os.environ).store.folder)
    open_folder(folder)
    sealed = read_sealed(folder)
    kept = (folder / KEY_FILE).exists()
    told = {"kind": FILE if kept else "none", "file": str(folder / KEY_FILE)}
    if sealed is not None:
        told = {"kind": sealed.kind, "file": str(folder / SEALED_FILE), "station": sealed.station}
        told |= {"version": sealed.version, **sealed.place}
    if open_:
        keyring = open_keyring(folder, Inputs(os.environ, person()))
        told["station"] = keyring.fingerprint()
    speaker.result(told)
    speaker.table(speaker.text("master.head").split("|"), list(told.items()))
    if open_:
        speaker.say("master.opens")
    return OK


def rewrap_(
    *,
    to: Annotated[
        str,
        Parameter(
            help="file, passphrase, env:NAME, keyring[:NAME], transit:https://…/MOUNT/KEY, "
            "pkcs11:token=…;object=…?module-path=…, awskms:ARN, gcpkms:projects/…, "
            "azurekv:https://…/keys/KEY, alikms:REGION/ID."
        ),
    ],
    config: Config = None,
    json: Json = False,
) -> int:
    """Put the secret under another master key."""
    speaker = terminal(json_=json, environ=os.environ)
    folder = Path(settings_of(config, os.environ).store.folder)
    open_folder(folder)
    before, now = rewrap(folder, to, Inputs(os.environ, person()))
    engine = open_database(folder)
    try:
        settle_master(engine, folder, cli_actor(), time.time_ns() // 1000)
    finally:
        engine.dispose()
    speaker.result({"before": before, "now": now})
    speaker.say("master.moved", before=before, now=now)
    if before == FILE and now != FILE:
        speaker.say("master.remains")
    return OK
