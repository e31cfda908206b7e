"""Models in files, started on loopback for as long as a command needs them."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from posthouse.model.errors import CommandError
from posthouse.service.localmodel import HOST, LocalModel
from posthouse.service.rogue import free_port

MAGIC = b"GGUF"


@contextmanager
def served(wanted: Mapping[str, str], model: str) -> Iterator[dict[str, str]]:
    """Give addresses by who answers: those told, and those of local models started for GGUF files.

    Raises CommandError.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner())
        found: dict[str, str] = {}
        for who, told in wanted.items():
            if is_address(told):
                found[who] = told
            elif told:
                local = LocalModel(model, free_port(), Path(folder) / f"{who}.log", Path(told))
                runner.run(local.start())
                stack.callback(_stop, runner, local)
                found[who] = f"http://{HOST}:{local.port}"
        yield found


def _stop(runner: asyncio.Runner, local: LocalModel) -> None:
    runner.run(local.stop())


def is_address(told: str) -> bool:
    """Tell whether it is a channel's address; anything else is a file of weights."""
    return "://" in told


def source_of_weights(path: Path) -> str:
    """Return what a reference says of the weights it is from. Raises CommandError."""
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                hint = "give the address of a channel, or a file of weights in llama.cpp's format"
                raise CommandError(f"{path}: expected GGUF, found another file", hint=hint)
            file.seek(0)
            told = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror})") from None
    return f"weights {path.name} sha256:{told}"
