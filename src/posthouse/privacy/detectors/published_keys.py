"""Keys that stand in public manuals and samples for all to copy: no secrets. Kept as digests."""

from __future__ import annotations

import hashlib

from posthouse.privacy.words import words

# Keys of Google's samples for Android, Firebase and Maps, as gitleaks lists them.
_DIGESTS = words(
    "84a6d0e2f0bc c4e5f166ec42 8d0d4f07b98b 391e39f9fb76 aaf285906cce 2205fc1d5614 3184400d830a "
    "1dc4fef3b100 4ee319889c07 3d4c71978459 60e64b0b23dc 0c7b6ce21545 ca26814f2ae0 92bcde4e105b "
    "7ed42b051c4d f409ea548acd 991d14704a9a "
)


def is_published(key: str) -> bool:
    """Tell a key that a provider's own documentation gives to everybody."""
    return hashlib.blake2b(key.encode(), digest_size=6).hexdigest() in _DIGESTS
