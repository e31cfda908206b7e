"""Compiled detectors, kept in a folder: compiling takes a second, loading a few milliseconds."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.scan import database, fingerprint


def packed_detectors(folder: Path, terms: tuple[str, ...]) -> bytes:
    """Return the database of all rules and these terms, compiled once for this folder."""
    path = folder / f"detectors-{fingerprint(RULES, terms)}"
    try:
        return path.read_bytes()
    except OSError:
        packed = database(RULES, terms)
    with contextlib.suppress(OSError):  # a folder that cannot be written costs time alone
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(packed)
        draft.replace(path)
    return packed
