"""The key file of a batch: made for its owner alone; with it masked data are restored.

    # comment lines
    POSTHOUSE-MASK-KEY-1 <43 letters of unpadded base64url: 32 random bytes>

Every working key is derived from it (vault/keyring.py). Whoever has it together with the masked
data can undo the masking: keep them apart.
"""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path

from posthouse.model.errors import CommandError, StoreError
from posthouse.store.keyfile import check_private
from posthouse.vault.keyring import MASTER_LENGTH, Keyring

MARK = "POSTHOUSE-MASK-KEY-1"
MOST_BYTES = 4096

_HEAD = "# Undoes the masking of the data that were masked with it. Keep it away from them.\n"


def key_of(path: Path, *, make: bool) -> Keyring:
    """Return the keyring of a key file, made where there is none and `make` is set.

    Raises CommandError, StoreError, ConfigError where others could read it.
    """
    try:
        return Keyring(_read(path))
    except FileNotFoundError:
        if not make:
            raise CommandError(
                f"expected a key file at {path}, found none",
                hint="the one that `posthouse mask` wrote; without it nothing can be restored",
            ) from None
    _write(path, os.urandom(MASTER_LENGTH))
    return Keyring(_read(path))


def _read(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(
            f"expected a readable key file at {path}, found {type(error).__name__}",
            hint="it must belong to you and must not be a link",
        ) from error
    with os.fdopen(handle, "rb") as file:
        check_private(path, os.fstat(file.fileno()), "600")
        text = file.read(MOST_BYTES).decode("ascii", "replace")
    for line in text.splitlines():
        mark, _, letters = line.partition(" ")
        if mark == MARK:
            return _decoded(letters.strip(), path)
    raise _foreign(path)


def _decoded(letters: str, path: Path) -> bytes:
    try:
        key = base64.urlsafe_b64decode(letters + "=")
    except (binascii.Error, ValueError):
        raise _foreign(path) from None
    if len(key) != MASTER_LENGTH:
        raise _foreign(path)
    return key


def _foreign(path: Path) -> StoreError:
    return StoreError(
        f"expected a line `{MARK} …` in {path}, found none that holds a key",
        hint="take the file that `posthouse mask --key` wrote",
    )


def _write(path: Path, key: bytes) -> None:
    letters = base64.urlsafe_b64encode(key).decode().rstrip("=")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(
            f"expected to write the key file {path}, found {type(error).__name__}",
            hint="choose another place with --key",
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{_HEAD}{MARK} {letters}\n")
        file.flush()
        os.fsync(file.fileno())
