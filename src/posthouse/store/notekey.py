"""Private keys that sign notes, in Go's form: `PRIVATE+KEY+<name>+<key id>+<base64 of type, seed>`.

One line in a file of mode 0600 (golang.org/x/mod/sumdb/note). No error tells what stood in it.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from posthouse.ledger.note import NoteKey, NoteSigner, SignatureType
from posthouse.model.errors import ConfigError, StoreError, VerificationFailed
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place, read_bytes
from posthouse.vault.signer import Ed25519Signer

SEED_LENGTH = 32


@dataclass(frozen=True, slots=True)
class PrivateNoteKey:
    """A key with what signs for it."""

    key: NoteKey
    signer: Ed25519Signer

    @property
    def note_signer(self) -> NoteSigner:
        """Return what signs notes with it."""
        return NoteSigner(self.key, self.signer.sign)


def note_key(name: str, type_: SignatureType, seed: bytes) -> PrivateNoteKey:
    """Return the key of a seed. Raises VerificationFailed for a name that no key has."""
    signer = Ed25519Signer(seed)
    return PrivateNoteKey(NoteKey(name, type_, signer.public_key), signer)


def fresh_key(
    name: str,
    type_: SignatureType = SignatureType.ED25519,
    seed: Callable[[int], bytes] = secrets.token_bytes,
) -> tuple[str, NoteKey]:
    """Return a new key's line and the key. Raises VerificationFailed for a name that no key has."""
    drawn = seed(SEED_LENGTH)
    made = note_key(name, type_, drawn).key
    return written(made, drawn), made


def make_note_key(disk: Disk, path: Path, name: str, type_: SignatureType) -> PrivateNoteKey:
    """Make a key and its file. Raises OSError, VerificationFailed for a name that no key has."""
    line, _ = fresh_key(name, type_)
    put_in_place(disk, [(path, line.encode())])
    return _of_file(path, line, type_)


def read_note_key(path: Path, type_: SignatureType) -> PrivateNoteKey | None:
    """Return the key of a file, None where there is no file.

    Raises ConfigError where others could read it, StoreError where it holds something else.
    """
    text = _private(path)
    return None if text is None else _of_file(path, text, type_)


def written(key: NoteKey, seed: bytes) -> str:
    """Return the line of a key."""
    typed = base64.b64encode(bytes([key.type]) + seed).decode()
    return f"PRIVATE+KEY+{key.name}+{key.id.hex()}+{typed}\n"


def _private(path: Path) -> str | None:
    try:
        data = read_bytes(path)
        mode = path.stat().st_mode if data is not None else 0
    except OSError as error:
        raise StoreError(
            f"expected a readable file at {path}, found none",
            hint="the file must belong to the user who runs this and must not be a link",
        ) from error
    if mode & 0o077:
        raise ConfigError(
            f"expected {path} to be closed to group and others, found it open",
            hint=f"chmod 600 {path}",
        )
    return None if data is None else data.decode(errors="replace")


def parsed(text: str, type_: SignatureType) -> PrivateNoteKey | None:
    """Return the key that a line writes, None where it is no key of this type."""
    try:
        private, word, name, _, encoded = text.rstrip("\n").split("+", 4)
        typed = base64.b64decode(encoded, validate=True)
        found = note_key(name, SignatureType(typed[0]), typed[1:])
        whole = written(found.key, typed[1:]) == text
    except (ValueError, IndexError, binascii.Error, VerificationFailed):
        return None
    return (
        found
        if whole and (private, word) == ("PRIVATE", "KEY") and found.key.type is type_
        else None
    )


def _of_file(path: Path, text: str, type_: SignatureType) -> PrivateNoteKey:
    found = parsed(text, type_)
    if found is None:
        raise StoreError(
            f"expected PRIVATE+KEY+name+id+base64 of a key of type {type_.value} in {path},"
            " found another",
            hint="restore the file; a new key is one that nobody trusts yet",
        )
    return found
