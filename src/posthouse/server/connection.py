"""The HTTP/1.1 connection: uvicorn's httptools protocol with what it lacks for the open internet.

Bounds the head in size and time, answers malformed messages in the dialect of their path, and tells
the application at once when the client goes away, so that no upstream works for nobody. llhttp is
strict: Content-Length beside Transfer-Encoding, bare CR and bad header bytes never pass. What it
lets through and others read differently is refused here (RFC 9112: 2.3, 3.2, 6.1).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import cast
from urllib.parse import unquote

import httptools
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from posthouse.model.errors import BadRequest, HeadTooLarge, Refusal, SlowBody
from posthouse.model.http import Headers, RequestHead
from posthouse.model.scope import Network
from posthouse.server.client import HttpClient
from posthouse.server.forwarded import client_address
from posthouse.wire.dialects import WIRES, dialect_of_path

MAX_HEAD_BYTES = 64 * 1024
HEAD_TIMEOUT_S = 10.0
LINGER_S = 2.0
"""How long the rest of a body may take after its answer: who reads late still gets the answer."""

_HOST = re.compile(rb"[A-Za-z0-9._~%!$&'(*+),;=:\[\]-]*")
_HINT = "send well-formed HTTP/1.1: one length, one host, no control bytes in header fields"


class StationConnection(HttpToolsProtocol):
    """One client connection.

    A request whose body turns out to be malformed is `broken`: the application is told that the
    body has ended, asks, and refuses. Nothing that follows on such a connection is read.
    """

    head_timeout_s = HEAD_TIMEOUT_S
    trusted: tuple[Network, ...] = ()
    on_lost: Callable[[], None] | None = None
    broken = False
    url = b""
    _spoiled = False
    _in_head = True
    _in_body = False
    _heads = 0
    _head_size = 0
    _wrong: Refusal | None = None
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._within(self.head_timeout_s, self._head_too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever works for this client that it is gone."""
        self._in_time()
        super().connection_lost(exc)
        if self.on_lost is not None:
            self.on_lost()

    def data_received(self, data: bytes) -> None:
        """Parse; a head that does not end is counted here, for its last field is not seen yet."""
        if self._spoiled:
            return
        heads = self._heads
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._still_in_head(len(data) if heads == self._heads else 0)

    def usual_headers(self) -> list[tuple[bytes, bytes]]:
        """Return what every answer carries: the date, once a second anew."""
        return self.server_state.default_headers

    def on_message_begin(self) -> None:
        """Begin a head."""
        self.url = b""
        self.expect_100_continue = False
        self.headers = []
        self._heads += 1
        self._head_size = 0
        self._in_head = True

    def on_url(self, url: bytes) -> None:
        """Count the request line into the head."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count the field; one behind the body is left out, for nobody may add to a head late."""
        self._count(len(name) + len(value) + 4)
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Stop the clock of the head and look at what could be read in two ways."""
        self._in_time()
        self._in_head = False
        wrong = self._ambiguous()
        if wrong:
            raise self._refuse(BadRequest(f"expected {wrong}", code="bad_head", hint=_HINT))
        earlier, client = self.cycle, self._client()
        self.cycle = client  # type: ignore[assignment]
        if earlier is None or earlier.response_complete:
            self._start_asgi_task(client, self.app)  # type: ignore[arg-type]
        else:  # pipelined: it waits its turn
            self.flow.pause_reading()
            self.pipeline.appendleft((client, self.app))  # type: ignore[arg-type]
        self._in_body = True

    def on_body(self, body: bytes) -> None:
        """Keep a part of the body; stop reading while nobody asks for it."""
        client = cast(HttpClient, self.cycle)
        if not client.response_complete:
            client.body_bytes += body
            if len(client.body_bytes) > HIGH_WATER_LIMIT:
                self.flow.pause_reading()
            client.message_event.set()

    def on_message_complete(self) -> None:
        """Note the end of the body."""
        self._in_body = False
        self._in_time()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Give a body that is still coming a moment, for its sender may not read before its end."""
        super().on_response_complete()
        if self._in_body and not self.transport.is_closing():
            self._within(LINGER_S, self.transport.close)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Answer a malformed message and close, but never into another request's answer."""
        if self.transport is None or self.transport.is_closing():
            return
        cycle = self.cycle
        if cycle is None or cycle.response_complete:
            if self._in_body:
                self.transport.close()
            else:
                self._answer(self._wrong or _malformed())
            return
        self._spoiled = True
        cycle.keep_alive = False
        if cycle.more_body:
            self.broken = True
            cycle.more_body = False
            cycle.message_event.set()

    def _client(self) -> HttpClient:
        """Return the client's side of the request whose head is whole."""
        url = httptools.parse_url(self.url)
        path = url.path.decode("ascii")
        headers = tuple([(n.decode("latin-1"), v.decode("latin-1")) for n, v in self.headers])
        head = RequestHead(
            self.parser.get_method().decode("ascii"),
            unquote(path) if "%" in path else path,
            (url.query or b"").decode("latin-1"),
            headers,
            self._address(headers),
        )
        version = self.parser.get_http_version()
        client = HttpClient(self, head, version)
        client.keep_alive = version != "1.0" and self.parser.should_keep_alive()
        client.waiting_for_100_continue = self.expect_100_continue
        return client

    def _address(self, headers: Headers) -> str:
        """Return the address that the request comes from."""
        peer = self.client[0] if self.client else ""
        if not self.trusted:
            return peer
        told = [value for name, value in headers if name == "x-forwarded-for"]
        return client_address(peer, told, self.trusted)

    def _ambiguous(self) -> str:
        """Return what was expected instead of what stands in the head, empty where all is well."""
        version = self.parser.get_http_version()
        if version not in ("1.1", "1.0"):
            return "HTTP/1.1, found another version"
        if self.parser.should_upgrade():
            return "a request without Upgrade, found one: its body would not be read as such"
        hosts = 0
        for name, value in self.headers:
            if name == b"host":
                hosts += 1 if _HOST.fullmatch(value) else 2
            elif name == b"transfer-encoding" and (version == "1.0" or value.lower() != b"chunked"):
                return "no transfer-encoding but chunked, and none before HTTP/1.1, found another"
        return "" if hosts == 1 or (not hosts and version == "1.0") else "one host, found another"

    def _still_in_head(self, more: int) -> None:
        """Start the clock of a head that did not come at once; bound what has come of it."""
        if self._timer is None:
            self._within(self.head_timeout_s, self._head_too_slow)
        self._head_size += more
        if self._head_size > MAX_HEAD_BYTES:
            self._wrong = HeadTooLarge()
            self.send_400_response("")

    def _count(self, size: int) -> None:
        self._head_size += size
        if self._head_size > MAX_HEAD_BYTES:
            raise self._refuse(HeadTooLarge())

    def _refuse(self, refusal: Refusal) -> Refusal:
        """Keep the refusal: the parser tells only that a callback failed."""
        self._wrong = refusal
        return refusal

    def _within(self, seconds: float, else_do: Callable[[], None]) -> None:
        self._timer = self.loop.call_later(seconds, else_do)

    def _in_time(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _head_too_slow(self) -> None:
        self._timer = None
        if not self._heads:
            self.transport.close()
        elif not self.transport.is_closing():
            self._answer(
                SlowBody(
                    f"the request head did not arrive within {self.head_timeout_s:g} s",
                    code="head_timeout",
                    hint="send the whole head at once",
                )
            )

    def _answer(self, refusal: Refusal) -> None:
        path = self.url.partition(b"?")[0].decode("latin-1")
        body = WIRES[dialect_of_path(path)].refusal(refusal)
        line = f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}"
        head = f"{line}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
        self.transport.write(f"{head}connection: close\r\n\r\n".encode() + body)
        self.transport.close()


def tuned(head_timeout_s: float, trusted: tuple[Network, ...] = ()) -> type[StationConnection]:
    """Return the class of connections that wait so long for a head and believe these proxies."""
    tuning = {"head_timeout_s": head_timeout_s, "trusted": trusted}
    return type("TunedConnection", (StationConnection,), tuning)


def _malformed() -> Refusal:
    return BadRequest(
        "expected an HTTP/1.1 request, found something else", code="bad_head", hint=_HINT
    )
