"""`posthouse serve`: run a station as its settings say."""

from __future__ import annotations

import os

from posthouse import __version__
from posthouse.cli.options import Config, settings_of
from posthouse.cli.station import run_station, station_url
from posthouse.cli.terminal import terminal


def serve(*, config: Config = None) -> int:
    """Run the station until SIGTERM."""
    speaker = terminal(json_=False, environ=os.environ)
    settings = settings_of(config, os.environ)

    def announce() -> None:
        admin = f"http://{settings.server.admin}/metrics"
        url = station_url(settings)
        speaker.say("serving", version=__version__, url=url, admin=admin)

    return run_station(settings, speaker, announce, "INFO")
