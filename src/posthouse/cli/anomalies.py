"""`posthouse anomalies`: what keys did that they never did before."""

from __future__ import annotations

import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.store.anomalies import SqlAnomalies
from posthouse.store.database import open_database
from posthouse.store.keyfile import open_folder


def list_(
    *,
    most: Annotated[int, Parameter(help="How many to list at most.")] = 50,
    config: Config = None,
    json: Json = False,
) -> int:
    """List what was found, newest first."""
    speaker = terminal(json_=json, environ=os.environ)
    folder = Path(settings_of(config, os.environ).store.folder)
    open_folder(folder)
    engine = open_database(folder)
    try:
        every = SqlAnomalies(engine).every(most)
    finally:
        engine.dispose()
    speaker.result([asdict(one) for one in every])
    if not every:
        speaker.say("anomalies.none")
        return OK
    rows = [
        (_moment(one.at_us), one.key, one.project, one.kind, one.found, one.expected, one.action)
        for one in every
    ]
    speaker.table(speaker.text("anomalies.head").split("|"), rows)
    return OK


def _moment(at_us: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at_us / 1_000_000))
