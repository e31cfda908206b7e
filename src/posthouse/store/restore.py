"""Checking a backup, and putting it into an empty folder: all of it, or nothing.

Everything is unpacked beside the folder and checked there: the stream against its manifest, the
database by SQLite. Only then does it get the folder's name. The ledger's guard lies outside of
every backup, so a station that starts from here finds that it knows less than was signed, or that
there is no guard, and signs nothing until `posthouse ledger resolve`.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posthouse.model.errors import CommandError, StoreError
from posthouse.store.agefile import Writer
from posthouse.store.archive import Target, Unpacking
from posthouse.store.backup import sync_folder
from posthouse.store.database import FILE

Decrypt = Callable[[Path, Writer], None]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup turned out to hold."""

    head: dict[str, Any]
    files: int
    size: int


Note = Callable[[Path, Contents], None]


class _Nowhere:
    def write(self, piece: bytes, /) -> object:
        return len(piece)

    def close(self) -> None:
        return


def verify_backup(path: Path, decrypt: Decrypt) -> Contents:
    """Read a backup to its end without writing anything. Raises StoreError, CommandError."""
    unpacking = Unpacking(lambda _: _Nowhere())
    _read(path, decrypt, unpacking)
    return _contents(unpacking)


def restore_backup(path: Path, folder: Path, decrypt: Decrypt, note: Note) -> Contents:
    """Put a backup into a folder that is empty or not there. Raises StoreError, CommandError.

    `note` is called with the data folder once it is checked, before it gets its name.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(
            f"expected an empty folder or none at {folder}, found something there",
            hint="restore never mixes with what is there: name a new folder",
        )
    if not path.is_file():
        raise CommandError(f"expected a backup at {path}, found no file", hint="check its name")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=f".{folder.name}.", dir=folder.parent, ignore_cleanup_errors=True
        ) as room:
            contents = _unpacked(path, Path(room), decrypt)
            note(Path(room) / "data", contents)
            _in_place(Path(room), folder)
    except OSError as error:
        raise StoreError(
            f"expected to write to {folder}, found {type(error).__name__}",
            hint="check the free space there, and that this user may write there",
        ) from error
    return contents


def _unpacked(path: Path, room: Path, decrypt: Decrypt) -> Contents:
    def opened(name: str) -> Target:
        place = room / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _Durable(place)

    unpacking = Unpacking(opened)
    _read(path, decrypt, unpacking)
    if f"data/{FILE}" not in unpacking.files:
        raise StoreError("expected a database in the backup, found none", hint="use another copy")
    _check_database(room / "data" / FILE)
    for each in sorted(room.rglob("*"), reverse=True):
        if each.is_dir():
            sync_folder(each)
    return _contents(unpacking)


def _in_place(room: Path, folder: Path) -> None:
    """Give the unpacked files their place; the settings from outside lie in a folder of theirs."""
    data, settings = room / "data", room / "settings"
    if settings.exists():
        settings.rename(data / "restored-settings")
    data.chmod(0o700)
    with suppress(FileNotFoundError):
        folder.rmdir()
    data.rename(folder)
    sync_folder(folder.parent)


def _read(path: Path, decrypt: Decrypt, unpacking: Unpacking) -> None:
    if not path.is_file():
        raise CommandError(f"expected a backup at {path}, found no file", hint="check its name")
    decrypt(path, unpacking)
    unpacking.finish()


def _check_database(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        found = type(error).__name__
    if found != "ok":
        raise StoreError(
            "expected a sound database in the backup, found a damaged one",
            hint="use an older backup",
        )


def _contents(unpacking: Unpacking) -> Contents:
    sizes = [size for size, _ in unpacking.files.values()]
    return Contents(unpacking.head, len(sizes), sum(sizes))


class _Durable:
    """A file that is on disk once it is closed."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._file = os.fdopen(os.open(path, flags, 0o600), "wb")

    def write(self, piece: bytes, /) -> object:
        """Take the next piece."""
        return self._file.write(piece)

    def close(self) -> None:
        """Return once it is on disk."""
        with self._file as file:
            file.flush()
            os.fsync(file.fileno())
