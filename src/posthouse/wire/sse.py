"""Server-sent events: a byte stream cut into events, an event written again.

WHATWG HTML §9.2. Only what relays need: `event` and `data`; comments, ids and retries pass as
they are. Line ends (LF, CRLF, CR) are kept as they came.
"""

from __future__ import annotations

import re

from posthouse.model.errors import Fault, UpstreamFault

MAX_EVENT_BYTES = 64 * 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # some clients drop it: what stands behind it is read here too
_END = re.compile(rb"\r\n\r\n|\n\n|\r\r|\r\n\n|\n\r\n")


class Event:
    """One event as it came: `raw` in full, `name` and `data` as a client would read them.

    `data` is None or empty in an event that clients drop (comments, an id alone).
    """

    __slots__ = ("_alone", "data", "name", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw = raw.removeprefix(_BYTE_ORDER_MARK)
        self.name = ""
        self.data: bytes | None = None
        self._alone = raw[:6] == b"data: " and raw.count(b"\n") == 2 and raw[-2:] == b"\n\n"
        if self._alone:  # as most providers write most events
            self.data = raw[6:-2]
            return
        for line in raw.splitlines():
            if line.startswith(b"data:"):
                value = line[6:] if line[5:6] == b" " else line[5:]
                self.data = value if self.data is None else self.data + b"\n" + value
            elif line.startswith(b"event:"):
                self.name = line[6:].strip().decode("utf-8", "replace")

    def with_data(self, data: bytes) -> bytes:
        """Return the event with other data; other lines and the line ends stay as they were."""
        if self._alone:
            return b"data: " + data + b"\n\n"
        lines: list[bytes] = []
        for line in self.raw.splitlines(keepends=True):
            if not line.startswith(b"data:"):
                lines.append(line)
            elif data:
                end = line[len(line.rstrip(b"\r\n")) :]
                lines.append(b"data: " + data + (end or b"\n\n"))
                data = b""
        return b"".join(lines)


class Cutter:
    """Cuts a byte stream into events, however it was chunked."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._tail = b""
        self._size = 0

    def feed(self, chunk: bytes) -> list[Event]:
        """Return the events that this chunk completes. Raises UpstreamFault on an endless event."""
        if self._rest:
            if not _END.search(self._tail + chunk):
                self._keep(chunk)
                return []
            data = b"".join((*self._rest, chunk))
        else:
            data = chunk
        self._rest, self._tail, self._size = [], b"", 0
        whole, rest = _cut(data)
        if rest:
            self._keep(rest)
        return [Event(raw) for raw in whole]

    def _keep(self, part: bytes) -> None:
        """Keep a part of an event: large ones are put together once, when they end."""
        self._size += len(part)
        if self._size > MAX_EVENT_BYTES:
            raise UpstreamFault(Fault.MALFORMED, "an event of the stream does not end")
        self._rest.append(part)
        self._tail = (self._tail + part)[-3:]

    def end(self) -> bytes:
        """Return what was left without the blank line that ends an event."""
        rest, self._rest, self._tail, self._size = b"".join(self._rest), [], b"", 0
        return rest


def _cut(data: bytes) -> tuple[list[bytes], bytes]:
    """Return the whole events and what is left."""
    if b"\r" not in data:
        *parts, rest = data.split(b"\n\n")
        return [part + b"\n\n" for part in parts], rest
    whole, at = [], 0
    for match in _END.finditer(data):
        whole.append(data[at : match.end()])
        at = match.end()
    return whole, data[at:]


def event(data: bytes, name: str = "") -> bytes:
    """Return one event in full."""
    lead = b"event: " + name.encode() + b"\n" if name else b""
    return lead + b"data: " + data + b"\n\n"
