"""`posthouse witness` as its users run it: a process of its own, a folder of its own."""

import asyncio
import base64
import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.running import free_port


class RunningWitness:
    """`with RunningWitness(folder, [vkey]) as witness:` is a running witness of these logs."""

    def __init__(self, folder: Path, logs, name: str = "witness.example/w1") -> None:
        self.folder = Path(folder)
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.address = f"127.0.0.1:{self.port}"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.folder / "logs").write_text("".join(f"log {one}\n" for one in logs))
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("POSTHOUSE")},
            "POSTHOUSE_LANG": "en",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.process: subprocess.Popen | None = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def command(self) -> list[str]:
        words = ["--folder", str(self.folder), "--name", self.name]
        return [sys.executable, "-m", "posthouse", "witness", *words, "--address", self.address]

    def start(self) -> None:
        log = (self.folder.parent / f"{self.folder.name}.log").open("ab")
        self.process = subprocess.Popen(
            self.command(), env=self.environment, stdout=log, stderr=log
        )
        end = time.monotonic() + 120
        while time.monotonic() < end and self.process.poll() is None:
            try:
                assert self.get("/healthz")[0] == 200
            except OSError:
                time.sleep(0.03)
            else:
                return
        raise AssertionError("the witness did not start:\n" + self.logged())

    def run_once(self) -> subprocess.CompletedProcess:
        """Start it where it has to refuse."""
        return subprocess.run(
            self.command(), env=self.environment, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip

    def logged(self) -> str:
        return (self.folder.parent / f"{self.folder.name}.log").read_text(errors="replace")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)

    @property
    def vkey(self) -> str:
        return self.get("/vkey")[1].decode().strip()

    def get(self, path: str) -> tuple[int, bytes]:
        status, _, body = self.send("GET", path)
        return status, body

    def add(self, body: bytes) -> tuple[int, str, bytes]:
        """Return status, content type and body."""
        return self.send("POST", "/add-checkpoint", body)

    def send(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body)
            answer = connection.getresponse()
            return answer.status, answer.headers.get("content-type", ""), answer.read()
        finally:
            connection.close()


def request(old: int, proof, note: bytes) -> bytes:
    lines = [f"old {old}", *(base64.b64encode(one).decode() for one in proof)]
    return "\n".join([*lines, "", ""]).encode() + note


async def post(port: int, body: bytes) -> tuple[int, bytes]:
    """Send one request on a connection of its own; (0, b"") where the witness went away."""
    head = f"POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: {len(body)}\r\n"
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{head}connection: close\r\n\r\n".encode() + body)
        answer = await reader.read()
        writer.close()
    except OSError:
        return 0, b""
    if not answer.startswith(b"HTTP/1.1 ") or b"\r\n\r\n" not in answer:
        return 0, b""
    head, _, told = answer.partition(b"\r\n\r\n")
    return int(head[9:12]), told
