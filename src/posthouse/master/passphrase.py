"""`passphrase`: a key made of a passphrase with argon2id (RFC 9106), salt and cost in the place.

The cost is the second recommended one of RFC 9106, section 4: 3 passes, 64 MiB, 4 lanes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from posthouse.master.inputs import Inputs
from posthouse.master.local import KEY_LENGTH, LocalKey
from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.model.secret import Secret

SHORTEST = 12
COST = {"passes": "3", "memory_kib": "65536", "lanes": "4"}
MOST = {"passes": 20, "memory_kib": 4 * 1024 * 1024, "lanes": 64}


def new(reference: str, inputs: Inputs) -> LocalKey:
    """Return the master key of a new passphrase. Raises ConfigError."""
    if reference:
        raise ConfigError(
            "expected `passphrase` alone, found more", hint="a passphrase is never an argument"
        )
    phrase = inputs.passphrase(new=True)
    if len(phrase.reveal()) < SHORTEST:
        raise ConfigError(
            f"expected a passphrase of {SHORTEST} characters or more, found fewer",
            hint="four or more random words are easy to keep in mind",
        )
    place = {"salt": os.urandom(16).hex(), **COST}
    return LocalKey("passphrase", place, _key(phrase, place))


def known(place: Mapping[str, str], inputs: Inputs) -> LocalKey:
    """Return the master key of the passphrase that is given. Raises ConfigError."""
    return LocalKey("passphrase", place, _key(inputs.passphrase(), place))


def _key(phrase: Secret, place: Mapping[str, str]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    try:
        salt = bytes.fromhex(place["salt"])
        passes, memory, lanes = (int(place[name]) for name in COST)
    except (KeyError, ValueError):
        raise _odd() from None
    limits = zip((passes, memory, lanes), MOST.values(), strict=True)
    if len(salt) < 16 or any(not 1 <= found <= most for found, most in limits):
        raise _odd()
    return hash_secret_raw(
        phrase.reveal().encode(), salt, time_cost=passes, memory_cost=memory,
        parallelism=lanes, hash_len=KEY_LENGTH, type=Type.ID,
    )  # fmt: skip


def _odd() -> MasterKeyRefused:
    return MasterKeyRefused(
        "expected salt and cost of a passphrase in station.sealed, found something else",
        hint="restore station.sealed from a backup",
    )
