"""Files that an audit reads and writes, and the keys that stand by them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.audit.evidence import LibraryRow, ReferenceFile, reference_of
from posthouse.audit.judging import suspects
from posthouse.audit.libraryfile import entries_of
from posthouse.audit.signing import keys_of
from posthouse.cli.files import file_of
from posthouse.ledger.note import NoteKey, NoteSigner, SignatureType
from posthouse.model.errors import CommandError
from posthouse.store.notekey import read_note_key

SIGNED_WITH = SignatureType.ED25519


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs what is written."""

    sign: Annotated[
        Path | None, Parameter(help="Key of `posthouse audit key` to sign what is written with.")
    ] = None

    def signers(self) -> tuple[NoteSigner, ...]:
        """Return who signs. Raises CommandError, ConfigError, StoreError."""
        return (signer_of(self.sign),) if self.sign else ()


@dataclass(frozen=True, slots=True)
class Trusting:
    """Whose signature is wanted on what is read."""

    trust: Annotated[
        tuple[str, ...], Parameter(help="Verifier keys; one of them has to have signed.")
    ] = ()

    def keys(self) -> tuple[NoteKey, ...]:
        """Return the keys. Raises VerificationFailed."""
        return keys_of(self.trust)


Signer = Annotated[Signing, Parameter(name="*")]
Trust = Annotated[Trusting, Parameter(name="*")]
UNSIGNED, ANYBODY = Signing(), Trusting()


def signer_of(path: Path) -> NoteSigner:
    """Return what signs with the key of a file. Raises CommandError, ConfigError, StoreError."""
    found = read_note_key(path, SIGNED_WITH)
    if found is None:
        hint = f"make one: `posthouse audit key {path} --name you.example.com`"
        raise CommandError(f"expected a key in {path}, found no file", hint=hint)
    return found.note_signer


def reference_file(path: Path, now_s: float, trusted: Sequence[NoteKey] = ()) -> ReferenceFile:
    """Return a reference that is still good. Raises CommandError, VerificationFailed."""
    found = reference_of(file_of(path), trusted)
    if found.expires_s < now_s:
        day = time.strftime("%Y-%m-%d", time.gmtime(found.expires_s))
        hint = "models change: make a new one with `posthouse audit enrol`"
        raise CommandError(f"{path}: the reference expired on {day}", hint=hint)
    if not any(found.answers.values()):
        raise CommandError(f"{path}: expected answers in the reference, found none")
    return found


def library_rows(
    paths: Sequence[Path],
    reference: ReferenceFile,
    model: str,
    now_s: float,
    trusted: Sequence[NoteKey] = (),
) -> tuple[LibraryRow, ...]:
    """Return other models' answers to the reference's prompts.

    Raises CommandError, VerificationFailed.
    """
    entries = (one for path in paths for one in entries_of(file_of(path), now_s, trusted))
    return suspects(entries, reference, model)
