"""Private keys that sign notes, in Go's form: `PRIVATE+KEY+<name>+<key id>+<base64 of type, seed>`.

One line in a file of mode 0600 (golang.org/x/mod/sumdb/note). No error tells what stood in it.
"""

from __future__ import annotations

import base64
import binascii
import secrets
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


def make_note_key(disk: Disk, path: Path, name: str, type_: SignatureType) -> PrivateNoteKey:
    """Make a key and its file. Raises OSError, VerificationFailed for a name that no key has."""
    seed = secrets.token_bytes(SEED_LENGTH)
    made = _key(name, seed, type_)
    put_in_place(disk, [(path, written(made.key, seed).encode())])
    return made


def read_note_key(path: Path, type_: SignatureType) -> PrivateNoteKey | None:
    """Return the key of a file, None where there is no file.

    Raises ConfigError where others could read it, StoreError where it holds something else.
    """
    text = _private(path)
    return None if text is None else _parsed(path, text, type_)


def written(key: NoteKey, seed: bytes) -> str:
    """Return the line of a key."""
    typed = base64.b64encode(bytes([key.type]) + seed).decode()
    return f"PRIVATE+KEY+{key.name}+{key.id.hex()}+{typed}\n"


def _key(name: str, seed: bytes, type_: SignatureType) -> PrivateNoteKey:
    signer = Ed25519Signer(seed)
    return PrivateNoteKey(NoteKey(name, type_, signer.public_key), signer)


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


def _parsed(path: Path, text: str, type_: SignatureType) -> PrivateNoteKey:
    try:
        private, word, name, _, encoded = text.rstrip("\n").split("+", 4)
        typed = base64.b64decode(encoded, validate=True)
        found = _key(name, typed[1:], SignatureType(typed[0]))
        whole = written(found.key, typed[1:]) == text
        if (private, word) == ("PRIVATE", "KEY") and whole and found.key.type is type_:
            return found
    except (ValueError, IndexError, binascii.Error, VerificationFailed):
        pass
    raise StoreError(
        f"expected PRIVATE+KEY+name+id+base64 of a key of type {type_.value} in {path},"
        " found another",
        hint="restore the file; a new key is one that nobody trusts yet",
    )
