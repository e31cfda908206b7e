"""Cosignatures, C2SP tlog-cosignature v1.0.1: a witness saw this head, consistent with all before.

    signature line = — <name> base64(key id ‖ time, 8 bytes big-endian ‖ Ed25519 signature)
    signed message = "cosignature/v1" LF "time " <decimal> LF <checkpoint text>

The key type is 0x04. A witness' key that is written as a plain Ed25519 key (0x01) stands for its
cosigning form, as the tools of transparency-dev take it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from posthouse.ledger.note import NoteKey, Signature, SignatureType
from posthouse.model.errors import VerificationFailed

LATEST_S = 2**63 - 1
_LENGTH = 8 + 64


def message(text: bytes, at_s: int) -> bytes:
    """Return what a witness signs for a checkpoint's text at a Unix time in seconds."""
    return b"cosignature/v1\ntime %d\n%b" % (at_s, text)


def time_of(value: bytes) -> int:
    """Return the Unix time of a cosignature in seconds. Raises VerificationFailed."""
    at_s = int.from_bytes(value[:8], "big")
    if len(value) != _LENGTH or at_s > LATEST_S:
        raise VerificationFailed(
            f"expected a cosignature of {_LENGTH} bytes with a time below 2^63"
        )
    return at_s


def cosigning(key: NoteKey) -> NoteKey:
    """Return the key as a cosigner's. Raises VerificationFailed for a type without cosignatures."""
    if key.type not in (SignatureType.ED25519, SignatureType.COSIGNATURE):
        raise VerificationFailed(
            f"expected an Ed25519 key of a witness, found type {key.type.value:#04x}",
            hint="this release takes witnesses with Ed25519 keys (0x04)",
        )
    return NoteKey(key.name, SignatureType.COSIGNATURE, key.public_key)


@dataclass(frozen=True, slots=True)
class CosignatureVerifier:
    """Checks cosignatures of one witness; implements note.Verifier."""

    key: NoteKey

    def __post_init__(self) -> None:
        if self.key.type is not SignatureType.COSIGNATURE:
            raise VerificationFailed("expected a cosigning key, found another type")

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Tell whether the bytes behind the key id are this witness' cosignature of the text."""
        try:
            signed = message(text, time_of(signature))
            Ed25519PublicKey.from_public_bytes(self.key.public_key).verify(signature[8:], signed)
        except (InvalidSignature, ValueError, VerificationFailed):
            return False
        return True


def cosign(key: NoteKey, sign: Callable[[bytes], bytes], text: bytes, at_s: int) -> Signature:
    """Return the signature line of a witness below a checkpoint's text."""
    value = at_s.to_bytes(8, "big") + sign(message(text, at_s))
    return Signature(key.name, key.id, value)
