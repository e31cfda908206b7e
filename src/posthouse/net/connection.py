"""One connection to an upstream: HTTP/1.1 (RFC 9112), one exchange at a time.

    resting --open()--> busy --message complete--> resting (given back) or closed
                         |--close(), fault, end--> closed

A connection is busy exactly while it has an answer. llhttp reads the head and the frames; what it
finds goes to the answer at once. The connection goes back by itself when the message is complete,
and only if nothing is left over in either direction: bytes after an answer, or bytes that come
while resting, close it, for they would be taken for the next request's answer.

There is one timer, moved lazily: a later deadline only changes a number, and the timer looks at
that number when it fires. So a request on a warm connection costs no timer at all.
"""

from __future__ import annotations

import asyncio
import math
import select
from collections.abc import Callable
from typing import Protocol, cast

import httptools

from posthouse.model.errors import Fault, UpstreamFault
from posthouse.model.http import Peer
from posthouse.net.answer import StreamedAnswer

MOST_HEAD = 1 << 16  # bytes of one head, of trailers, or of anything else that is not body
MOST_AHEAD = 1 << 18  # body bytes held for a slow reader before reading pauses
WHOLE = 1 << 16  # a body up to this size is written together with its head
SLICE = 1 << 18  # a larger one is written in slices, each when the last has left
REST_S = 30.0  # how long a connection rests before it is closed
TICK_S = 0.002  # the loop's clock has milliseconds


class Place(Protocol):
    """Where connections rest between two requests."""

    def put(self, connection: Connection) -> bool:
        """Take a connection that is ready for the next request; False where there is no room."""

    def lost(self, connection: Connection) -> None:
        """Forget a connection that ended while it rested."""


