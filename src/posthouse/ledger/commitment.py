"""Salted commitments to the bytes that passed through the station.

Format, recomputable by anyone who holds the salt and the bytes:

    hex( HMAC-SHA256( key = salt, "posthouse/commitment/2" 00 label 00 data ) )

`label` is one of came, left, returned, delivered (ASCII); 00 is one zero byte; `salt` is exactly
32 bytes, drawn for each request and given to the client alone; `data` is every byte of the body in
order, without transfer coding, however it was split. Without the salt a commitment to a guessable
text cannot be tested; with it, it binds. Why HMAC and 32 bytes: docs/decisions/0014-receipts.md.
"""

from __future__ import annotations

import hmac
from enum import Enum

SALT_LENGTH = 32

_DOMAIN = b"posthouse/commitment/2\x00"


class Passage(Enum):
    """Which of the four bodies of an exchange is meant."""

    CAME = "came"
    LEFT = "left"
    RETURNED = "returned"
    DELIVERED = "delivered"

    __hash__ = object.__hash__  # Enum hashes the name, in Python: too slow for every request


_LEADS = {passage: _DOMAIN + passage.value.encode("ascii") + b"\x00" for passage in Passage}


class Commitment:
    """Grows with the bytes as they pass; keeps none of them, but how many there were."""

    __slots__ = ("_hash", "size", "started")

    def __init__(self, salt: bytes, label: Passage) -> None:
        if len(salt) != SALT_LENGTH:
            raise ValueError(f"expected a salt of {SALT_LENGTH} bytes, found {len(salt)}")
        self._hash = hmac.new(salt, _LEADS[label], "sha256")
        self.started = False
        self.size = 0

    def update(self, data: bytes) -> None:
        """Take the next bytes; how they are split makes no difference."""
        self.started = True
        self.size += len(data)
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
