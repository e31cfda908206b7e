"""Virtual keys: what a client presents instead of a provider's key.

    ph-<id>-<secret><checksum>      base62 throughout: 0-9 A-Z a-z
        id        8 characters, names the key, not secret
        secret    30 characters, 178.6 bits
        checksum  6 characters: CRC-32 of everything in front of it, so that a typo is refused
                  before any look-up

At rest only HMAC-SHA256(pepper, whole key) is kept.
"""

from __future__ import annotations

import hmac
import re
import zlib
from dataclasses import dataclass

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import Unauthorized
from posthouse.model.secret import Secret

RANDOM_LENGTH = 48

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_LENGTH, _SECRET_LENGTH, _CHECKSUM_LENGTH = 8, 30, 6
_SHAPE = re.compile(
    rf"ph-([0-9A-Za-z]{{{_ID_LENGTH}}})-[0-9A-Za-z]{{{_SECRET_LENGTH + _CHECKSUM_LENGTH}}}",
    re.ASCII,
)
_NOBODY = b"\x00" * 32


@dataclass(frozen=True, slots=True)
class Minted:
    """A new key: `plain` is shown once, `id` and `digest` are kept."""

    id: str
    plain: Secret
    digest: bytes


@dataclass(frozen=True, slots=True)
class Presented:
    """A key as a client sent it, well-formed but not yet proved."""

    id: str
    plain: Secret


def mint(random: bytes, pepper: bytes) -> Minted:
    """Return a new key made of RANDOM_LENGTH random bytes, 16 for the id, 32 for the secret.

    Reducing 128 and 256 bits to 48 and 179 leaves a bias below 2^-76.
    """
    if len(random) != RANDOM_LENGTH:
        raise ValueError(f"expected {RANDOM_LENGTH} random bytes, found {len(random)}")
    key_id = _base62(int.from_bytes(random[:16], "big"), _ID_LENGTH)
    secret = _base62(int.from_bytes(random[16:], "big"), _SECRET_LENGTH)
    text = f"ph-{key_id}-{secret}"
    plain = Secret(text + _checksum(text))
    return Minted(key_id, plain, digest(plain, pepper))


def parse(text: str) -> Presented:
    """Return the key as presented. Raises Unauthorized (key_malformed), whatever is wrong with it.

    No secret is compared here: the checksum can be computed by anyone.
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None or _checksum(text[:-_CHECKSUM_LENGTH]) != text[-_CHECKSUM_LENGTH:]:
        raise Unauthorized(
            "expected a key of this station (ph-...), found something else",
            code="key_malformed",
            hint="copy the whole key again; `posthouse keys create` makes a new one",
        )
    return Presented(shape.group(1), Secret(text))


def digest(plain: Secret, pepper: bytes) -> bytes:
    """Return what is kept of a key: HMAC-SHA256 under the station's pepper."""
    return hmac.digest(pepper, plain.reveal().encode("ascii"), "sha256")


def check(presented: Presented, kept: KeyRecord | None, pepper: bytes, now_s: float) -> KeyRecord:
    """Return the record that the key proves. Raises Unauthorized.

    An unknown id costs the same HMAC and comparison as a wrong secret and gets the same answer.
    Expiry and revocation are told only to who holds the secret.
    """
    expected = _NOBODY if kept is None else kept.digest
    same = hmac.compare_digest(digest(presented.plain, pepper), expected)
    if kept is None or not same:
        raise Unauthorized(
            "expected a key known to this station, found another",
            code="key_unknown",
            hint="check that the key was made on this station; `posthouse keys list` shows all",
        )
    if kept.state is KeyState.REVOKED:
        raise Unauthorized(
            f"the key {kept.id} was revoked",
            code="key_revoked",
            hint="ask for a new key; `posthouse keys create` makes one",
        )
    if now_s >= kept.expires_at:
        raise Unauthorized(
            f"the key {kept.id} has expired",
            code="key_expired",
            hint="ask for a new key; `posthouse keys create` makes one",
        )
    return kept


def _checksum(text: str) -> str:
    return _base62(zlib.crc32(text.encode("ascii")), _CHECKSUM_LENGTH)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