class Connection(asyncio.Protocol):
    """The protocol of one socket; made by dial.py, kept by pool.py."""

    def __init__(self, place: Place, loop: asyncio.AbstractEventLoop) -> None:
        self.peer = Peer("", 0, None)
        self.closed = False
        self.heard = False
        self._place = place
        self._loop = loop
        self._transport: asyncio.Transport = None  # type: ignore[assignment]  # connection_made
        self._answer: StreamedAnswer | None = None
        self._gate: asyncio.Future[None] | None = None
        self._full = False
        self._sending = False
        self._paused = False
        self._poll: Callable[[float], list[tuple[int, int]]] = _nothing
        self._parser = httptools.HttpResponseParser(self)
        self._headers: list[tuple[str, str]] = []
        self._overhead = 0
        self._complete = False
        self._reusable = False
        self._framed = False
        self._broken = ""
        self._rest_s = REST_S
        self._deadline = math.inf
        self._alarm = math.inf
        self._timer: asyncio.TimerHandle | None = None

    # --- one exchange -------------------------------------------------------------------------

    def open(self, idle_timeout_s: float) -> StreamedAnswer:
        """Begin an exchange; returns the answer that is to come. Raises UpstreamFault."""
        if self.closed:
            raise UpstreamFault(Fault.RESET, "the upstream closed the connection before a request")
        answer = StreamedAnswer(self, self.peer, self._loop, idle_timeout_s)
        self._answer = answer
        self.heard = False
        self._headers = []
        self._overhead = 0
        self._complete = self._reusable = self._framed = False
        return answer

    async def send(self, head: bytes, body: bytes) -> None:
        """Write a request; stops early, without a word, when the answer comes before the end."""
        if len(body) <= WHOLE:
            self._transport.write(head + body)
            return
        self._sending = True
        self._transport.write(head)
        view = memoryview(body)
        for start in range(0, len(view), SLICE):
            if self._full:
                self._gate = self._loop.create_future()
                await self._gate
            if self._answer is None or self._answer.begun():
                return
            self._transport.write(view[start : start + SLICE])
        self._sending = False

    def expect(self, within_s: float) -> None:
        """Fail the exchange unless the next thing comes in time; inf takes the limit away."""
        deadline = self._loop.time() + within_s
        self._deadline = deadline
        if deadline < self._alarm:
            self._arm(deadline)

    def drained(self) -> None:
        """Go on reading: the reader has taken everything."""
        if self._paused:
            self._paused = False
            self._transport.resume_reading()

    def idle(self) -> bool:
        """Tell whether the connection can carry a request: open, and nothing has come meanwhile.

        The socket itself is asked: its end may have arrived before the loop has seen it.
        """
        return self._rest_s > 0 and not self.closed and not self._poll(0)

    def close(self) -> None:
        """Drop the connection at once, with whatever it was doing."""
        self._end(UpstreamFault(Fault.RESET, "the answer was closed before its end"))

    # --- what the transport says --------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)
        watched = transport.get_extra_info("socket")
        if watched is not None:
            poll = select.poll()
            poll.register(watched.fileno(), select.POLLIN)
            self._poll = poll.poll

    def data_received(self, data: bytes) -> None:
        """Parse; then tell the reader once, however many pieces there were."""
        answer = self._answer
        if answer is None:
            self.close()
            return
        self.heard = True
        before = answer.held
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._broken = "expected an HTTP/1.1 answer, found something else"
        if self._complete:
            self._finish(answer)
        elif self._broken:
            self._end(UpstreamFault(Fault.MALFORMED, self._broken))
        elif answer.held != before:
            self._overhead = 0
            if answer.held > MOST_AHEAD and not self._paused:
                self._paused = True
                self._transport.pause_reading()
            answer.wake()
        else:
            self._count(len(data))

    def eof_received(self) -> None:
        """Let the transport close itself; meanwhile nothing may be sent here."""
        self._rest_s = 0.0

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits; an answer without a length ends well this way."""
        answer = self._answer
        if exc is None and answer is not None and answer.begun() and not self._framed:
            self._complete = True
            self._finish(answer)
        kind = Fault.RESET
        if exc is None and answer is not None and answer.begun():
            kind = Fault.TRUNCATED
        self._end(UpstreamFault(kind, "the upstream closed the connection before the answer's end"))

    def pause_writing(self) -> None:
        """Hold the next slice back."""
        self._full = True

    def resume_writing(self) -> None:
        """Let the next slice go."""
        self._full = False
        self._wake_writer()

    # --- what the parser says -----------------------------------------------------------------

    def on_message_begin(self) -> None:
        """Notice a second answer where one was asked for."""
        if self._complete:
            self._reusable = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header; trailers are only counted."""
        self._overhead += len(name) + len(value)
        if self._overhead > MOST_HEAD:
            self._broken = f"expected a head of at most {MOST_HEAD} bytes, found a larger one"
        elif self._answer is not None and not self._answer.begun():
            self._headers.append((name.decode("latin-1").lower(), value.decode("latin-1").strip()))

    def on_headers_complete(self) -> None:
        """Give the head to the reader; interim answers (1xx) are passed over."""
        status = self._parser.get_status_code()
        headers, self._headers = self._headers, []
        if status < 200 or self._broken or self._answer is None or self._complete:
            return
        if self._parser.get_http_version() not in {"1.1", "1.0"}:
            self._broken = "expected HTTP/1.1, found another version"
            return
        for name, value in headers:
            if name == "content-length":
                self._framed = True
            elif name == "transfer-encoding":
                self._framed = value.lower() == "chunked"
            elif name == "keep-alive":
                self._rest_s = min(self._rest_s, _rest(value))
        self._answer.begin(status, tuple(headers))
        self._wake_writer()

    def on_body(self, body: bytes) -> None:
        """Give a piece of the body to the reader."""
        if self._answer is not None and not self._complete and not self._broken:
            self._answer.add(body)

    def on_message_complete(self) -> None:
        """Note the end of the answer."""
        if self._answer is not None and self._answer.begun() and not self._complete:
            self._complete = True
            self._reusable = self._parser.should_keep_alive()

    # --- ends ---------------------------------------------------------------------------------

    def _finish(self, answer: StreamedAnswer) -> None:
        """Part from a complete answer, and rest or close."""
        self._answer = None
        answer.end(None)
        if (
            self._reusable
            and not self._broken
            and self._rest_s > 0
            and not self._sending
            and not self._transport.get_write_buffer_size()
            and self._place.put(self)
        ):
            self.drained()
            self.expect(self._rest_s)
            return
        self.close()

    def _end(self, fault: UpstreamFault) -> None:
        """Close the connection; an answer that is not complete gets the fault."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        answer, self._answer = self._answer, None
        if not self.closed:
            self.closed = True
            self._transport.abort()
            if answer is None:
                self._place.lost(self)
        if answer is not None:
            answer.end(fault)
        self._wake_writer()

    def _count(self, more: int) -> None:
        """Bound what is neither body nor the end: an endless head, extension or trailer."""
        self._overhead += more
        answer = self._answer
        if self._overhead > 2 * MOST_HEAD and answer is not None:
            self._end(UpstreamFault(Fault.MALFORMED, "expected a body, found an endless head"))
        elif answer is not None:
            answer.wake()

    def _wake_writer(self) -> None:
        gate, self._gate = self._gate, None
        if gate is not None and not gate.done():
            gate.set_result(None)

    # --- time ---------------------------------------------------------------------------------

    def _arm(self, at: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._alarm = at
        self._timer = self._loop.call_at(at, self._ring)

    def _ring(self) -> None:
        """Look whether the deadline has passed; it may have moved since the timer was set."""
        self._timer = None
        self._alarm = math.inf
        if self._loop.time() < self._deadline - TICK_S:
            if self._deadline < math.inf:
                self._arm(self._deadline)
            return
        self._end(UpstreamFault(Fault.TIMEOUT, "the upstream did not send in time"))


def _nothing(_timeout: float) -> list[tuple[int, int]]:
    return []


def _rest(value: str) -> float:
    """Return how long the upstream says it keeps the connection, less a second; or REST_S."""
    for part in value.split(","):
        name, _, number = part.strip().partition("=")
        if name.lower() == "timeout" and number.isdecimal():
            return max(0.0, float(number) - 1.0)
    return REST_S
