"""`posthouse audit history`: how the station's channels stand, audit after audit."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.audit.standing import discovered
from posthouse.cli.database import opened
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.cli.times import minute
from posthouse.store.audits import Audited, SqlAudits

STEPS = "▁▂▃▄▅▆▇█"
SHOWN = 24


def history(
    channel: Annotated[str, Parameter(help="One channel; empty means all.")] = "",
    *,
    config: Config = None,
    json: Json = False,
) -> int:
    """List the station's own audits by channel: last verdict, standing, its course."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with opened(Path(settings.store.folder)) as engine:
        every = SqlAudits(engine).of(channel)
    speaker.result([asdict(one) for one in every])
    if not every:
        speaker.say("audit.no_history")
        return OK
    by_channel: dict[str, list[Audited]] = {}
    for one in every:
        by_channel.setdefault(one.channel, []).append(one)
    named = discovered(
        {name: found[-1].standing for name, found in by_channel.items()}, settings.audits.alpha
    )
    rows = [
        (
            name,
            found[-1].model,
            str(len(found)),
            minute(found[-1].at_us),
            speaker.text(f"audit.short.{found[-1].word}"),
            f"{found[-1].standing:.3g}{' !' if name in named else ''}",
            course([one.standing for one in found[-SHOWN:]], settings.audits.quarantine or 1000.0),
        )
        for name, found in sorted(by_channel.items())
    ]
    speaker.table(speaker.text("audit.history").split("|"), rows)
    return OK


def course(standings: list[float], limit: float) -> str:
    """Return standings as steps, the highest at the limit, on a scale of logarithms."""
    import math

    top = math.log10(max(limit, 10.0))
    return "".join(
        STEPS[min(int(max(math.log10(max(one, 1.0)), 0.0) / top * 7), 7)] for one in standings
    )
