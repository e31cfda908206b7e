"""Files that commands are given or write."""

from __future__ import annotations

import sys
from pathlib import Path

from posthouse.model.errors import CommandError
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place

LARGEST = 64 * 1024 * 1024
STDIN = Path("-")


def file_of(path: Path, hint: str = "") -> bytes:
    """Return what a file holds; `hint` says what to do with a larger one. Raises CommandError."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror})") from None
    return _bounded(path, data, hint)


def given(path: Path, hint: str = "") -> bytes:
    """Return what a file holds, or what comes on standard input for -. Raises CommandError."""
    if path == STDIN:
        return _bounded(path, sys.stdin.buffer.read(LARGEST + 1), hint)
    return file_of(path, hint)


def _bounded(path: Path, data: bytes, hint: str) -> bytes:
    if len(data) > LARGEST:
        raise CommandError(f"{path}: expected at most {LARGEST >> 20} MiB, found more", hint=hint)
    return data


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises CommandError."""
    try:
        put_in_place(Disk(), [(path.absolute(), data)])
    except OSError as error:
        raise CommandError(f"{path}: cannot be written ({error.strerror})") from None
