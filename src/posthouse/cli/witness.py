"""`posthouse witness`: cosigns the checkpoints of other people's logs."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.terminal import OK, Terminal, terminal
from posthouse.config.schema import Server, Settings
from posthouse.config.unsafe import refuse_unsafe
from posthouse.ledger.policy import parse_logs
from posthouse.ledger.witnessing import Logs
from posthouse.model.errors import PosthouseError
from posthouse.service.witness import Witness
from posthouse.store.disk import Disk
from posthouse.store.headfiles import LOGS_FILE, HeadFiles

LOG = logging.getLogger("posthouse.witness")


def witness(
    *,
    folder: Annotated[Path, Parameter(help="Key, known logs and heads.")] = Path("witness"),
    name: Annotated[str, Parameter(help="Name in cosignatures; needed the first time.")] = "",
    address: Annotated[str, Parameter(help="Host and port to listen on.")] = "127.0.0.1:8720",
    tls_cert: Annotated[str, Parameter(help="PEM certificate chain; needed off loopback.")] = "",
    tls_key: Annotated[str, Parameter(help="PEM private key.")] = "",
) -> int:
    """Serve add-checkpoint for the logs in FOLDER/logs until SIGTERM."""
    import uvloop

    from posthouse.logs import configure

    configure(os.environ.get("POSTHOUSE_LOG", "INFO"))
    speaker = terminal(json_=False, environ=os.environ)
    settings = Settings(server=Server(address=address, tls_cert=tls_cert, tls_key=tls_key))
    refuse_unsafe(settings, os.environ)
    files = HeadFiles(folder, Disk())
    try:
        found = files.key(name)
        made = Witness(found.key, found.signer.sign, known_logs(files), files, time.time)
        made.load()
        uvloop.run(_serve(made, settings, lambda: _announce(speaker, made, settings, files)))
    finally:
        files.close()
    return OK


def known_logs(files: HeadFiles) -> Callable[[], Logs]:
    """Return what tells the known logs, as the file is now; a file with a mistake changes nothing.

    Raises ConfigError where it has one at the start.
    """
    seen = files.logs_stamp()
    logs: Logs = parse_logs(files.logs())

    def now() -> Logs:
        nonlocal seen, logs
        stamp = files.logs_stamp()
        if stamp != seen:
            seen = stamp
            try:
                logs = parse_logs(files.logs())
                LOG.info("known logs read", extra={"logs": len(logs)})
            except (OSError, PosthouseError) as error:
                LOG.error("known logs refused, those before stay", extra={"cause": str(error)})
        return logs

    return now


def _announce(speaker: Terminal, made: Witness, settings: Settings, files: HeadFiles) -> None:
    scheme = "https" if settings.server.tls_cert else "http"
    url = f"{scheme}://{settings.server.address}"
    speaker.say("witness.serving", key=made.key, url=url, logs=files.folder / LOGS_FILE)


async def _serve(made: Witness, settings: Settings, ready: Callable[[], None]) -> None:
    from posthouse.daemon.listening import Draining, listener, serve_until, stop_on_signals
    from posthouse.server.witness import WitnessFace

    async def nothing_under_way() -> None:
        """Requests take milliseconds: the listener's own grace is enough."""

    listening = listener(WitnessFace(made), settings.server.address, settings, public=True)
    await serve_until([listening], Draining(stop_on_signals()), nothing_under_way, ready)
