"""Sealed keys as commands use them: the store of a data folder, channels with keys in place."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from posthouse.cli.database import opened_with_keys
from posthouse.config.compile import Compiled, compiled, unsealed
from posthouse.config.schema import Settings
from posthouse.store.credentials import SqlCredentials
from posthouse.store.datakeys import DataKeys
from posthouse.vault.envelope import Profile


@contextlib.contextmanager
def open_credentials(settings: Settings) -> Iterator[SqlCredentials]:
    """Open the sealed keys of the data folder. Raises ConfigError, StoreError."""
    with opened_with_keys(Path(settings.store.folder)) as (engine, keyring):
        data_keys = DataKeys(keyring, Profile(settings.vault.profile))
        yield SqlCredentials(engine, data_keys, keyring.credential_mark_key())


def with_keys(settings: Settings, environ: Mapping[str, str]) -> Compiled:
    """Compile the settings, sealed keys in place. Raises ConfigError, StoreError."""
    meant = compiled(settings, environ)
    if not any(channel.key_sealed for channel in settings.channel):
        return meant
    with open_credentials(settings) as credentials:
        return unsealed(settings, meant, credentials.open)
