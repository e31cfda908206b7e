"""Frames between workers and the process that keeps the record: kind, number, length, body.

    frame    = kind (1 byte) number (8 bytes) length (4 bytes) body        little-endian
    INTEND   = now in seconds (8) at in µs (8) reserved (8) length of the id (2)
               length of the means (2) id means intent                  -> DONE FAILED REFUSED
    CONCLUDE = was intended (1) held (1) cost (8) tokens (8)
               length of the id (2) id receipt                         -> DONE FAILED
    SETTLE   = since in µs (8) reserved (8) cost (8) length of the id (2)
               length of the means (2) id means receipt                 -> DONE FAILED
    FIND     = id                                                          -> FOUND

The number is the worker's own for each request; the reply carries it back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from typing import cast

from posthouse.model.errors import (
    BudgetSpent,
    LedgerStopped,
    PosthouseError,
    Refusal,
    StoreError,
    Throttled,
)

_HEAD = Struct("<BQI")
_INTENDED = Struct("<dqqHH")
_CONCLUDED = Struct("<??qqH")
_SETTLED = Struct("<qqqHH")


class Frame(IntEnum):
    """What a frame says."""

    INTEND = 1
    CONCLUDE = 2
    FIND = 3
    SETTLE = 4
    READY = 10
    DONE = 11
    FAILED = 12
    FOUND = 13
    REFUSED = 14


def told(error: PosthouseError) -> bytes:
    """Return the body of a FAILED frame."""
    code = error.code if isinstance(error, StoreError) else StoreError.code
    return f"{error.message}\0{error.hint}\0{code}".encode()


def error_of(body: bytes) -> StoreError:
    """Return the error that a FAILED frame tells."""
    message, hint, code = body.decode().split("\0")
    kind = LedgerStopped if code == LedgerStopped.code else StoreError
    return kind(message, hint=hint)


def told_refusal(refusal: Refusal) -> bytes:
    """Return the body of a REFUSED frame."""
    parts = (
        *(str(refusal.status), refusal.code, str(refusal.retry_after_s)),
        *(refusal.message, refusal.hint),
    )
    return "\0".join(parts).encode()


def refusal_of(body: bytes) -> Refusal:
    """Return the refusal that a REFUSED frame tells."""
    status, code, later, message, hint = body.decode().split("\0")
    kind = BudgetSpent if int(status) == BudgetSpent.status else Throttled
    return kind(message, hint=hint, code=code, retry_after_s=int(later))


@dataclass(frozen=True, slots=True)
class Intended:
    """The body of an INTEND frame: `means` is what the key may do, `now_s` a monotonic clock.

    What is counted stands beside the intent, so that nobody has to read it.
    """

    id: str
    at_us: int
    reserved: int
    now_s: float
    means: bytes
    intent: bytes

    def packed(self) -> bytes:
        """Return it as bytes."""
        name = self.id.encode()
        lengths = (len(name), len(self.means))
        head = _INTENDED.pack(self.now_s, self.at_us, self.reserved, *lengths)
        return b"".join((head, name, self.means, self.intent))


def intended(body: bytes) -> Intended:
    """Read the body of an INTEND frame."""
    now_s, at_us, reserved, named, meant = _INTENDED.unpack_from(body)
    means = _INTENDED.size + named
    name = body[_INTENDED.size : means].decode()
    intent = means + meant
    return Intended(name, at_us, reserved, now_s, body[means:intent], body[intent:])


@dataclass(frozen=True, slots=True)
class Concluded:
    """The body of a CONCLUDE frame; `intended` where an intent of this id was sent before, `held`
    where what was set aside stays so."""

    intended: bool
    held: bool
    cost: int
    tokens: int
    id: str
    receipt: bytes

    def packed(self) -> bytes:
        """Return it as bytes."""
        name = self.id.encode()
        head = _CONCLUDED.pack(self.intended, self.held, self.cost, self.tokens, len(name))
        return head + name + self.receipt


def concluded(body: bytes) -> Concluded:
    """Read the body of a CONCLUDE frame."""
    was, held, cost, tokens, length = _CONCLUDED.unpack_from(body)
    start = _CONCLUDED.size
    name = body[start : start + length].decode()
    return Concluded(was, held, cost, tokens, name, body[start + length :])


@dataclass(frozen=True, slots=True)
class Settled:
    """The body of a SETTLE frame: `id` set `reserved` aside at that time, and it cost so much."""

    id: str
    since_us: int
    reserved: int
    cost: int
    means: bytes
    receipt: bytes

    def packed(self) -> bytes:
        """Return it as bytes."""
        name = self.id.encode()
        lengths = (len(name), len(self.means))
        head = _SETTLED.pack(self.since_us, self.reserved, self.cost, *lengths)
        return b"".join((head, name, self.means, self.receipt))


def settled(body: bytes) -> Settled:
    """Read the body of a SETTLE frame."""
    since_us, reserved, cost, named, meant = _SETTLED.unpack_from(body)
    means = _SETTLED.size + named
    name, receipt = body[_SETTLED.size : means].decode(), means + meant
    return Settled(name, since_us, reserved, cost, body[means:receipt], body[receipt:])


class FrameProtocol(asyncio.Protocol):
    """Cuts frames out of a byte stream, however it was chunked, and gives them to `taken`."""

    def __init__(self, taken: Callable[[int, int, bytes], None]) -> None:
        self._taken = taken
        self._rest = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport to write to."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Hand out every frame that is whole."""
        data = self._rest + data if self._rest else data
        at, end = 0, len(data)
        while end - at >= _HEAD.size:
            kind, number, length = _HEAD.unpack_from(data, at)
            start = at + _HEAD.size
            if end - start < length:
                break
            at = start + length
            self._taken(kind, number, data[start:at])
        self._rest = data[at:]

    def send(self, kind: int, number: int, body: bytes = b"") -> None:
        """Send one frame, if there is still someone to send it to."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_HEAD.pack(kind, number, len(body)) + body)
