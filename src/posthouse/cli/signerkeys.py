"""Keys of people who sign packs of rules and files of audits."""

from __future__ import annotations

import os
from pathlib import Path

from posthouse.ledger.note import NoteKey
from posthouse.model.errors import CommandError
from posthouse.store.notekey import fresh_key


def new_key(file: Path, name: str) -> NoteKey:
    """Make a key and its file, for its owner alone. Raises CommandError, VerificationFailed."""
    line, made = fresh_key(name)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            try:
                out.write(line)
                out.flush()
                os.fsync(out.fileno())
            except OSError:
                file.unlink(missing_ok=True)  # half a key is none, and would bar the way
                raise
    except OSError as error:
        raise CommandError(
            f"expected a new file at {file}, found {type(error).__name__}",
            hint="a key is never written over another file",
        ) from None
    return made
