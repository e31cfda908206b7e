"""How processes of one station get its secret from the first: a file that exists in memory alone.

The first process opens the master key once (which may ask a person, a device or a service) and
keeps the secret in a memfd; its number stands in the environment, and children that are given the
descriptor (`passing`) read the secret there. Nothing of it touches a disk or a command line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from contextlib import suppress

from posthouse.model.errors import ConfigError
from posthouse.vault.keyring import MASTER_LENGTH, Keyring

VARIABLE = "POSTHOUSE_STATION_SECRET_FD"


def offer(keyring: Keyring, environ: MutableMapping[str, str]) -> None:
    """Keep the secret for children; what was offered before is closed. Raises ConfigError."""
    withdraw(environ)
    try:
        handle = os.memfd_create("posthouse", os.MFD_CLOEXEC)
    except (AttributeError, OSError):
        raise ConfigError(
            "a master key that is not kept in a plain file needs Linux (memfd_create)",
            hint="keep the secret in station.key on this system",
        ) from None
    os.write(handle, keyring.hand_over())
    environ[VARIABLE] = str(handle)


def withdraw(environ: MutableMapping[str, str]) -> None:
    """Close what was offered, if anything was."""
    for handle in passing(environ):
        with suppress(OSError):
            os.close(handle)
    environ.pop(VARIABLE, None)


def passing(environ: Mapping[str, str]) -> tuple[int, ...]:
    """Return the descriptors that a child of the station has to be given (`pass_fds`)."""
    told = environ.get(VARIABLE, "")
    return (int(told),) if told.isdecimal() else ()


def taken(environ: Mapping[str, str]) -> Keyring | None:
    """Return the keyring that another process of the station handed over, None where none did."""
    for handle in passing(environ):
        with suppress(OSError):
            secret = os.pread(handle, MASTER_LENGTH + 1, 0)
            if len(secret) == MASTER_LENGTH:
                return Keyring(secret)
    return None
