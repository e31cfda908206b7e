"""The master key file: made at the first start, refused wherever others could read it."""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path

from posthouse.model.errors import ConfigError, StoreError
from posthouse.store.handover import taken
from posthouse.vault.keyring import Keyring

KEY_FILE = "station.key"
KEY_LENGTH = 32


def open_folder(folder: Path) -> None:
    """Make the data folder for its owner alone, or check that it is so. Raises ConfigError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"expected to be able to make the data folder {folder}, found it refused",
            hint="choose another data folder, or make this one for the station's user",
        ) from error
    check_private(folder, folder.stat(), "700")


def open_keyring(folder: Path) -> Keyring:
    """Return the keyring that was handed over, else that of station.key, made if there is none.

    For processes that the station started; others take master/opening.py, which opens sealed
    folders too. Raises ConfigError, StoreError as master_key does.
    """
    handed = taken(os.environ)
    if handed is not None and handed.fingerprint() == _sealed_station(folder):
        return handed
    return Keyring(master_key(folder, os.urandom(KEY_LENGTH)))


def master_key(folder: Path, random: bytes) -> bytes:
    """Return the master key, first making the file of the given 32 random bytes if there is none.

    Raises ConfigError where others could read it, StoreError where it is damaged, or missing
    beside a database that was written under it.
    """
    path = folder / KEY_FILE
    try:
        return _read(path)
    except FileNotFoundError:
        _refuse_sealed(folder)
        _refuse_orphans(folder)
    _make(path, random)
    return _read(path)


def _read(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(
            f"expected a readable file at {path}, found none",
            hint="the file must belong to the station's user and must not be a link",
        ) from error
    with os.fdopen(handle, "rb") as file:
        check_private(path, os.fstat(file.fileno()), "600")
        key = file.read(KEY_LENGTH + 1)
    if len(key) != KEY_LENGTH:
        raise StoreError(
            f"expected {KEY_LENGTH} bytes in {path}, found {len(key)}",
            hint="restore the file from a backup; without it the keys in the database are void",
        )
    return key


def _make(path: Path, random: bytes) -> None:
    """Write to a file of its own and link it into place: whole or not at all, never over another.

    Of two processes that start at once the first one's key stands.
    """
    if len(random) != KEY_LENGTH:
        raise ValueError(f"expected {KEY_LENGTH} random bytes, found {len(random)}")
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(random)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sealed_station(folder: Path) -> str | None:
    """Return whose secret station.sealed says that it holds, None where it says nothing."""
    try:
        tree = json.loads((folder / "station.sealed").read_bytes())
    except (OSError, ValueError):
        return None
    return tree.get("station") if isinstance(tree, dict) else None


def _refuse_sealed(folder: Path) -> None:
    if (folder / "station.sealed").exists():
        raise StoreError(
            f"expected the secret of {folder} to be handed over, found it sealed",
            hint="start the station again; `posthouse master status` tells how it is sealed",
        )


def _refuse_orphans(folder: Path) -> None:
    if (folder / "posthouse.db").exists():
        raise StoreError(
            f"expected {KEY_FILE} beside the database in {folder}, found none",
            hint=f"restore {KEY_FILE} from a backup, or start with an empty data folder",
        )


def check_private(path: Path, found: os.stat_result, mode: str) -> None:
    """Return where a file or folder is its owner's alone. Raises ConfigError."""
    if found.st_uid != os.geteuid():
        raise ConfigError(
            f"expected {path} to belong to the station's user, found another owner",
            hint=f"chown it to the user who runs the station, then chmod {mode}",
        )
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise ConfigError(
            f"expected {path} to be closed to group and others, found it open",
            hint=f"chmod {mode} {path}",
        )
