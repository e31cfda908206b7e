"""Sealed frames: the way back of one file, in a file beside the masked ones.

    frame*   each: length (4 bytes, big-endian), then a sealed value (vault/envelope.py)

The first frame names the original file; then comes one for each part, empty where nothing was
replaced. The nonce of a frame is an HMAC of what it holds and of where it belongs, so that the same
run writes the same bytes: two frames share a nonce only where they are the same.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from posthouse.model.errors import SealBroken
from posthouse.vault.envelope import NONCE_LENGTH, Header, Place, Profile, open_sealed, seal
from posthouse.vault.keyring import Keyring

_LENGTH = 4


@dataclass(frozen=True, slots=True, repr=False)
class Seals:
    """Seals and opens frames, and digests what must not be told."""

    key: bytes
    nonces: bytes
    digests: bytes
    name: str

    def sealed(self, file: str, number: int, plain: bytes) -> bytes:
        """Return one frame with its length."""
        place = _place(file, number)
        bound = place.bound() + hashlib.sha256(plain).digest()
        nonce = hmac.digest(self.nonces, bound, "sha256")[:NONCE_LENGTH]
        header = Header(Profile.AES_256_GCM, 1, self.name)
        value = seal(self.key, header, place, plain, nonce)
        return len(value).to_bytes(_LENGTH, "big") + value

    def opened(self, file: str, number: int, value: bytes) -> bytes:
        """Return what a frame holds. Raises SealBroken."""
        return open_sealed(self.key, _place(file, number), value)

    def digest(self, sha256: str) -> str:
        """Return a digest of a digest: of short files the plain one would tell the content."""
        return hmac.digest(self.digests, sha256.encode(), "sha256").hex()

    def place(self, path: str) -> str:
        """Return the name of the file in which the way back of a path lies."""
        return hmac.digest(self.digests, b"path\0" + path.encode(), "sha256")[:16].hex()


def seals_of(keyring: Keyring) -> Seals:
    """Return the seals of a key file."""
    key = keyring.batch_key
    return Seals(key("sealing"), key("nonces"), key("digests"), keyring.fingerprint())


def frames(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the sealed values of a file. Raises SealBroken where it is cut."""
    while length := file.read(_LENGTH):
        value = file.read(int.from_bytes(length, "big"))
        if len(length) < _LENGTH or len(value) < int.from_bytes(length, "big"):
            raise SealBroken(
                "expected whole frames, found a file that is cut off",
                hint="mask the data once more, or take a whole copy",
            )
        yield value


def _place(file: str, number: int) -> Place:
    return Place("batch", "restoring", file, str(number))
