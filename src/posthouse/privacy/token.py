"""Tokens: what stands in a request in place of a masked value.

    Q X  P  B  LJDRKMHTCN          prefix, type of value, epoch of the key, body
    plain ASCII capitals, always 14: they survive JSON, URLs, shells, regular expressions and SQL
    unescaped, hold no digit, no bracket and no vowel, so that nothing reads them as a number, a
    template or a word.

The prefix letters stand nowhere else in a token: a match can begin only where a token begins, and a
stream holds back at most one. The body is HMAC-SHA256 reduced to 18**10 values (41.7 bits; 128 bits
go in, so the bias is below 2**-86). Among 10,000 values of one request two collide with a chance of
1.4e-5; mask.py finds that and mints again. The same key, label and value give the same token on
every replica, so prompt prefixes stay byte-stable and nothing has to be stored to restore them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from struct import Struct

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from posthouse.model.errors import ConfigError
from posthouse.model.finding import Label

PREFIX = "QX"
ALPHABET = "BCDFGHJKLMNPRSTVWZ"
BODY = 10
LENGTH = len(PREFIX) + 2 + BODY
PATTERN = re.compile(f"{PREFIX}[{ALPHABET}]{{{LENGTH - len(PREFIX)}}}")

# Places share a letter, so do the words of a business; the body tells the label apart.
TYPE_LETTERS: dict[Label, str] = {
    Label.EMAIL: "M",
    Label.PHONE: "P",
    Label.ID_CARD: "D",
    Label.BANK_CARD: "B",
    Label.IBAN: "N",
    Label.IP: "V",
    Label.URL: "L",
    Label.CREDENTIAL: "C",
    Label.PRIVATE_KEY: "K",
    Label.HOST: "H",
    Label.PROJECT: "J",
    Label.OTHER_ID: "R",
    Label.PASSPORT: "S",
    Label.VEHICLE: "G",
    Label.ACCOUNT: "T",
    Label.DATE_BIRTH: "F",
    Label.ADDRESS: "W",
    Label.LOCATION: "W",
    Label.PERSON: "Z",
    Label.ORG: "J",
}

_PAIRS = tuple(one + two for one in ALPHABET for two in ALPHABET)
_COUNT = len(_PAIRS)
_BODIES: int = len(ALPHABET) ** BODY
_MIN_KEY_BYTES = 16
_PARTS = Struct(">QQQ8x").unpack


class Minter:
    """Mints the tokens of one tenant in one epoch of its key."""

    __slots__ = ("_begun", "_empty", "_leads")

    def __init__(self, key: bytes, epoch: str) -> None:
        if len(key) < _MIN_KEY_BYTES:
            raise ConfigError(f"a masking key needs at least {_MIN_KEY_BYTES} bytes")
        if len(epoch) != 1 or epoch not in ALPHABET:
            raise ConfigError("the epoch of a masking key is one letter", hint=f"use {ALPHABET}")
        self._empty = HMAC(key, SHA256())
        self._leads = {
            label: (label.value, PREFIX + letter + epoch) for label, letter in TYPE_LETTERS.items()
        }
        self._begun: dict[Label, tuple[HMAC, str]] = {}

    def __repr__(self) -> str:
        return "Minter()"

    def token(self, label: Label, value: str, attempt: int = 0) -> str:
        """Return the token of a value; a higher attempt gives another one, as deterministically."""
        name, lead = self._leads[label]
        head = f"{name}{attempt}\0" if attempt else f"{name}\0"
        message = (head + value).encode("utf-8", "surrogatepass")
        return lead + _letters(int.from_bytes(self._code(message)[:16], "big"))

    def minted(self, label: Label, value: str) -> tuple[str, int]:
        """Return the token of a value, and 64 further bits that hardly any other value has."""
        begun, lead = self._begun.get(label) or self._begin(label)
        taken = begun.copy()
        taken.update(value.encode("utf-8", "surrogatepass"))
        high, low, check = _PARTS(taken.finalize())
        return lead + _letters(high << 64 | low), check

    def _begin(self, label: Label) -> tuple[HMAC, str]:
        """Return the state in which the name of a label went in, and how its tokens begin."""
        name, lead = self._leads[label]
        begun = self._empty.copy()
        begun.update(f"{name}\0".encode())
        self._begun[label] = begun, lead
        return begun, lead

    def _code(self, message: bytes) -> bytes:
        """Return the HMAC-SHA256 of a message; the key went in once, for all messages."""
        taken = self._empty.copy()
        taken.update(message)
        return taken.finalize()

    def number(self, purpose: str, value: str, attempt: int = 0) -> int:
        """Return 256 bits drawn for a value, for whatever else than a token stands for it."""
        message = f"{purpose}\0{attempt}\0{value}".encode("utf-8", "surrogatepass")
        return int.from_bytes(self._code(message), "big")


def foreign(texts: Iterable[str]) -> set[str]:
    """Return what looks like a token in these texts."""
    found: set[str] = set()
    for text in texts:
        if PREFIX in text:
            found.update(PATTERN.findall(text))
    return found


def _letters(number: int) -> str:
    """Return a number, reduced, as BODY letters: two at a time."""
    number, a = divmod(number % _BODIES, _COUNT)
    number, b = divmod(number, _COUNT)
    number, c = divmod(number, _COUNT)
    e, d = divmod(number, _COUNT)
    return f"{_PAIRS[a]}{_PAIRS[b]}{_PAIRS[c]}{_PAIRS[d]}{_PAIRS[e]}"
