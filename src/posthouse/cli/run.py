"""`posthouse run -- CLIENT ...`: starts a client that can speak only to the running station.

The client gets a key of its own, which is revoked when it ends; no key is kept on disk.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.clients import client_arguments, client_environment
from posthouse.cli.folder import Wish, newest_running, open_keys
from posthouse.cli.options import PLACES, Config, data_home, settings_of
from posthouse.cli.terminal import terminal
from posthouse.config.load import load
from posthouse.config.schema import Settings
from posthouse.model.errors import CommandError, ConfigError

KEY_DAYS = 7


def run(
    *command: Annotated[str, Parameter(allow_leading_hyphen=True, help="The client, after --.")],
    config: Config = None,
    data: Annotated[Path | None, Parameter(help="The data folder of the station.")] = None,
) -> int:
    """Start a client with address and key set; return its exit code."""
    speaker = terminal(json_=False, environ=os.environ)
    if not command:
        raise CommandError("no client named", hint="for instance: posthouse run -- claude")
    station = newest_running(_folders(config, data))
    with open_keys(station.folder) as keys:
        record, plain = keys.create(Wish(name=f"run {Path(command[0]).name}", days=KEY_DAYS))
        try:
            _await_key(station.url, plain.reveal())
            speaker.note("run.started", program=command[0], url=station.url)
            hidden = _upstream_variables(station.folder)
            environ = client_environment(os.environ, station.url, plain.reveal(), hidden)
            return _client(client_arguments(command, station.url), environ)
        finally:
            keys.store.revoke(record.id)


def _folders(config: Path | None, data: Path | None) -> list[Path]:
    """Return the data folders in which a running station is looked for."""
    if data is not None:
        return [data.absolute()]
    if config is not None or os.environ.get("POSTHOUSE_CONFIG"):
        return [Path(settings_of(config, os.environ).store.folder)]
    here = [settings for place in PLACES if (settings := _settings(place)) is not None]
    guards = sorted(data_home(os.environ).glob("*/"))
    return [*(Path(settings.store.folder) for settings in here), *guards]


def _settings(place: Path) -> Settings | None:
    try:
        return load(place)
    except ConfigError:
        return None


def _upstream_variables(folder: Path) -> list[str]:
    """Return the variables that hold upstreams' keys: the client has no business with them."""
    settings = _settings(folder / "posthouse.toml")
    return [c.key_env for c in settings.channel if c.key_env] if settings else []


def _await_key(url: str, key: str, seconds: float = 5) -> None:
    """Return once the station knows the key. Raises CommandError where it does not answer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    asked = urllib.request.Request(f"{url}/v1/models", headers={"authorization": f"Bearer {key}"})
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            opener.open(asked, timeout=seconds).close()
        except urllib.error.HTTPError as error:
            if error.code != 401:
                return
        except OSError as error:
            message = f"the station at {url} does not answer ({type(error).__name__})"
            raise CommandError(message, hint="look at its own terminal") from None
        else:
            return
        time.sleep(0.1)
    raise CommandError("the station does not see the new key", hint="`posthouse doctor` tells more")


def _client(arguments: list[str], environ: dict[str, str]) -> int:
    """Run the client in the foreground; Ctrl-C is the client's own business."""
    environ["NO_PROXY"] = ",".join(filter(None, (environ.get("NO_PROXY"), "127.0.0.1,localhost")))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = subprocess.Popen(
            arguments,
            env=environ,
            preexec_fn=_with_usual_interrupt,  # noqa: PLW1509
        ).wait()
    except FileNotFoundError:
        message = f"{arguments[0]}: no such program"
        raise CommandError(message, hint="install it, or give its whole path") from None
    finally:
        signal.signal(signal.SIGINT, before)
    return code if code >= 0 else 128 - code


def _with_usual_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
