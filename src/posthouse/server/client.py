"""The client's side of one request on its connection: reads its body, writes its answer.

It stands where uvicorn puts its ASGI cycle (the attributes that uvicorn's protocol uses are the
same), and speaks with the application directly: measured, a tenth of a request's time. An answer
that is whole goes out in one write.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from posthouse.model.errors import BadRequest, SlowBody, TooLarge
from posthouse.model.http import Headers, RequestHead

LOG = logging.getLogger("posthouse.server")
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(Protocol):
    """What a request needs of the connection it came on."""

    transport: asyncio.Transport
    flow: FlowControl
    on_lost: Callable[[], None] | None
    broken: bool

    def usual_headers(self) -> list[tuple[bytes, bytes]]:
        """Return what every answer carries."""

    def on_response_complete(self) -> None:
        """Go on with the next request."""


class HttpClient:
    """One request and its answer; implements service.relay.Client."""

    __slots__ = (
        "_chunked",
        "_modern",
        "body_bytes",
        "body_timeout_s",
        "connection",
        "disconnected",
        "head",
        "keep_alive",
        "message_event",
        "more_body",
        "response_complete",
        "response_started",
        "waiting_for_100_continue",
    )  # fmt: skip

    def __init__(self, connection: Connection, head: RequestHead, version: str) -> None:
        self.connection = connection
        self.head = head
        self.body_bytes = bytearray()
        self.body_timeout_s = 60.0
        self.more_body = True
        self.keep_alive = True
        self.disconnected = False
        self.response_started = False
        self.response_complete = False
        self.waiting_for_100_continue = False
        self.message_event = asyncio.Event()
        self._modern = version != "1.0"
        self._chunked = False

    async def run_asgi(self, app: Callable[[HttpClient], Awaitable[None]]) -> None:
        """Let the application answer (the name is uvicorn's); an answer it left open is cut."""
        try:
            await app(self)
        except asyncio.CancelledError:
            self.connection.transport.close()
        except Exception as error:  # noqa: BLE001  the last resort of a connection
            LOG.error("request broke", extra={"kind": type(error).__name__})
            self.connection.transport.close()
        else:
            if not self.response_complete and not self.disconnected:
                self.connection.transport.close()

    async def body(self, limit: int) -> bytes:
        """Return the whole body. Raises TooLarge, SlowBody, BadRequest, ConnectionError."""
        length = self.head.get("content-length")
        if length is not None and int(length) > limit:
            raise _too_large(limit)
        if self.more_body:
            await self._arrival(limit)
        if self.disconnected:
            raise ConnectionAbortedError("the client went away")
        if self.connection.broken:
            raise BadRequest(
                "expected a chunked body as HTTP/1.1 frames it, found something else",
                code="bad_body",
                hint="send the body with its content-length",
            )
        if len(self.body_bytes) > limit:
            raise _too_large(limit)
        return bytes(self.body_bytes)

    async def whole(self, status: int, headers: Headers, body: bytes) -> None:
        """Send an answer in one piece."""
        lines = self._head(status, (*headers, ("content-length", str(len(body)))))
        if self.head.method != "HEAD":
            lines.append(body)
        await self._write(b"".join(lines))
        self._complete()

    async def begin(self, status: int, headers: Headers) -> None:
        """Send the head of a streamed answer."""
        if self._modern:
            self._chunked = True
            headers = (*headers, ("transfer-encoding", "chunked"))
        else:
            self.keep_alive = False
        await self._write(b"".join(self._head(status, headers)))

    async def more(self, data: bytes) -> None:
        """Send a part of a streamed answer."""
        await self._write(b"%x\r\n%b\r\n" % (len(data), data) if self._chunked else data)

    async def finish(self, data: bytes, trailers: Headers = ()) -> None:
        """Send the last part, and behind it the trailer fields, where the framing has a place."""
        if self._chunked:
            chunk = b"%x\r\n%b\r\n" % (len(data), data) if data else b""
            data = b"%b0\r\n%b\r\n" % (chunk, _lines(trailers))
        await self._write(data)
        self._complete()

    async def _arrival(self, limit: int) -> None:
        """Wait until the body is whole, or larger than the limit, or the client is gone."""
        if self.waiting_for_100_continue:
            self.waiting_for_100_continue = False
            self.connection.transport.write(CONTINUE)
        try:
            async with asyncio.timeout(self.body_timeout_s):
                while self.more_body and not self.disconnected and len(self.body_bytes) <= limit:
                    self.connection.flow.resume_reading()
                    await self.message_event.wait()
                    self.message_event.clear()
        except TimeoutError:
            raise SlowBody(
                f"the body did not arrive within {self.body_timeout_s:g} s",
                hint="send the whole body at once, or raise server.body_timeout_s",
            ) from None

    def _head(self, status: int, headers: Headers) -> list[bytes]:
        self.response_started = True
        self.waiting_for_100_continue = False
        lines = [STATUS_LINE[status]]
        for name, value in self.connection.usual_headers():
            lines += (name, b": ", value, b"\r\n")
        lines.append(_lines(headers))
        lines.append(b"\r\n" if self.keep_alive else b"connection: close\r\n\r\n")
        return lines

    async def _write(self, data: bytes) -> None:
        flow = self.connection.flow
        if flow.write_paused and not self.disconnected:
            await flow.drain()
        if not self.disconnected and data:
            self.connection.transport.write(data)

    def _complete(self) -> None:
        if self.disconnected or self.response_complete:
            return
        self.response_complete = True
        self.message_event.set()
        if not self.keep_alive:
            self.connection.transport.close()
        self.connection.on_response_complete()


def _lines(headers: Headers) -> bytes:
    text = "".join([f"{name}: {value}\r\n" for name, value in headers])
    if text.count("\n") != len(headers) or text.count("\r") != len(headers):
        raise ValueError("a header of the answer would break its line")
    return text.encode("latin-1")


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        f"the body is larger than {limit} bytes",
        hint="send less, or let the operator raise server.max_body_bytes",
    )
