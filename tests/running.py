"""A station as its users run it: a process of its own, a folder of its own, a key of its own."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.scan import fingerprint
from tests.detectors import COMPILED

ROOT = Path(__file__).parents[1]
DIALECTS = [
    *("openai_chat", "openai_responses", "openai_embeddings", "openai_files", "openai_media"),
    *("anthropic", "gemini"),
]

T = TypeVar("T")


def until(condition: Callable[[], T], seconds: float = 60) -> T:
    """Return what a condition returns once that is something; fail where it never is."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
    return found


PORTS = range(20_000, 32_000)
"""Below those that a system gives to outgoing connections: nobody takes one between two lines."""


def free_port() -> int:
    """Return a port on which nothing listens."""
    drawn = random.SystemRandom()
    for _ in range(100):
        port = drawn.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port")


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Give all files below a folder in use, and what they hold; some go while it is read."""
    paths = [Path(below, name) for below, _, names in os.walk(folder) for name in names]
    for path in paths:
        with suppress(FileNotFoundError):
            if path.is_file():
                yield path, path.read_bytes()


def seed_cache(data: Path) -> None:
    """Lay what was compiled before into a new data folder: to compile it again takes seconds."""
    if data.exists() or not COMPILED.is_dir():
        return
    (data / "cache").mkdir(mode=0o700, parents=True)
    data.chmod(0o700)
    for one in COMPILED.glob(f"detectors-{fingerprint(RULES, ())}"):
        os.link(one, data / "cache" / one.name)


def keep_cache(data: Path) -> None:
    """Keep what a station compiled for later ones; the name says of which rules."""
    COMPILED.mkdir(mode=0o700, exist_ok=True)
    for made in (data / "cache").glob("detectors-*"):
        if not (COMPILED / made.name).exists() and "." not in made.name:
            draft = COMPILED / f".{made.name}.{os.getpid()}"
            shutil.copy(made, draft)
            draft.replace(COMPILED / made.name)


def settings(folder: Path, port: int, channels: str, more: str = "", server: str = "") -> str:
    return f"""
[server]
address = "127.0.0.1:{port}"
admin = "127.0.0.1:{free_port()}"
{server}
[store]
folder = "{folder / "data"}"
{more}
{channels}
"""


def channel(name: str, url: str, models: list[str] | None = None, more: str = "") -> str:
    return f"""
[[channel]]
name = "{name}"
url = "{url}"
dialects = {json.dumps(DIALECTS)}
key_env = "TEST_UPSTREAM_KEY"
models = {json.dumps(models or [])}
basis = "own test"
{more}
"""


class Station:
    """`with Station(folder, channels) as station:` is a running station and a key for it."""

    def __init__(
        self, folder: Path, channels: str, *, more: str = "", server: str = "", python: str = ""
    ) -> None:
        self.folder = Path(folder)
        self.python = str(python or sys.executable)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.config = self.folder / "posthouse.toml"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("POSTHOUSE")},
            "TEST_UPSTREAM_KEY": "upstream-key-of-the-test",
            "POSTHOUSE_LANG": "en",
            "HOME": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.config.write_text(settings(self.folder, self.port, channels, more, server))
        self.config.chmod(0o600)
        self.process: subprocess.Popen | None = None
        self.key = ""

    def __enter__(self):
        self.start()
        self.key = self.new_key()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self) -> None:
        seed_cache(self.folder / "data")
        self.log = (self.folder / "station.log").open("ab")
        self.process = subprocess.Popen(
            [self.python, "-m", "posthouse", "serve", "--config", str(self.config)],
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
            cwd=self.folder,
        )
        self.wait()
        keep_cache(self.folder / "data")

    def wait(self, seconds: float = 300) -> None:
        """Wait until it is ready: one that compiles its detectors beside others takes minutes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.03)
        raise AssertionError("the station did not start:\n" + self.logged())

    def logged(self) -> str:
        return (self.folder / "station.log").read_text(errors="replace")

    def command(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.python, "-m", "posthouse", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            cwd=self.folder,
            check=False,
        )

    def new_key(self, *words: str) -> str:
        shown = self.command("keys", "create", *words, "--config", str(self.config), "--json")
        assert shown.returncode == 0, shown.stderr
        key = json.loads(shown.stdout)["key"]
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if self.get("/v1/models", key)[0] != 401:
                return key
            time.sleep(0.05)
        raise AssertionError("the station does not see the new key")

    def get(self, path: str, key: str = "") -> tuple[int, bytes]:
        return self.send("GET", path, None, key)[:2]

    def post(self, path: str, body, key: str | None = None, **headers):
        """Return status, body bytes, headers of the answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send("POST", path, data, self.key if key is None else key, **headers)

    def send(self, method, path, data, key="", **headers):
        request = urllib.request.Request(self.url + path, data=data, method=method)
        request.add_header("content-type", "application/json")
        if key:
            request.add_header("authorization", f"Bearer {key}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read(), dict(error.headers)

    def receipt(self, headers: dict) -> dict:
        return json.loads(self.get("/receipts/" + headers["posthouse-receipt"])[1])["receipt"]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        self.log.close()
        return self.process.returncode
