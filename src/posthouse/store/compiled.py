"""Compiled detectors, kept in a folder: rules take seconds to compile, milliseconds to load."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.scan import database, fingerprint, terms_database, with_terms


def packed_detectors(folder: Path, terms: tuple[str, ...]) -> bytes:
    """Return the database of all rules and these terms, each compiled once for this folder."""
    rules = fingerprint(RULES, ())
    packed = _kept(folder / f"detectors-{rules}", lambda: database(RULES))
    if not terms:
        return packed
    name = f"terms-{rules[:16]}-{fingerprint((), terms)}"
    return with_terms(packed, _kept(folder / name, lambda: terms_database(terms, len(RULES))))


def _kept(path: Path, made: Callable[[], bytes]) -> bytes:
    """Return what a file holds, or else what is made and put there."""
    try:
        return path.read_bytes()
    except OSError:
        packed = made()
    with contextlib.suppress(OSError):  # a folder that cannot be written costs time alone
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(packed)
        draft.replace(path)
    return packed
