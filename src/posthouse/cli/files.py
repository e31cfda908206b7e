"""Files that commands are given or write."""

from __future__ import annotations

from pathlib import Path

from posthouse.model.errors import CommandError
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place

LARGEST = 64 * 1024 * 1024


def file_of(path: Path) -> bytes:
    """Return what a file holds. Raises CommandError."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror})") from None
    if len(data) > LARGEST:
        raise CommandError(f"{path}: expected at most {LARGEST} bytes, found more")
    return data


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises CommandError."""
    try:
        put_in_place(Disk(), [(path.absolute(), data)])
    except OSError as error:
        raise CommandError(f"{path}: cannot be written ({error.strerror})") from None
