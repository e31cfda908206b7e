"""The client's side of one request, spoken in ASGI."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from posthouse.model.errors import BadRequest, SlowBody, TooLarge
from posthouse.model.http import Headers, RequestHead

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Scope = MutableMapping[str, Any]


def head_of(scope: Scope) -> RequestHead:
    """Return the head of a request; names are lower case already."""
    return RequestHead(
        scope["method"],
        scope["path"],
        scope["query_string"].decode("latin-1"),
        tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"]),
    )


class Connection(Protocol):
    """What the server's connection tells beyond ASGI."""

    broken: bool

    @property
    def arrived(self) -> bool:
        """Whether the body is whole already: then nothing has to be timed."""


class AsgiClient:
    """Implements service.relay.Client."""

    __slots__ = ("_receive", "_send", "_timeout_s", "connection", "head")

    def __init__(self, scope: Scope, receive: Receive, send: Send, timeout_s: float) -> None:
        self.head = head_of(scope)
        self.connection: Connection | None = scope.get("posthouse")
        self._receive = receive
        self._send = send
        self._timeout_s = timeout_s

    async def body(self, limit: int) -> bytes:
        """Return the whole body. Raises TooLarge, SlowBody, BadRequest, ConnectionError."""
        body = await self._whole_body(limit)
        if self.connection is not None and self.connection.broken:
            raise BadRequest(
                "expected a chunked body as HTTP/1.1 frames it, found something else",
                code="bad_body",
                hint="send the body with its content-length",
            )
        if len(body) > limit:
            raise _too_large(limit)
        return body

    async def _whole_body(self, limit: int) -> bytes:
        length = self.head.get("content-length")
        if length is not None and int(length) > limit:
            raise _too_large(limit)
        here = self.connection is not None and self.connection.arrived
        message = await self._next() if here or length == "0" else await self._timed()
        data: bytes = message.get("body", b"")
        if not message.get("more_body"):
            return data
        parts = [data]
        size = len(data)
        try:
            async with asyncio.timeout(self._timeout_s):
                while message.get("more_body"):
                    message = await self._next()
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > limit:
                        raise _too_large(limit)
        except TimeoutError:
            raise self._slow() from None
        return b"".join(parts)

    async def whole(self, status: int, headers: Headers, body: bytes) -> None:
        """Send an answer in one piece."""
        await self.begin(status, (*headers, ("content-length", str(len(body)))))
        await self.finish(body)

    async def begin(self, status: int, headers: Headers) -> None:
        """Send the head of an answer."""
        coded = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in headers]
        await self._send({"type": "http.response.start", "status": status, "headers": coded})

    async def more(self, data: bytes) -> None:
        """Send a part of a streamed answer."""
        await self._send({"type": "http.response.body", "body": data, "more_body": True})

    async def finish(self, data: bytes) -> None:
        """Send the last part."""
        await self._send({"type": "http.response.body", "body": data, "more_body": False})

    async def _next(self) -> Message:
        message = await self._receive()
        if message["type"] != "http.request":
            raise ConnectionAbortedError("the client went away")
        return message

    async def _timed(self) -> Message:
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._next()
        except TimeoutError:
            raise self._slow() from None

    def _slow(self) -> SlowBody:
        return SlowBody(
            f"the body did not arrive within {self._timeout_s:g} s",
            hint="send the whole body at once, or raise server.body_timeout_s",
        )


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        f"the body is larger than {limit} bytes",
        hint="send less, or let the operator raise server.max_body_bytes",
    )
