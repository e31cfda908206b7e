"""What the daemon hands to the console: an open data folder, and a way to ask elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from posthouse.store.credentials import SqlCredentials
from posthouse.store.sequencer import Log
from posthouse.vault.keyring import Keyring

Fetch = Callable[[str, bytes | None, dict[str, str]], bytes]
"""GET or POST to an address that the settings name; returns the body. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Given:
    """All of it."""

    engine: Engine
    keyring: Keyring
    log: Log
    credentials: SqlCredentials
    fetch: Fetch
