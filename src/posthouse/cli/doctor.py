"""`posthouse doctor`: looks at everything a station needs and says how to put it right."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from posthouse.cli.channels import reach_all
from posthouse.cli.folder import RUN_FILE, newest_running
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.sealed import with_keys
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.config.compile import listen_address
from posthouse.config.names import wanted
from posthouse.config.schema import Settings
from posthouse.config.treatments import DEFAULT_PROJECT, media_of
from posthouse.config.unsafe import problems
from posthouse.media.extra import INSTALL, OCR, missing
from posthouse.model.errors import CommandError, PosthouseError
from posthouse.model.media import Handling

PACKAGES = (
    "ahocorasick-rs", "alembic", "argon2-cffi", "brotli", "cryptography", "cyclopts", "httptools",
    "hyperscan", "jinja2", "joserfc", "msgspec", "numpy", "orjson", "phonenumbers",
    "prometheus-client", "pyotp", "pypdf", "pyrage", "python-multipart", "python-stdnum", "rich",
    "segno", "sqlalchemy", "starlette", "tree-sitter", "tree-sitter-bash", "tree-sitter-powershell",
    "tree-sitter-ruby", "tree-sitter-typescript",
    "uvicorn", "uvloop", "webauthn", "zstandard",
)  # fmt: skip
NEEDED_BYTES = 200 * 1024 * 1024
BUILT_S = 1_795_000_000
"""A clock before this release (November 2026) would make keys and certificates look wrong."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: `result` is ok, warn or fail."""

    name: str
    result: str
    found: str
    hint: str = ""


def doctor(*, config: Config = None, json: Json = False) -> int:
    """Check this machine, the settings, the data folder and the upstreams; send no content."""
    speaker = terminal(json_=json, environ=os.environ)
    checks = [*_machine(), *_station(config)]
    speaker.result([asdict(check) for check in checks])
    rows = [(c.name, speaker.text(f"doctor.{c.result}"), c.found) for c in checks]
    speaker.table(speaker.text("doctor.head").split("|"), rows)
    failed = [check for check in checks if check.result == "fail"]
    _hints(checks, speaker)
    if failed:
        speaker.say("doctor.unwell", count=len(failed))
        return FAILED
    speaker.say("doctor.well")
    return OK


def _hints(checks: list[Check], speaker: Terminal) -> None:
    for check in checks:
        if check.hint:
            speaker.say("hint", hint=f"{check.name}: {check.hint}")


def _machine() -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < (3, 11)
    yield Check("python", "fail" if old else "ok", version, "use 3.11 or newer" if old else "")
    yield _packages()
    yield _scanner()
    late = time.time() < BUILT_S
    now = time.strftime("%Y-%m-%d %H:%M:%S %z")
    yield Check("clock", "fail" if late else "ok", now, "set the clock" if late else "")


def _packages() -> Check:
    missing = []
    for name in PACKAGES:
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("packages", "fail", f"missing: {', '.join(missing)}", "run `make install`")
    return Check("packages", "ok", f"{len(PACKAGES)} installed")


def _scanner() -> Check:
    """Compile and run one pattern: hyperscan needs a CPU that its wheel was built for."""
    try:
        import hyperscan

        scanner = hyperscan.Database()
        scanner.compile(expressions=[b"ab+c"], ids=[1], elements=1, flags=[0])
        hits: list[int] = []
        scanner.scan(b"xabbc", match_event_handler=lambda *hit: hits.append(hit[2]))
    except Exception as error:  # noqa: BLE001  (whatever a native library does, it is told)
        hint = "needs x86-64 or arm64 with this Python; run `make install` again"
        return Check("hyperscan", "fail", type(error).__name__, hint)
    return Check("hyperscan", "ok" if hits else "fail", metadata.version("hyperscan"))


def _station(config: Path | None) -> Iterator[Check]:
    """Check what the settings lead to; without settings there is only that to tell."""
    try:
        settings = settings_of(config, os.environ)
    except PosthouseError as error:
        yield Check("settings", "fail", error.message, error.hint)
        yield _images(wanted=False)
        return
    found = problems(settings, os.environ)
    for problem in found:
        yield Check("settings", "fail", problem.message, problem.hint)
    if found:
        return
    yield Check("settings", "ok", settings.source)
    for check in (_folder, _database, _names, _ports, _local_model):
        yield check(settings)
    yield _images(wanted=_covers(settings))
    yield from _upstreams(settings)


