"""Ed25519 signatures (RFC 8032) with a key derived from the master key."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Ed25519Signer:
    """Signs; its private key has no readable form."""

    __slots__ = ("_key", "name", "public_key")

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.name = "Ed25519"
        self.public_key = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of signature over the message."""
        return self._key.sign(message)

    def __reduce__(self) -> str:
        raise TypeError("a signer is not pickled")
