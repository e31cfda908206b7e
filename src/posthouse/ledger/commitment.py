"""Salted commitments to the bytes that passed through the station.

Format, recomputable by anyone who holds the salt and the bytes:

    hex( SHA-256( "posthouse/commitment/1" 00 label 00 salt data ) )

`label` is one of came, left, returned, delivered (ASCII); 00 is one zero byte; `salt` is exactly
16 bytes, drawn for each request and given to the client alone; `data` is every byte of the body in
order, without transfer coding, however it was split. Label and salt cannot run into the data since
the label holds no zero byte and the salt's length is fixed. Without the salt a commitment to a
guessable text cannot be tested; with it, it binds.
"""

from __future__ import annotations

import hashlib
from enum import Enum

SALT_LENGTH = 16

_DOMAIN = b"posthouse/commitment/1\x00"


class Passage(Enum):
    """Which of the four bodies of an exchange is meant."""

    CAME = "came"
    LEFT = "left"
    RETURNED = "returned"
    DELIVERED = "delivered"

    __hash__ = object.__hash__  # Enum hashes the name, in Python: too slow for every request


_LEADS = {passage: _DOMAIN + passage.value.encode("ascii") + b"\x00" for passage in Passage}


class Commitment:
    """Grows with the bytes as they pass; keeps no bytes."""

    __slots__ = ("_hash", "started")

    def __init__(self, salt: bytes, label: Passage) -> None:
        if len(salt) != SALT_LENGTH:
            raise ValueError(f"expected a salt of {SALT_LENGTH} bytes, found {len(salt)}")
        self._hash = hashlib.sha256(_LEADS[label] + salt)
        self.started = False

    def update(self, data: bytes) -> None:
        """Take the next bytes; how they are split makes no difference."""
        self.started = True
        self._hash.update(data)

    def hexdigest(self) -> str:
        """Return the commitment to all bytes so far; may be asked at any time."""
        return self._hash.hexdigest()

    def told(self) -> str:
        """Return the commitment, or "" where nothing passed: what a receipt holds."""
        return self._hash.hexdigest() if self.started else ""


def commit(salt: bytes, label: Passage, data: bytes) -> str:
    """Return the commitment to a whole body at once."""
    commitment = Commitment(salt, label)
    commitment.update(data)
    return commitment.hexdigest()
