"""Canaries: unique, inert texts that go down one path alone, so that their use accuses that path.

Each is 120 bits from the station's canary key and a number, committed to the ledger by its SHA-256
before it is sent: a hit cannot have been made up afterwards. A hit proves that somebody who had
the text used it; no hit proves nothing. Nothing that a canary names does anything: a key opens
nothing, a page and a mailbox hold nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

BYTES = 15
"""120 bits: 24 letters of base32 without padding."""

_TOKEN = re.compile(r"(?<![a-z2-7])[a-z2-7]{24}(?![a-z2-7])")


class Form(Enum):
    """What a canary looks like."""

    KEY = "key"
    URL = "url"
    HOST = "host"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Canary:
    """One canary at rest: the text is made again from its number."""

    number: int
    channel: str
    form: Form
    zone: str
    digest: str
    at_us: int


def token(key: bytes, number: int) -> str:
    """Return the letters that make a canary unique: lower case, at home in hosts and paths."""
    made = hmac.digest(key, b"canary %d" % number, "sha256")[:BYTES]
    return base64.b32encode(made).decode().lower()


def digest(letters: str) -> str:
    """Return what the ledger holds of a canary."""
    return hashlib.sha256(letters.encode()).hexdigest()


def text(form: Form, letters: str, zone: str) -> str:
    """Return the canary as it is placed; `zone` is the listener's host, perhaps with a port."""
    host = zone.partition(":")[0]
    return {
        Form.KEY: f"BASE_URL=http://{zone}/v1 API_KEY=sk-{letters}",
        Form.URL: f"http://{zone}/{letters}/notes.html",
        Form.HOST: f"http://{letters}.{zone}/",
        Form.EMAIL: f"{letters}@{host}",
    }[form]


def tokens(seen: str) -> set[str]:
    """Return what could be canaries in a request's line, headers and body."""
    return set(_TOKEN.findall(seen.casefold()))


def hits(seen: str, known: Iterable[Canary]) -> list[Canary]:
    """Return the canaries that a text holds."""
    digests = {digest(one) for one in tokens(seen)}
    return [one for one in known if one.digest in digests]
