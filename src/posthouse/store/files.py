"""Files written whole or not at all: a draft, synced, put in place, its folder synced."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from posthouse.store.disk import Disk

DRAFT = ".draft"


def put_in_place(disk: Disk, files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files, each whole or not at all, all durable once this returns. Raises OSError."""
    folders: dict[Path, None] = {}
    for path, data in files:
        _make_folders(disk, path.parent, folders)
        draft = path.with_name(f"{path.name}{DRAFT}")
        with suppress(FileNotFoundError):
            draft.unlink()
        _write(disk, draft, data)
        disk.rename(draft, path)
        folders[path.parent] = None
    for folder in folders:
        disk.sync_folder(folder)


def _write(disk: Disk, draft: Path, data: bytes) -> None:
    file = disk.create(draft)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[disk.write(file, rest) :]
        disk.sync(file)
    finally:
        disk.close(file)


def _make_folders(disk: Disk, folder: Path, touched: dict[Path, None]) -> None:
    """Make a folder and those above it; the folders that hold the new names are to be synced."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        disk.make_folder(one)
        touched[one.parent] = None


def read_bytes(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none. Raises OSError."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read()
