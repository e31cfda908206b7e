"""The kinds of master keys by name; each is a module here, imported once it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from posthouse.master.inputs import Inputs
from posthouse.model.errors import ConfigError
from posthouse.ports import MasterKey
from posthouse.store.sealedfile import SealedKey

FILE = "file"
KINDS: Mapping[str, str] = {
    "passphrase": "passphrase",
    "env": "environment",
    "keyring": "oskeyring",
    "transit": "transit",
    "pkcs11": "pkcs11",
    "awskms": "awskms",
    "gcpkms": "gcpkms",
    "azurekv": "azurekv",
    "alikms": "alikms",
}
"""Kind -> module; `file` is the plain station.key and has none."""


def named(reference: str, inputs: Inputs) -> MasterKey | None:
    """Return the master key that a person named (KIND[:REST]), None for the plain file.

    Raises ConfigError, MasterKeyRefused.
    """
    kind, _, rest = reference.partition(":")
    if kind == FILE and not rest:
        return None
    return _module(kind).new(rest, inputs)  # type: ignore[no-any-return]


def recorded(sealed: SealedKey, inputs: Inputs) -> MasterKey:
    """Return the master key that station.sealed names. Raises ConfigError, MasterKeyRefused."""
    return _module(sealed.kind).known(sealed.place, inputs)  # type: ignore[no-any-return]


def _module(kind: str) -> Any:
    if kind not in KINDS:
        raise ConfigError(
            "expected a kind of master key, found another word",
            hint=f"known: {', '.join((FILE, *KINDS))}",
        )
    return import_module(f"posthouse.master.{KINDS[kind]}")
