"""`posthouse serve`: run a station as its settings say."""

from __future__ import annotations

import os
from typing import Annotated

import msgspec
from cyclopts import Parameter

from posthouse import __version__
from posthouse.cli.options import Config, settings_of
from posthouse.cli.station import run_station, station_url
from posthouse.cli.terminal import terminal
from posthouse.config.schema import Server, Settings
from posthouse.console.origin import console_origin
from posthouse.model.errors import CommandError


def serve(
    *,
    workers: Annotated[
        int | None, Parameter(help="Processes that relay, instead of server.workers.")
    ] = None,
    config: Config = None,
) -> int:
    """Run the station until SIGTERM."""
    speaker = terminal(json_=False, environ=os.environ)
    settings = settings_of(config, os.environ)
    if workers is not None:
        settings = _with_workers(settings, workers)

    def announce() -> None:
        admin = f"http://{settings.server.admin}/metrics"
        url = station_url(settings)
        speaker.say("serving", version=__version__, url=url, admin=admin)
        if settings.console.enabled:
            speaker.say("serving.console", url=console_origin(settings))

    return run_station(settings, speaker, announce, "INFO")


def _with_workers(settings: Settings, workers: int) -> Settings:
    """Return the settings with another number of workers. Raises CommandError."""
    server = msgspec.structs.replace(settings.server, workers=workers)
    try:
        msgspec.convert(msgspec.to_builtins(server), type=Server)
    except msgspec.ValidationError:
        hint = "for instance --workers 4; a worker uses about 90 MB"
        raise CommandError(f"--workers: expected 1 to 64, found {workers}", hint=hint) from None
    return msgspec.structs.replace(settings, server=server)
