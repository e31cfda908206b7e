"""`keyring`: 32 bytes in the operating system's keyring, through the library of that name.

Not part of the product's requirements: `pip install keyring` (Secret Service, KWallet, macOS
Keychain, Windows Credential Locker). A station that starts without a login session has none.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from typing import Any, Protocol

from posthouse.master.inputs import Inputs
from posthouse.master.local import KEY_LENGTH, LocalKey
from posthouse.model.errors import ConfigError, MasterKeyRefused

SERVICE = "posthouse"


class Backend(Protocol):
    """What is needed of a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept under this name, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""


def new(reference: str, inputs: Inputs) -> LocalKey:  # noqa: ARG001
    """Return a new master key, kept under a name of its own. Raises ConfigError."""
    return made(reference, system())


def known(place: Mapping[str, str], inputs: Inputs) -> LocalKey:  # noqa: ARG001
    """Return the master key that the place names. Raises MasterKeyRefused."""
    return found(place, system())


def made(reference: str, backend: Backend) -> LocalKey:
    """Keep a new key in a backend; read back before it is trusted. Raises MasterKeyRefused."""
    name = reference or f"station-{secrets.token_hex(4)}"
    if backend.get_password(SERVICE, name) is not None:
        raise ConfigError(
            f"expected a new name in the keyring, found {name} taken",
            hint="give another: keyring:NAME",
        )
    backend.set_password(SERVICE, name, os.urandom(KEY_LENGTH).hex())
    return found({"service": SERVICE, "name": name}, backend)


def found(place: Mapping[str, str], backend: Backend) -> LocalKey:
    """Return the key that a backend keeps. Raises MasterKeyRefused."""
    service, name = place.get("service", ""), place.get("name", "")
    text = backend.get_password(service, name) or ""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_LENGTH:
        raise MasterKeyRefused(
            f"expected the master key {name} in the system's keyring, found none",
            hint="unlock the keyring of the user who runs the station",
        )
    return LocalKey("keyring", place, key)


def system() -> Backend:
    """Return this system's keyring. Raises ConfigError where there is none."""
    try:
        import keyring
        from keyring.backends import fail, null
    except ImportError:
        raise ConfigError(
            "expected the library `keyring`, found none",
            hint="pip install keyring, into the station's own environment",
        ) from None
    backend: Any = keyring.get_keyring()
    if isinstance(backend, fail.Keyring | null.Keyring):
        raise ConfigError(
            "expected a keyring of this system, found none that works",
            hint="start the station in a login session, or keep the master key elsewhere",
        )
    return backend  # type: ignore[no-any-return]
