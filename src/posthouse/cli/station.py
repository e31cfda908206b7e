"""Starting a station from the command line: the safety check and the run file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from posthouse.cli.folder import remove_run_file, write_run_file
from posthouse.cli.terminal import OK, Terminal
from posthouse.config.compile import listen_address
from posthouse.config.schema import Settings
from posthouse.config.unsafe import refuse_unsafe
from posthouse.store.keyfile import open_folder


def station_url(settings: Settings) -> str:
    """Return the address that clients use."""
    host, port = listen_address(settings.server.address, "server.address")
    scheme = "https" if settings.server.tls_cert else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def run_station(
    settings: Settings, terminal: Terminal, announce: Callable[[], None], log_level: str = "WARNING"
) -> int:
    """Serve until SIGTERM or Ctrl-C; `announce` is called once requests are taken.

    POSTHOUSE_LOG wins over `log_level`: people at a terminal are not shown the log's JSON lines.
    """
    import uvloop

    os.environ.setdefault("POSTHOUSE_LOG", log_level)
    refuse_unsafe(settings, os.environ)
    open_folder(Path(settings.store.folder))
    if settings.local_model.enabled:
        terminal.note("model.starting")
    uvloop.run(_serve(settings, announce))
    terminal.note("stopped")
    return OK


async def _serve(settings: Settings, announce: Callable[[], None]) -> None:
    from posthouse.daemon.serve import serve

    folder = Path(settings.store.folder)

    def ready() -> None:
        write_run_file(folder, station_url(settings))
        announce()

    try:
        await serve(settings, ready=ready)
    finally:
        remove_run_file(folder)
