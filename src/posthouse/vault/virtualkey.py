"""Virtual keys: what a client presents instead of a provider's key.

    ph-<id>-<secret><checksum>      base62 throughout: 0-9 A-Z a-z
        id        8 characters, names the key, not secret
        secret    30 characters, 178.6 bits
        checksum  6 characters: CRC-32 of everything in front of it, so that a typo is refused
                  before any look-up

At rest only HMAC-SHA256(pepper, whole key) is kept, with the number of the pepper. A key that was
rotated keeps its id; for its grace the digest of the secret before is kept beside the new one.
"""

from __future__ import annotations

import hmac
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

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
_STRANGER = KeyRecord("", "", "", _NOBODY, 0, 0)
"""Whom unknown ids are compared with, so that they take the same way."""


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


@dataclass(frozen=True, slots=True)
class Proof:
    """The key that was proved; `old`: by the secret before the last rotation, still in grace."""

    key: KeyRecord
    old: bool = False


def mint(random: bytes, pepper: bytes, key_id: str = "") -> Minted:
    """Return a new key made of RANDOM_LENGTH random bytes, 16 for the id, 32 for the secret.

    With `key_id` it is a new secret of that key, and the first 16 bytes are not used.

    Reducing 128 and 256 bits to 48 and 179 leaves a bias below 2^-76.
    """
    if len(random) != RANDOM_LENGTH:
        raise ValueError(f"expected {RANDOM_LENGTH} random bytes, found {len(random)}")
    key_id = key_id or _base62(int.from_bytes(random[:16], "big"), _ID_LENGTH)
    secret = _base62(int.from_bytes(random[16:], "big"), _SECRET_LENGTH)
    text = f"ph-{key_id}-{secret}"
    plain = Secret(text + checksum(text))
    return Minted(key_id, plain, digest(plain, pepper))


def parse(text: str) -> Presented:
    """Return the key as presented. Raises Unauthorized (key_malformed), whatever is wrong with it.

    No secret is compared here: the checksum can be computed by anyone.
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None or checksum(text[:-_CHECKSUM_LENGTH]) != text[-_CHECKSUM_LENGTH:]:
        raise malformed()
    return Presented(shape.group(1), Secret(text))


def malformed() -> Unauthorized:
    """Return the refusal of what is no key, or has a typing error."""
    return Unauthorized(
        "expected a key of this station (ph-...), found something else",
        code="key_malformed",
        hint="copy the whole key again; `posthouse keys create` makes a new one",
    )


def digest(plain: Secret, pepper: bytes) -> bytes:
    """Return what is kept of a key: HMAC-SHA256 under the station's pepper."""
    return hmac.digest(pepper, plain.reveal().encode("ascii"), "sha256")


def check(
    presented: Presented, kept: KeyRecord | None, peppers: Mapping[int, bytes], now_s: float
) -> Proof:
    """Return the key that is proved. Raises Unauthorized.

    An unknown id costs the same HMACs and comparisons as a wrong secret and gets the same answer.
    What became of a key is told only to who holds a secret of it.
    """
    # Chosen by index: a branch would take some nanoseconds less one way than the other.
    record = cast(KeyRecord, (kept, _STRANGER)[kept is None])
    by_new = hmac.compare_digest(_told(presented, peppers, record.pepper), record.digest)
    by_old = hmac.compare_digest(
        _told(presented, peppers, record.old_pepper), record.old_digest or _NOBODY
    )
    if not (by_new or by_old) or kept is None:
        raise unknown()
    require_usable(kept, now_s)
    if not by_new and (kept.state is not KeyState.GRACE or now_s >= kept.grace_until):
        raise Unauthorized(
            f"the key {kept.id} was rotated, and the time of its old secret is over",
            code="key_rotated",
            hint="use the new secret of the key, or ask for one: `posthouse keys rotate`",
        )
    return Proof(kept, old=not by_new)


def belongs(presented: Presented, kept: KeyRecord, peppers: Mapping[int, bytes]) -> bool:
    """Tell whether this is a secret of the key, present or old, whatever became of the key."""
    by_new = hmac.compare_digest(_told(presented, peppers, kept.pepper), kept.digest)
    by_old = hmac.compare_digest(_told(presented, peppers, kept.old_pepper), kept.old_digest)
    return by_new or by_old


def unknown() -> Unauthorized:
    """Return the one refusal of unknown ids and wrong secrets alike."""
    return Unauthorized(
        "expected a key known to this station, found another",
        code="key_unknown",
        hint="check that the key was made on this station; `posthouse keys list` shows all",
    )


def require_usable(key: KeyRecord, now_s: float) -> None:
    """Refuse a key that is not in use, or not any more. Raises Unauthorized."""
    if key.state is KeyState.REVOKED:
        raise Unauthorized(
            f"the key {key.id} was revoked",
            code="key_revoked",
            hint="ask for a new key; `posthouse keys create` makes one",
        )
    if key.state is KeyState.PENDING or now_s < key.not_before:
        raise Unauthorized(
            f"the key {key.id} is not in use yet",
            code="key_pending",
            hint="wait for its beginning, or let the operator run `posthouse keys activate`",
        )
    if now_s >= key.expires_at:
        raise Unauthorized(
            f"the key {key.id} has expired",
            code="key_expired",
            hint="ask for a new key; `posthouse keys create` makes one",
        )


def _told(presented: Presented, peppers: Mapping[int, bytes], number: int) -> bytes:
    return digest(presented.plain, peppers.get(number, _NOBODY))


def checksum(text: str) -> str:
    """Return the six characters that stand behind a text: its CRC-32 in base62."""
    return _base62(zlib.crc32(text.encode("ascii")), _CHECKSUM_LENGTH)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
