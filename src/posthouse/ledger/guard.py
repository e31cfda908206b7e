"""The guard's record: the last head that was signed under each origin, kept apart from the log.

    {"guard":{"format":"posthouse/ledger-guard/1","heads":[...]},"sha256":"<of the guard's bytes>"}

The last head is the ledger in use; those before it are closed and nothing is ever signed under
their origins again. A head's `note` is the signed checkpoint, empty until the first one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from posthouse.ledger.canonical import Tree, written
from posthouse.model.errors import VerificationFailed

FORMAT = "posthouse/ledger-guard/1"


@dataclass(frozen=True, slots=True)
class Head:
    """The last head signed under an origin.

    `seq` is the journal's number of the last entry under it, `at_us` when it was signed. `notice`
    says why this origin was opened, or its clock set anew, where an operator resolved something.
    """

    origin: str
    note: str = ""
    seq: int = 0
    at_us: int = 0
    notice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guard:
    """Every head, oldest origin first."""

    heads: tuple[Head, ...]

    @property
    def active(self) -> Head:
        """The head of the ledger in use."""
        return self.heads[-1]

    def moved(self, head: Head) -> Guard:
        """Return the guard with another head for the ledger in use."""
        return Guard((*self.heads[:-1], head))

    def opened(self, head: Head) -> Guard:
        """Return the guard with a new ledger in use."""
        return Guard((*self.heads, head))

    def __bytes__(self) -> bytes:
        heads: list[Tree] = [
            {
                "origin": one.origin,
                "note": one.note,
                "seq": one.seq,
                "at_us": one.at_us,
                "notice": dict(one.notice),
            }
            for one in self.heads
        ]
        body = written({"format": FORMAT, "heads": heads})
        return b'{"guard":%b,"sha256":"%b"}\n' % (body, hashlib.sha256(body).hexdigest().encode())


def parse_guard(data: bytes) -> Guard:
    """Return the guard of its bytes. Raises VerificationFailed."""
    try:
        tree = orjson.loads(data)["guard"]
        guard = Guard(tuple(Head(**one) for one in tree["heads"]))
        sound = bytes(guard) == data and bool(guard.heads)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        sound = False
    if not sound:
        raise VerificationFailed("expected the guard's record as it was written, found another")
    return guard
