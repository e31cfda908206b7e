"""`env:NAME`: 32 bytes in a variable, 64 hex digits or base64, set by who starts the station."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping

from posthouse.master.inputs import Inputs
from posthouse.master.local import KEY_LENGTH, LocalKey
from posthouse.model.errors import ConfigError

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def new(reference: str, inputs: Inputs) -> LocalKey:
    """Return the master key in the variable of this name. Raises ConfigError."""
    if not _NAME.fullmatch(reference):
        raise ConfigError(
            "expected env:NAME, found no variable's name",
            hint="for instance env:POSTHOUSE_MASTER_KEY, set to `openssl rand -hex 32`",
        )
    return known({"variable": reference}, inputs)


def known(place: Mapping[str, str], inputs: Inputs) -> LocalKey:
    """Return the master key in the variable that the place names. Raises ConfigError."""
    name = place.get("variable", "")
    text = inputs.variable(name).reveal()
    try:
        key = bytes.fromhex(text) if len(text) == 64 else base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_LENGTH:
        raise ConfigError(
            f"expected 32 bytes in {name}, as 64 hex digits or base64, found something else",
            hint="make one with `openssl rand -hex 32`",
        )
    return LocalKey("env", place, key)
