"""Master keys of 32 bytes that someone else keeps: AES-256-GCM in this process."""

from __future__ import annotations

import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag

from posthouse.model.errors import MasterKeyRefused
from posthouse.vault.envelope import NONCE_LENGTH, Profile, decrypt, encrypt

KEY_LENGTH = 32


class LocalKey:
    """Implements MasterKey with a key at hand."""

    def __init__(self, kind: str, place: Mapping[str, str], key: bytes) -> None:
        self.kind = kind
        self.place = place
        self._key = key

    def wrap(self, secret: bytes, bound: bytes) -> tuple[bytes, str]:
        """Return nonce and ciphertext; there is one version."""
        nonce = os.urandom(NONCE_LENGTH)
        return nonce + encrypt(Profile.AES_256_GCM, self._key, nonce, secret, bound), "1"

    def unwrap(self, wrapped: bytes, version: str, bound: bytes) -> bytes:  # noqa: ARG002
        """Return the secret. Raises MasterKeyRefused for another key or a changed file."""
        nonce, rest = wrapped[:NONCE_LENGTH], wrapped[NONCE_LENGTH:]
        try:
            return decrypt(Profile.AES_256_GCM, self._key, nonce, rest, bound)
        except (InvalidTag, ValueError):
            raise MasterKeyRefused(
                f"expected the master key of this station ({self.kind}), found another",
                hint="check the passphrase or the key that was given; if it is right,"
                " restore station.sealed from a backup",
            ) from None
