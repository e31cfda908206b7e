"""The HTTP/1.1 connection: uvicorn's httptools protocol with what it lacks for the open internet.

Bounds the head in size and time, answers malformed messages as JSON with a hint, and tells the
application at once when the client goes away, so that no upstream works for nobody. llhttp is
strict: Content-Length beside Transfer-Encoding, bare CR and bad header bytes never pass.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD_BYTES = 64 * 1024
HEAD_TIMEOUT_S = 15.0

_HINT = "send well-formed HTTP/1.1: one length, no control bytes in header fields"


class HeadTooLarge(Exception):
    """The request head exceeds MAX_HEAD_BYTES."""


class StationConnection(HttpToolsProtocol):
    """One client connection."""

    on_lost: Callable[[], None] | None = None
    _head_size = 0
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever works for this client that it is gone."""
        self._head_arrived()
        super().connection_lost(exc)
        if self.on_lost is not None:
            self.on_lost()

    def on_message_begin(self) -> None:
        """Start the clock of a head; offer the application to be told of a lost client."""
        super().on_message_begin()
        self._head_size = 0
        if self._head_timer is None:
            self._wait_for_head()
        self.scope["posthouse"] = self  # type: ignore[typeddict-unknown-key]

    def on_url(self, url: bytes) -> None:
        """Count the request line into the head."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count the field into the head."""
        self._count(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Stop the clock of the head."""
        self._head_arrived()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer a malformed message as JSON and close."""
        if self.transport is None or self.transport.is_closing():
            return
        if self._head_size > MAX_HEAD_BYTES:
            self._answer(431, "head_too_large", "the request head is larger than 64 KiB")
        else:
            self._answer(400, "bad_head", "expected an HTTP/1.1 request, found something else")

    def _count(self, size: int) -> None:
        self._head_size += size
        if self._head_size > MAX_HEAD_BYTES:
            raise HeadTooLarge

    def _wait_for_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._head_too_slow)

    def _head_arrived(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_too_slow(self) -> None:
        self._head_timer = None
        if not self.transport.is_closing():
            self._answer(408, "head_timeout", "the request head did not arrive in time")

    def _answer(self, status: int, code: str, message: str) -> None:
        error: dict[str, Any] = {"message": f"{message}; {_HINT}", "type": "invalid_request_error"}
        body = json.dumps({"error": {**error, "param": None, "code": code}}).encode()
        phrase = {400: b"Bad Request", 408: b"Request Timeout", 431: b"Head Too Large"}[status]
        head = b"HTTP/1.1 %d %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
        self.transport.write(head % (status, phrase, len(body)) + b"connection: close\r\n\r\n" + body)
        self.transport.close()
