"""`posthouse anomalies`: what keys did that they never did before."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.database import opened
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.cli.times import minute
from posthouse.store.anomalies import SqlAnomalies


def list_(
    *,
    most: Annotated[int, Parameter(help="How many to list at most.")] = 50,
    config: Config = None,
    json: Json = False,
) -> int:
    """List what was found, newest first."""
    speaker = terminal(json_=json, environ=os.environ)
    folder = Path(settings_of(config, os.environ).store.folder)
    with opened(folder) as engine:
        every = SqlAnomalies(engine).every(most)
    speaker.result([asdict(one) for one in every])
    if not every:
        speaker.say("anomalies.none")
        return OK
    rows = [
        (minute(one.at_us), one.key, one.project, one.kind, one.found, one.expected, one.action)
        for one in every
    ]
    speaker.table(speaker.text("anomalies.head").split("|"), rows)
    return OK
