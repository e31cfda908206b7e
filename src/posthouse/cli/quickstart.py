"""`posthouse quickstart`, what `make run` calls: from nothing to a first answer, no account."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse import __version__
from posthouse.cli.clients import first_requests
from posthouse.cli.folder import Issued, Wish, issue, open_keys
from posthouse.cli.keys import day
from posthouse.cli.station import run_station, station_url
from posthouse.cli.terminal import Terminal, terminal
from posthouse.config.load import load
from posthouse.config.schema import LocalModelSettings, Server, Settings
from posthouse.config.unsafe import refuse_unsafe
from posthouse.model.caller import KeyState
from posthouse.service.localmodel import DIALECTS, HOST
from posthouse.store.keyfile import open_folder

FILE = "posthouse.toml"


def quickstart(
    *,
    data: Annotated[Path, Parameter(help="Where settings, keys and records are kept.")] = Path(
        "data"
    ),
    port: Annotated[
        int, Parameter(help="Port of the first settings; the next three as well.")
    ] = 8700,
) -> int:
    """Make what is missing, start a station with the local model, show first requests."""
    speaker = terminal(json_=False, environ=os.environ)
    folder = data.absolute()
    open_folder(folder)
    file = folder / FILE
    if not file.exists():
        _write_settings(file, port)
        speaker.say("quickstart.made", folder=folder)
    settings = load(file)
    refuse_unsafe(settings, os.environ)
    if _has_key(settings):
        return run_station(settings, speaker, lambda: _announce(settings, speaker, None))
    with issue(Path(settings.store.folder), Wish(name="first")) as issued:
        return run_station(settings, speaker, lambda: _announce(settings, speaker, issued))


def _write_settings(file: Path, port: int) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(first_settings(port))


def first_settings(port: int) -> str:
    """Return the text of the first settings file: loopback, embedded parts, the local model."""
    dialects = ", ".join(f'"{dialect.value}"' for dialect in DIALECTS)
    server, local = Server(), LocalModelSettings()
    host = server.address.rpartition(":")[0]
    return f"""# Made by `posthouse quickstart`. Every key: `posthouse config docs`.
# 由 `posthouse quickstart` 生成。全部配置项：`posthouse config docs`。

[server]
address = "{host}:{port}"
admin = "{host}:{port + 1}"

[store]
folder = "."

[local_model]
enabled = true
name = "{local.name}"
port = {port + 2}

[[channel]]
name = "local"
url = "http://{HOST}:{port + 2}"
dialects = [{dialects}]
models = ["{local.name}"]
basis = "runs on this machine; weights under Apache-2.0"

[[channel]]
name = "local-gemini"
url = "http://{HOST}:{port + 3}"
dialects = ["gemini"]
models = ["{local.name}"]
basis = "runs on this machine; weights under Apache-2.0"

# Your own provider or relay 自己的供应商或中转站:
# [[channel]]
# name = "relay"
# url = "https://relay.example.com"
# dialects = ["openai_chat", "openai_responses", "anthropic", "gemini"]
# key_env = "RELAY_KEY"
# models = ["model-a", "model-b"]
# basis = "own account, terms of service of the relay"
"""


def _has_key(settings: Settings) -> bool:
    """Tell whether an earlier start made a key that still works."""
    with open_keys(Path(settings.store.folder)) as keys:
        return any(
            record.state is KeyState.ACTIVE and record.expires_at > time.time()
            for record in keys.store.every()
        )


def _announce(settings: Settings, speaker: Terminal, issued: Issued | None) -> None:
    url = station_url(settings)
    admin = f"http://{settings.server.admin}/metrics"
    speaker.line()
    speaker.say("serving", version=__version__, url=url, admin=admin)
    speaker.line()
    key = "$POSTHOUSE_KEY"
    if issued is None:
        command = f".venv/bin/posthouse keys create --config {settings.source}"
        speaker.say("quickstart.kept", command=command)
    else:
        key, issued.shown = issued.plain.reveal(), True
        speaker.say("quickstart.key", until=day(issued.record.expires_at), key=key)
    model = settings.local_model.name
    dialects = frozenset(d for channel in settings.channel for d in channel.dialects)
    speaker.say("quickstart.first")
    speaker.line()
    for part in first_requests(url, key, model, dialects):
        speaker.line(part)
    speaker.say("quickstart.receipt", url=url)
