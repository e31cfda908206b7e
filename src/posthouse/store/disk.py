"""The file operations that the journal and the ledger need, and the lock on a folder.

They stand behind one small class so that a test can let any of them fail.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from posthouse.model.errors import StoreError


class Disk:
    """Passes every call on to the operating system."""

    def create(self, path: Path) -> int:
        """Make a new file for appending, readable by its owner alone. Raises OSError."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
        return os.open(path, flags, 0o600)

    def write(self, file: int, data: memoryview) -> int:
        """Write some of the data; return how much. Raises OSError."""
        return os.write(file, data)

    def sync(self, file: int) -> None:
        """Return once the file's content is on disk. Raises OSError."""
        os.fdatasync(file)

    def sync_folder(self, folder: Path) -> None:
        """Return once the folder's names are on disk. Raises OSError."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, draft: Path, path: Path) -> None:
        """Put a file in the place of another, whole or not at all. Raises OSError."""
        draft.replace(path)

    def make_folder(self, folder: Path) -> None:
        """Make a folder for its owner alone, where there is none. Raises OSError."""
        folder.mkdir(mode=0o700, exist_ok=True)

    def truncate(self, file: int, size: int) -> None:
        """Cut the file. Raises OSError."""
        os.ftruncate(file, size)

    def close(self, file: int) -> None:
        """Close the file. Raises OSError."""
        os.close(file)


class FolderLock:
    """Held by the one station that writes here; the kernel drops it when the process ends."""

    def __init__(self, folder: Path, patience_s: float = 0.0) -> None:
        """Take the lock. Raises StoreError where another process has it after all this time."""
        self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._take(time.monotonic() + patience_s)
        except OSError as error:
            os.close(self._file)
            raise StoreError(
                f"expected {folder} to be free, found another station writing there",
                hint="stop the other station, or give this one its own data folder",
            ) from error

    def _take(self, until_s: float) -> None:
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= until_s:
                    raise
                time.sleep(0.02)
            else:
                return

    def release(self) -> None:
        """Give the lock back."""
        os.close(self._file)
