"""A data folder's database, opened for one command and closed behind it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from posthouse.master.opening import begin
from posthouse.store.database import open_database
from posthouse.store.keyfile import open_folder
from posthouse.vault.keyring import Keyring


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Engine]:
    """Open the database of a data folder, which is made where there is none. Raises StoreError."""
    open_folder(folder)
    with _engine(folder) as engine:
        yield engine


@contextlib.contextmanager
def opened_with_keys(folder: Path) -> Iterator[tuple[Engine, Keyring]]:
    """Open it with the station's keys. Raises StoreError, and as `begin` does."""
    open_folder(folder)
    keyring = begin(folder, os.environ)
    with _engine(folder) as engine:
        yield engine, keyring


@contextlib.contextmanager
def _engine(folder: Path) -> Iterator[Engine]:
    engine = open_database(folder)
    try:
        yield engine
    finally:
        engine.dispose()
