"""The chain over a streamed answer: which events were delivered, and in which order.

Format, recomputable by anyone who holds the salt and the answer's bytes:

    h(0) = SHA-256( "posthouse/chain/1" 00 salt id )
    h(n) = SHA-256( h(n-1) SHA-256( event n ) )

The receipt holds h of the last event in hex and how many events there were. An event is every byte
up to and including the blank line that ends it (WHATWG HTML 9.2: two line ends in a row, each LF,
CRLF or CR); bytes after the last blank line are one more event. How the bytes were cut on their
way makes no difference. The comment that carries the station's promise comes after the chain and
is no part of it, nor of the commitment `delivered`: `without_promise` takes it off.
"""

from __future__ import annotations

import hashlib
import re

COMMENT = b": posthouse-promise "
"""What begins the last event of a stream that carries the station's promise."""

_DOMAIN = b"posthouse/chain/1\x00"
_END = re.compile(rb"\r\n\r\n|\n\n|\r\r|\r\n\n|\n\r\n")


class Chain:
    """Grows with the bytes as they are delivered; keeps no event that is whole."""

    __slots__ = ("_head", "_parts", "_tail", "count")

    def __init__(self, salt: bytes, receipt_id: str) -> None:
        self._head = hashlib.sha256(_DOMAIN + salt + receipt_id.encode()).digest()
        self._parts: list[bytes] = []
        self._tail = b""
        self.count = 0

    def update(self, data: bytes) -> None:
        """Take the next bytes; how they are split makes no difference."""
        if self._parts:
            if not _END.search(self._tail + data):
                self._keep(data)
                return
            data = b"".join((*self._parts, data))
            self._parts, self._tail = [], b""
        *events, rest = events_of(data)
        for event in events:
            self._fold(event)
        if rest:
            self._keep(rest)

    def end(self) -> None:
        """Take what stands behind the last blank line as one more event."""
        if self._parts:
            self._fold(b"".join(self._parts))
            self._parts, self._tail = [], b""

    def hexdigest(self) -> str:
        """Return the head over the events so far."""
        return self._head.hex()

    def _keep(self, part: bytes) -> None:
        self._parts.append(part)
        self._tail = (self._tail + part)[-3:]

    def _fold(self, event: bytes) -> None:
        self._head = hashlib.sha256(self._head + hashlib.sha256(event).digest()).digest()
        self.count += 1


def events_of(data: bytes) -> list[bytes]:
    """Return the events that a blank line ends, and last what is left, which may be empty."""
    if b"\r" not in data:
        *whole, rest = data.split(b"\n\n")
        return [*(event + b"\n\n" for event in whole), rest]
    found, at = [], 0
    for match in _END.finditer(data):
        found.append(data[at : match.end()])
        at = match.end()
    return [*found, data[at:]]


def chain_of(salt: bytes, receipt_id: str, data: bytes) -> Chain:
    """Return the chain over a whole answer at once."""
    chain = Chain(salt, receipt_id)
    chain.update(data)
    chain.end()
    return chain


def without_promise(data: bytes) -> tuple[bytes, bytes]:
    """Return a streamed answer without the comment at its end, and the promise in it, or b""."""
    at = data.rfind(COMMENT)
    if at < 0 or (at and data[at - 1 : at] not in (b"\n", b"\r")):
        return data, b""
    comment = data[at:]
    if not comment.endswith(b"\n\n") or b"\n" in comment[:-2]:
        return data, b""
    return data[:at], comment[len(COMMENT) : -2]
