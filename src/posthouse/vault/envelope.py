"""Sealed values: what is stored encrypted opens only in the place for which it was sealed.

    PHE1 | profile | key version | master version | length | master id | nonce | ciphertext | tag
     4        1          4               4             1      1..255       12                  16

Numbers are big-endian. AES-256-GCM (NIST SP 800-38D) or SM4-GCM (RFC 8998, GB/T 32907), nonces of
96 random bits. Associated data are the header and the place, each part with its length in front
(4 bytes), so that no two places share them. `master id` and `master version` name the master key
under which the data key was kept when this was written; a data key is found by tenant and version.

Random nonces of 96 bits repeat with probability 2^-32 after 2^32 messages of one key (SP 800-38D,
8.3): a data key seals MOST_MESSAGES, then the next one is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from posthouse.model.errors import SealBroken

MOST_MESSAGES = 2**24
NONCE_LENGTH = 12
TAG_LENGTH = 16

_MAGIC = b"PHE1"
_FIXED = len(_MAGIC) + 1 + 4 + 4 + 1


class Profile(Enum):
    """Which cipher; the number stands in the header."""

    AES_256_GCM = "aes-256-gcm"
    SM4_GCM = "sm4-gcm"

    @property
    def number(self) -> int:
        """Return the header's byte."""
        return 1 if self is Profile.AES_256_GCM else 2

    @property
    def key_length(self) -> int:
        """Return how many bytes a key has."""
        return 32 if self is Profile.AES_256_GCM else 16


_BY_NUMBER = {profile.number: profile for profile in Profile}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs: whose it is, what it is for, which record, which field."""

    tenant: str
    purpose: str
    record: str
    field: str = ""

    def bound(self) -> bytes:
        """Return the place as associated data."""
        parts = [p.encode() for p in (self.tenant, self.purpose, self.record, self.field)]
        return b"".join(len(p).to_bytes(4, "big") + p for p in parts)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in front of a ciphertext, in clear and authenticated."""

    profile: Profile
    key_version: int
    master: str
    master_version: int = 1

    def encode(self) -> bytes:
        """Return the header's bytes."""
        name = self.master.encode("ascii")
        if not 1 <= len(name) <= 255:
            raise ValueError("expected a master id of 1 to 255 ASCII characters")
        numbers = (self.key_version.to_bytes(4, "big"), self.master_version.to_bytes(4, "big"))
        return b"".join((_MAGIC, bytes([self.profile.number]), *numbers, bytes([len(name)]), name))


def seal(key: bytes, header: Header, place: Place, plain: bytes, nonce: bytes) -> bytes:
    """Return the sealed value. `nonce` is 12 random bytes, never used twice with one key."""
    head = header.encode()
    bound = len(head).to_bytes(4, "big") + head + place.bound()
    return head + nonce + encrypt(header.profile, key, nonce, plain, bound)


def open_sealed(key: bytes, place: Place, sealed: bytes) -> bytes:
    """Return what was sealed in this place under this key. Raises SealBroken."""
    header, rest = split(sealed)
    head = sealed[: len(sealed) - len(rest)]
    bound = len(head).to_bytes(4, "big") + head + place.bound()
    nonce, ciphertext = rest[:NONCE_LENGTH], rest[NONCE_LENGTH:]
    try:
        return decrypt(header.profile, key, nonce, ciphertext, bound)
    except (InvalidTag, ValueError):
        raise SealBroken(
            f"expected a {place.purpose} sealed for {place.record} of {place.tenant},"
            " found one that does not open there",
            hint="it was changed, or belongs to another record, tenant or station;"
            " restore it from a backup or seal it anew",
        ) from None


def split(sealed: bytes) -> tuple[Header, bytes]:
    """Return the header, unproved, and what follows it. Raises SealBroken."""
    length = _FIXED + (sealed[_FIXED - 1] if len(sealed) >= _FIXED else 0)
    head, rest = sealed[:length], sealed[length:]
    known = head[:4] == _MAGIC and len(rest) >= NONCE_LENGTH + TAG_LENGTH
    if not known or head[4] not in _BY_NUMBER or length == _FIXED or not head[_FIXED:].isascii():
        raise SealBroken(
            "expected a sealed value, found something else",
            hint="the record is damaged or was written by a newer Posthouse; restore a backup",
        )
    numbers = int.from_bytes(head[5:9], "big"), int.from_bytes(head[9:13], "big")
    master = head[_FIXED:].decode("ascii")
    return Header(_BY_NUMBER[head[4]], numbers[0], master, numbers[1]), rest


def encrypt(profile: Profile, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    """Return ciphertext and tag. Raises ValueError for a key or nonce of another length."""
    _check(profile, key, nonce)
    if profile is Profile.AES_256_GCM:
        return AESGCM(key).encrypt(nonce, plain, bound)
    sealing = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(bound)
    return sealing.update(plain) + sealing.finalize() + sealing.tag


def decrypt(profile: Profile, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Return the plain text. Raises InvalidTag, and ValueError for what has no right length."""
    _check(profile, key, nonce)
    if len(sealed) < TAG_LENGTH:
        raise ValueError(f"expected at least {TAG_LENGTH} bytes, found {len(sealed)}")
    if profile is Profile.AES_256_GCM:
        return AESGCM(key).decrypt(nonce, sealed, bound)
    body, tag = sealed[:-TAG_LENGTH], sealed[-TAG_LENGTH:]
    opening = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    opening.authenticate_additional_data(bound)
    return opening.update(body) + opening.finalize()


def _check(profile: Profile, key: bytes, nonce: bytes) -> None:
    if len(key) != profile.key_length or len(nonce) != NONCE_LENGTH:
        raise ValueError(f"expected a key of {profile.key_length} and a nonce of 12 bytes")
