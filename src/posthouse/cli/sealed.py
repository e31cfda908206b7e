"""Sealed keys as commands use them: the store of a data folder, channels with keys in place."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from posthouse.config.compile import Compiled, compiled, unsealed
from posthouse.config.schema import Settings
from posthouse.master.opening import begin
from posthouse.store.credentials import SqlCredentials
from posthouse.store.database import open_database
from posthouse.store.datakeys import DataKeys
from posthouse.store.keyfile import open_folder
from posthouse.vault.envelope import Profile


@contextlib.contextmanager
def open_credentials(settings: Settings) -> Iterator[SqlCredentials]:
    """Open the sealed keys of the data folder. Raises ConfigError, StoreError."""
    folder = Path(settings.store.folder)
    open_folder(folder)
    keyring = begin(folder, os.environ)
    engine = open_database(folder)
    try:
        data_keys = DataKeys(keyring, Profile(settings.vault.profile))
        yield SqlCredentials(engine, data_keys, keyring.credential_mark_key())
    finally:
        engine.dispose()


def with_keys(settings: Settings, environ: Mapping[str, str]) -> Compiled:
    """Compile the settings, sealed keys in place. Raises ConfigError, StoreError."""
    meant = compiled(settings, environ)
    if not any(channel.key_sealed for channel in settings.channel):
        return meant
    with open_credentials(settings) as credentials:
        return unsealed(settings, meant, credentials.open)
