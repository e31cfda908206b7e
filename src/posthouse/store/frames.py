"""Frames between a station and the process that keeps its record: kind, number, length, body.

    frame = kind (1 byte) number (8 bytes) length (4 bytes) body      little-endian

The number is the station's own for each request; the reply carries it back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import IntEnum
from struct import Struct
from typing import cast

from posthouse.model.errors import PosthouseError, StoreError

_HEAD = Struct("<BQI")


class Frame(IntEnum):
    """What a frame says."""

    INTEND = 1
    CONCLUDE = 2
    FIND = 3
    READY = 10
    DONE = 11
    FAILED = 12
    FOUND = 13


def told(error: PosthouseError) -> bytes:
    """Return the body of a FAILED frame."""
    return f"{error.message}\0{error.hint}".encode()


def error_of(body: bytes) -> StoreError:
    """Return the error that a FAILED frame tells."""
    message, _, hint = body.decode().partition("\0")
    return StoreError(message, hint=hint)


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

    def send(self, kind: Frame, number: int, body: bytes = b"") -> None:
        """Send one frame, if there is still someone to send it to."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_HEAD.pack(kind, number, len(body)) + body)
