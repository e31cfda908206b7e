"""An answer while it arrives: filled by its connection, read by one reader."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from posthouse.model.errors import UpstreamFault
from posthouse.model.http import Headers, Peer, ResponseHead

if TYPE_CHECKING:
    from posthouse.net.connection import Connection

_NO_HEAD = ResponseHead(0, ())


class StreamedAnswer:
    """Both ends of one answer. Pieces that came together are read together, without waiting."""

    __slots__ = (
        "_connection",
        "_done",
        "_fault",
        "_idle_s",
        "_loop",
        "_pieces",
        "_waiter",
        "head",
        "held",
        "peer",
    )

    def __init__(
        self,
        connection: Connection,
        peer: Peer,
        loop: asyncio.AbstractEventLoop,
        idle_timeout_s: float,
    ) -> None:
        self.head = _NO_HEAD
        self.peer = peer
        self.held = 0
        self._connection: Connection | None = connection
        self._loop = loop
        self._idle_s = idle_timeout_s
        self._pieces: list[bytes] = []
        self._done = False
        self._fault: UpstreamFault | None = None
        self._waiter: asyncio.Future[None] | None = None

    # --- the connection's side ----------------------------------------------------------------

    def begun(self) -> bool:
        """Tell whether the head has arrived."""
        return self.head is not _NO_HEAD

    def begin(self, status: int, headers: Headers) -> None:
        """Take the head."""
        self.head = ResponseHead(status, headers)

    def add(self, piece: bytes) -> None:
        """Take a piece of the body."""
        self._pieces.append(piece)
        self.held += len(piece)

    def end(self, fault: UpstreamFault | None) -> None:
        """Take the end; the connection is no longer this answer's."""
        self._connection = None
        self._done = True
        self._fault = fault
        self.wake()

    def wake(self) -> None:
        """Let the reader look again."""
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    # --- the reader's side --------------------------------------------------------------------

    async def arrive(self) -> None:
        """Wait for the head. Raises UpstreamFault. Cancelled, it drops the connection."""
        while self.head is _NO_HEAD:
            if self._fault is not None:
                raise self._fault
            await self._more()
        if self._connection is not None:
            self._connection.expect(math.inf)

    def chunks(self) -> AsyncIterator[bytes]:
        """Return the body's reader; there is one."""
        return self

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        pieces = self._pieces
        while not pieces:
            if self._done:
                raise self._fault or StopAsyncIteration
            if self._connection is not None:
                self._connection.expect(self._idle_s)
            await self._more()
        data = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        pieces.clear()
        self.held = 0
        if self._connection is not None:
            self._connection.expect(math.inf)
            self._connection.drained()
        return data

    async def close(self) -> None:
        """Drop the connection unless the body was complete: then it has gone back by itself."""
        if self._connection is not None:
            self._connection.close()

    async def _more(self) -> None:
        """Wait until the connection has something new to say."""
        self._waiter = waiter = self._loop.create_future()
        try:
            await waiter
        except BaseException:  # the reader was cancelled: nobody will read the rest
            await self.close()
            raise
