"""Reading and writing files of a batch: never through links, never half, none that changes."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

BLOCK = 1024 * 1024


class NotDone(Exception):
    """Why a file is not done: one line without content."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file was when it was found."""

    size: int
    changed_ns: int


class Source:
    """One open file; whatever it is asked for, it is checked to be what was seen."""

    def __init__(self, path: str, seen: Seen) -> None:
        self._seen = seen
        self._handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            self._check()
        except BaseException:
            os.close(self._handle)
            raise

    def read(self, start: int, end: int) -> bytes:
        """Return these bytes. Raises NotDone where there are fewer."""
        start, end = max(start, 0), min(end, self._seen.size)
        parts: list[bytes] = []
        while start < end:
            piece = os.pread(self._handle, min(end - start, 64 * BLOCK), start)
            if not piece:
                raise NotDone("the file became shorter while it was read")
            parts.append(piece)
            start += len(piece)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def blocks(self) -> Iterator[bytes]:
        """Yield the whole file in blocks."""
        for start in range(0, self._seen.size, BLOCK):
            yield self.read(start, start + BLOCK)

    def _check(self) -> None:
        found = os.fstat(self._handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotDone("expected a plain file, found something else")
        if (found.st_size, found.st_mtime_ns) != (self._seen.size, self._seen.changed_ns):
            raise NotDone("the file changed while it was read")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Close the file; where all went well it must still be what was seen."""
        try:
            if kind is None:
                self._check()
        finally:
            os.close(self._handle)


def write(path: str, data: bytes, mode: int = 0o600) -> None:
    """Write a draft that nobody else reads yet."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def settle(draft: Path, place: Path, mode: int) -> None:
    """Give a draft its mode and its name, whole."""
    handle = os.open(draft, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fchmod(handle, mode)
        os.fdatasync(handle)
    finally:
        os.close(handle)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(place)


def drop(*paths: Path) -> None:
    """Remove files, where they are."""
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
