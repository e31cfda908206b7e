"""station.sealed: the station's secret under a master key that is kept elsewhere.

A JSON object that holds no secret: which kind of master key, where it is, which version of it
wrapped the secret, the fingerprint of the secret, and the wrapped secret. Whoever has the data
folder without the master key has no key.

It is replaced whole: draft, fsync, rename, fsync of the folder. What it takes the place of is
overwritten and removed only after that.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from posthouse.model.errors import StoreError
from posthouse.store.keyfile import KEY_FILE, check_private

SEALED_FILE = "station.sealed"
FORMAT = "posthouse-master/1"
MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class SealedKey:
    """What station.sealed says."""

    kind: str
    place: Mapping[str, str]
    version: str
    station: str
    wrapped: bytes

    def bound(self) -> bytes:
        """Return what the wrapping is bound to."""
        return bound_to(self.station)


def bound_to(station: str) -> bytes:
    """Return the associated data under which a station's secret is wrapped."""
    return f"posthouse/station-secret/1/{station}".encode()


class KeyFiles:
    """The steps of a replacement, one small class so that a test can break off at each."""

    def draft(self, path: Path, content: bytes) -> None:
        """Write a new file for its owner alone, durable before it has its name."""
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def replace(self, draft: Path, path: Path) -> None:
        """Give the draft its name, in place of whatever had it."""
        draft.replace(path)

    def sync(self, folder: Path) -> None:
        """Return once the folder's names are on disk."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def overwrite(self, path: Path) -> None:
        """Write zeros over a file; a disk that copies on write keeps the old blocks."""
        with suppress(FileNotFoundError), path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)


def read_sealed(folder: Path) -> SealedKey | None:
    """Return what station.sealed says, None where there is none. Raises StoreError, ConfigError."""
    path = folder / SEALED_FILE
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _damaged(path) from error
    with os.fdopen(handle, "rb") as file:
        check_private(path, os.fstat(file.fileno()), "600")
        content = file.read(MOST_BYTES + 1)
    return _parsed(content, path)


def write_sealed(folder: Path, sealed: SealedKey, files: KeyFiles) -> None:
    """Put station.sealed in place, then remove a station.key that it takes the place of."""
    tree = {
        "format": FORMAT,
        "kind": sealed.kind,
        "place": dict(sealed.place),
        "version": sealed.version,
        "station": sealed.station,
        "wrapped": base64.b64encode(sealed.wrapped).decode(),
    }
    draft = folder / f"{SEALED_FILE}.draft"
    files.draft(draft, json.dumps(tree, indent=2).encode() + b"\n")
    files.replace(draft, folder / SEALED_FILE)
    files.sync(folder)
    drop(folder / KEY_FILE, files)


def write_plain(folder: Path, secret: bytes, files: KeyFiles) -> None:
    """Put station.key in place, then remove station.sealed."""
    draft = folder / f"{KEY_FILE}.draft"
    files.draft(draft, secret)
    files.replace(draft, folder / KEY_FILE)
    files.sync(folder)
    drop(folder / SEALED_FILE, files)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's key files against other commands of this machine."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def leftovers(folder: Path) -> list[Path]:
    """Return what a move that broke off has left; it may hold the secret in clear."""
    names = [f"{name}.{end}" for name in (KEY_FILE, SEALED_FILE) for end in ("draft", "gone")]
    return [folder / name for name in names if (folder / name).exists()]


def drop(path: Path, files: KeyFiles) -> None:
    """Remove a file whose content stands elsewhere by now; a secret is overwritten first.

    Overwriting comes after the name is gone for every reader: a broken-off removal never leaves
    a file of zeros in a key's place.
    """
    if not path.exists():
        return
    gone = path.with_name(f"{path.name.removesuffix('.gone')}.gone")
    files.replace(path, gone)
    files.overwrite(gone)
    files.remove(gone)
    files.sync(path.parent)


def _parsed(content: bytes, path: Path) -> SealedKey:
    try:
        tree = json.loads(content)
        place, told = tree["place"], [tree[n] for n in ("kind", "version", "station", "wrapped")]
        wrapped = base64.b64decode(told[3], validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error, UnicodeDecodeError):
        raise _damaged(path) from None
    texts = all(isinstance(text, str) for text in (*told, *place, *place.values()))
    if tree.get("format") != FORMAT or not texts:
        raise _damaged(path)
    return SealedKey(told[0], place, told[1], told[2], wrapped)


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"expected a {FORMAT} file at {path}, found something else",
        hint="restore station.sealed from a backup; it holds no secret and may be copied freely",
    )
