"""Tickets: addresses that stand for the key with which something was begun.

    ticket = base64url(nonce | AES-256-GCM(key, nonce, thing NUL presented key))

Google's clients send the parts of a file to an address that they were given, and no key with them.
Only the station opens a ticket; it proves no more than the key in it does at that moment.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_LENGTH = 12
MOST_LETTERS = 8_192
_BOUND = b"posthouse/upload-ticket/1"


def seal_ticket(key: bytes, nonce: bytes, thing: str, presented: str) -> str:
    """Return the ticket of a thing. `nonce` is 12 random bytes, never used twice with one key."""
    plain = f"{thing}\0{presented}".encode()
    sealed = nonce + AESGCM(key).encrypt(nonce, plain, _BOUND)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def open_ticket(key: bytes, ticket: str) -> tuple[str, str] | None:
    """Return the thing and the key, None where the ticket was not sealed by this station."""
    if len(ticket) > MOST_LETTERS or not ticket.isascii():
        return None
    try:
        sealed = base64.urlsafe_b64decode(ticket + "=" * (-len(ticket) % 4))
        plain = AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], _BOUND)
    except (binascii.Error, ValueError, InvalidTag):
        return None
    thing, _, presented = plain.decode().partition("\0")
    return thing, presented
