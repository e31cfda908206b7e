"""The folder of a witness: its key, the logs that it knows, what it cosigned last of each.

    witness.key      PRIVATE+KEY+<name>+<key id>+<base64 of type and seed>, mode 0600 (Go's form)
    logs             log lines of a tlog-policy: whom it cosigns for
    heads/<hash>     the last checkpoint, signed by the log and by us; hash = SHA-256(origin), hex
    lock             held by the one witness that writes here

A head is written whole, synced and renamed into place before anyone is answered. A file of heads
that does not hold what we signed ourselves stops the start: forgetting it would sign a fork.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from posthouse.ledger.checkpoint import parse_checkpoint
from posthouse.ledger.cosignature import CosignatureVerifier
from posthouse.ledger.note import SignatureType, open_note
from posthouse.model.errors import ConfigError, StoreError, VerificationFailed
from posthouse.store.disk import Disk, FolderLock
from posthouse.store.files import DRAFT, put_in_place, read_bytes
from posthouse.store.keyfile import open_folder
from posthouse.store.notekey import PrivateNoteKey, make_note_key, read_note_key

KEY_FILE = "witness.key"
LOGS_FILE = "logs"
HEADS = "heads"

_FIRST_LOGS = b"# Logs that this witness cosigns, one a line: log <vkey>\n"


def origin_hash(origin: str) -> str:
    """Return the name of a log's file, and of its place in our answers."""
    return hashlib.sha256(origin.encode()).hexdigest()


class HeadFiles:
    """The folder of one witness; calls block and raise StoreError or OSError."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        """Make the folder if there is none and take its lock. Raises StoreError, ConfigError."""
        open_folder(folder)
        self.folder = folder
        self._disk = disk
        try:
            self._lock = FolderLock(folder)
            (folder / HEADS).mkdir(mode=0o700, exist_ok=True)
            if not (folder / LOGS_FILE).exists():
                put_in_place(disk, [(folder / LOGS_FILE, _FIRST_LOGS)])
        except OSError as error:
            raise _unwritable(folder, error) from error

    def key(self, name: str) -> PrivateNoteKey:
        """Return the witness' key, made under this name if there is none."""
        path = self.folder / KEY_FILE
        found = read_note_key(path, SignatureType.COSIGNATURE)
        if found is None:
            if not name:
                raise ConfigError(
                    "expected a name for a new witness, found none",
                    hint="say --name witness.example.com/w1: a name of yours, without https://",
                )
            self._refuse_orphans()
            found = make_note_key(self._disk, path, name, SignatureType.COSIGNATURE)
        if name and name != found.key.name:
            raise ConfigError(
                f"expected the witness {name} in {self.folder}, found {found.key.name}",
                hint="leave --name out, or give the other witness a folder of its own",
            )
        return found

    def logs(self) -> bytes:
        """Return the text that names the known logs."""
        return read_bytes(self.folder / LOGS_FILE) or b""

    def logs_stamp(self) -> object:
        """Return what changes whenever the known logs do."""
        with suppress(OSError):
            found = (self.folder / LOGS_FILE).stat()
            return found.st_mtime_ns, found.st_size
        return None

    def every(self, verifier: CosignatureVerifier) -> list[bytes]:
        """Return all heads. Raises StoreError where one is not what this witness signed."""
        found = []
        for path in sorted((self.folder / HEADS).iterdir()):
            if path.name.endswith(DRAFT):
                continue  # of a write that was never answered
            found.append(self._checked(path, verifier))
        return found

    def one(self, origin: str, verifier: CosignatureVerifier) -> bytes | None:
        """Return the head of a log, None where there is none. Raises StoreError."""
        path = self.folder / HEADS / origin_hash(origin)
        return self._checked(path, verifier) if path.exists() else None

    def put(self, origin: str, note: bytes) -> None:
        """Keep a head; it is durable once this returns. Raises OSError."""
        put_in_place(self._disk, [(self.folder / HEADS / origin_hash(origin), note)])

    def close(self) -> None:
        """Give the folder's lock back."""
        self._lock.release()

    def _checked(self, path: Path, verifier: CosignatureVerifier) -> bytes:
        try:
            note = read_bytes(path) or b""
            text = open_note(note, [verifier]).text
            if origin_hash(parse_checkpoint(text).origin) != path.name:
                raise VerificationFailed("expected the head of another log")  # noqa: TRY301
        except (OSError, VerificationFailed) as error:
            raise StoreError(
                f"expected the last cosigned head in {path}, found a damaged file",
                hint="restore it from the newest copy; without it this witness could sign a fork",
            ) from error
        return note

    def _refuse_orphans(self) -> None:
        if any((self.folder / HEADS).iterdir()):
            raise StoreError(
                f"expected {KEY_FILE} beside the heads in {self.folder}, found none",
                hint=f"restore {KEY_FILE}, or start a new witness in an empty folder",
            )


def _unwritable(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        f"expected to be able to write in {folder}, found {os.strerror(error.errno or 0)}",
        hint="make the folder writable for the witness' user, or give it another folder",
    )
