"""The guard on disk: the last signed head of every origin, outside database, log and backups.

Moving it is the compare-and-swap of a signature: whoever signs holds the file's lock, finds the
head that it signed last, and puts the new one durably in its place before anyone sees it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posthouse.ledger.guard import Guard, parse_guard
from posthouse.model.errors import LedgerStopped, StoreError, VerificationFailed
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place, read_bytes


def guard_path(given: str, data: Path) -> Path:
    """Return where the guard lies: as the settings say, or beside the data folder."""
    return Path(given) if given else data.absolute().with_name(f"{data.absolute().name}.guard")


class GuardFile:
    """The file; calls block."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = path
        self._disk = disk

    def load(self) -> Guard | None:
        """Return the guard, None where there is none. Raises StoreError, VerificationFailed."""
        try:
            data = read_bytes(self.path)
        except OSError as error:
            raise self._unusable(error) from error
        return None if data is None else parse_guard(data)

    def swap(self, expected: Guard | None, new: Guard) -> None:
        """Put the new guard in the place of the expected one.

        Raises LedgerStopped where another stands there, StoreError, OSError. After an OSError
        either may stand there; doing it again is safe.
        """
        with self._locked():
            try:
                found = self.load()
            except VerificationFailed as error:
                raise LedgerStopped(f"{self.path}: {error.message}") from error
            if found not in (expected, new):
                raise LedgerStopped(
                    f"expected the guard {self.path} as this station left it, found another",
                    hint="two stations must never share a guard file; stop the other one",
                )
            put_in_place(self._disk, [(self.path, bytes(new))])

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            lock = os.open(
                self.path.with_name(f"{self.path.name}.lock"),
                os.O_RDWR | os.O_CREAT | os.O_CLOEXEC,
                0o600,
            )
        except OSError as error:
            raise self._unusable(error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _unusable(self, error: OSError) -> StoreError:
        return StoreError(
            f"expected to read and write the guard {self.path}, found {type(error).__name__}",
            hint="let the station's user write there, or set ledger.guard_file to another place",
        )
