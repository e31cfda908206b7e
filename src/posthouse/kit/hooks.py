"""Listening at the HTTP layer of httpx and httpx2: public event hooks, and the answer's stream.

The bytes are those that the transport gives, before anything is decoded or cut into events.
"""

from __future__ import annotations

import asyncio
import sys
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from posthouse.kit.exchange import ID_HEADER, Exchange
from posthouse.kit.watch import Watch

MARK = "_posthouse_watch"
_UNPACKED: dict[str, Callable[[], Any]] = {
    "gzip": lambda: zlib.decompressobj(wbits=31),
    "deflate": zlib.decompressobj,
}
"""A station never packs an answer; a proxy in front of it may, for a client that said it can."""


def listen(http: Any, watch: Watch) -> None:
    """Let a client of httpx or httpx2, sync or async, tell the watch of every answer."""
    if getattr(http, MARK, None) is not None:
        return
    setattr(http, MARK, watch)
    module = sys.modules[type(http).__mro__[-2].__module__.partition(".")[0]]
    asynchronous = isinstance(http, module.AsyncClient)
    base = module.AsyncByteStream if asynchronous else module.SyncByteStream
    tee: Any = type("Tee", (_AsyncTee if asynchronous else _Tee, base), {})

    def arrived(response: Any) -> None:
        exchange = _exchange(response, watch)
        if exchange is not None:
            response.stream = tee(response.stream, exchange, watch)

    async def arrived_later(response: Any) -> None:
        arrived(response)

    hooks = http.event_hooks
    hooks["response"] = [*hooks["response"], arrived_later if asynchronous else arrived]
    http.event_hooks = hooks
    if isinstance(getattr(http, "_client_kwargs", None), dict):  # google-genai: one a loop
        http._client_kwargs["event_hooks"] = hooks  # noqa: SLF001


def _exchange(response: Any, watch: Watch) -> Exchange | None:
    """Return what an answer begins, None where it needs no receipt. Raises Unverified."""
    request = response.request
    if request.method != "POST":
        return None
    if ID_HEADER not in response.headers:
        if response.status_code < 400:
            watch.missing("the answer came without one: it is not a station's, or it was removed")
        return None
    kind = response.headers.get("content-type", "")
    return Exchange(
        response.headers,
        _sent(request),
        streamed="event-stream" in kind,
        unpacked=_UNPACKED.get(response.headers.get("content-encoding", "identity")),
    )


def _sent(request: Any) -> bytes | None:
    """Return the bytes that were sent, None where they were streamed and not kept."""
    try:
        content: bytes = request.content
    except Exception:  # noqa: BLE001  httpx's own error, of either module
        return None
    return content


class _Tee:
    """Hands an answer's bytes on and feeds the exchange with them."""

    def __init__(self, stream: Any, exchange: Exchange, watch: Watch) -> None:
        self._stream = stream
        self._inner: Iterator[bytes] = iter(stream)
        self._exchange = exchange
        self._watch = watch

    def __iter__(self) -> Iterator[bytes]:
        for data in self._inner:
            self._exchange.feed(data)
            yield data
        self._end()

    def close(self) -> None:
        """Close; a client that stops at the last event has not read what stands behind it."""
        try:
            if not self._exchange.whole and self._exchange.ending:
                for data in self._inner:
                    self._exchange.feed(data)
                self._end()
        finally:
            self._stream.close()
            self._watch.left(self._exchange)

    def _end(self) -> None:
        self._exchange.end()
        self._watch.ended(self._exchange)


class _AsyncTee:
    """The same for an asynchronous client; where judging waits, it waits in a thread.

    Clients have little patience with what stands behind the last event (openai 0.1 s): a judgement
    that they cut short is waited for when they close.
    """

    def __init__(self, stream: Any, exchange: Exchange, watch: Watch) -> None:
        self._stream = stream
        self._inner: AsyncIterator[bytes] = aiter(stream)
        self._exchange = exchange
        self._watch = watch
        self._judging: asyncio.Task[None] | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for data in self._inner:
            self._exchange.feed(data)
            yield data
        await self._end()

    async def aclose(self) -> None:
        """Close; a client that stops at the last event has not read what stands behind it."""
        try:
            if not self._exchange.whole and self._exchange.ending:
                async for data in self._inner:
                    self._exchange.feed(data)
                await self._end()
            await self._judged()
        finally:
            await self._stream.aclose()
            self._watch.left(self._exchange)

    async def _end(self) -> None:
        self._exchange.end()
        if self._watch.raises:
            judging = asyncio.to_thread(self._watch.ended, self._exchange)
            self._judging = asyncio.create_task(judging)
            await self._judged()
        else:
            self._watch.ended(self._exchange)

    async def _judged(self) -> None:
        """Wait for the judgement and raise what it raises, once; being cancelled leaves it be."""
        if (judging := self._judging) is not None:
            await asyncio.wait({judging})
            self._judging = None
            judging.result()