def _folder(settings: Settings) -> Check:
    folder = Path(settings.store.folder)
    if not folder.exists():
        return Check("data folder", "ok", f"{folder}: made at the first start")
    if not os.access(folder, os.W_OK):
        return Check(
            "data folder", "fail", f"{folder}: not writable", f"chown it; chmod 700 {folder}"
        )
    free = shutil.disk_usage(folder).free
    few = free < NEEDED_BYTES
    told = f"{folder}: mode 700, {free / 1e9:.1f} GB free"
    return Check("data folder", "fail" if few else "ok", told, "free some space" if few else "")


def _names(settings: Settings) -> Check:
    try:
        names = wanted(settings.privacy.names)
    except PosthouseError as error:
        return Check("names", "fail", error.message, error.hint)
    if names is not None:
        return Check("names", "ok", names.tagger.name)
    if settings.privacy.names == "off":
        return Check("names", "ok", "off: names are not looked for")
    return Check("names", "warn", "no model: names are not looked for", "install Posthouse again")


def _covers(settings: Settings) -> bool:
    """Tell whether any project or key has images read."""
    said = [(DEFAULT_PROJECT, "")]
    said += [(one.name, key) for one in settings.project for key in ("", *one.keys)]
    return any(media_of(settings, *one).images is Handling.REDACT for one in said)


def _images(*, wanted: bool) -> Check:
    """Tell whether the packages that read images are there."""
    if not (lacking := missing()):
        told = ", ".join(f"{one} {metadata.version(one)}" for one in OCR.values())
        return Check("images", "ok", f"{'read' if wanted else 'can be read'}: {told}")
    told = f"not read: no {', '.join(lacking)}"
    return Check("images", "fail" if wanted else "warn", told, INSTALL)


def _database(settings: Settings) -> Check:
    from posthouse.store.database import FILE, open_database
    from posthouse.store.keys import SqlKeyStore

    folder = Path(settings.store.folder)
    if not (folder / FILE).exists():
        return Check("database", "ok", "made at the first start")
    try:
        engine = open_database(folder)
        count = len(SqlKeyStore(engine).every())
        engine.dispose()
    except PosthouseError as error:
        return Check("database", "fail", error.message, error.hint)
    return Check("database", "ok", f"{FILE}: {count} keys")


def _ports(settings: Settings) -> Check:
    try:
        running = newest_running([Path(settings.store.folder)])
        return Check("ports", "ok", f"held by the running station, process {running.pid}")
    except CommandError:
        pass
    addresses = [settings.server.address, settings.server.admin]
    if settings.local_model.enabled:
        port = settings.local_model.port
        addresses += [f"127.0.0.1:{port}", f"127.0.0.1:{port + 1}"]
    taken = [address for address in addresses if not _free(address)]
    if taken:
        hint = f"stop what listens there, or change [server]; no {RUN_FILE} tells of a station"
        return Check("ports", "fail", f"taken: {', '.join(taken)}", hint)
    return Check("ports", "ok", f"free: {', '.join(addresses)}")


def _free(address: str) -> bool:
    host, port = listen_address(address, "server")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _local_model(settings: Settings) -> Check:
    from posthouse.service.localmodel import weights

    if not settings.local_model.enabled:
        return Check("local model", "ok", "not used")
    try:
        file = weights()
    except CommandError as error:
        return Check("local model", "fail", error.message, error.hint)
    return Check("local model", "ok", f"{file.name}, {file.stat().st_size / 1e6:.0f} MB")


def _upstreams(settings: Settings) -> Iterator[Check]:
    channels = list(with_keys(settings, os.environ).channels)
    port = settings.local_model.port
    own = {("127.0.0.1", port), ("127.0.0.1", port + 1)} if settings.local_model.enabled else set()
    for reached in asyncio.run(reach_all(channels)):
        channel = next(c for c in channels if c.name == reached.channel)
        if (channel.address.host, channel.address.port) in own and not reached.well:
            yield Check(f"channel {reached.channel}", "ok", "starts together with the station")
            continue
        result = "fail" if not reached.well else "warn" if reached.hint else "ok"
        yield Check(f"channel {reached.channel}", result, reached.found, reached.hint)
