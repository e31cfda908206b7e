"""A client inside the station: one request that goes the way of all others, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from posthouse.model.http import Headers, RequestHead


@dataclass(slots=True, repr=False)
class InHouse:
    """Implements service.parties.Client; keeps what a client would have got. Holds content."""

    head: RequestHead
    asked: bytes
    status: int = 0
    headers: Headers = ()
    got: bytearray = field(default_factory=bytearray)

    async def body(self, limit: int) -> bytes:  # noqa: ARG002
        """Return the body; it is the station's own."""
        return self.asked

    async def whole(self, status: int, headers: Headers, body: bytes) -> None:
        """Take an answer in one piece."""
        self.status, self.headers = status, headers
        self.got += body

    async def begin(self, status: int, headers: Headers) -> None:
        """Take the head of a stream."""
        self.status, self.headers = status, headers

    async def more(self, data: bytes) -> None:
        """Take a part of it."""
        self.got += data

    async def finish(self, data: bytes, trailers: Headers = ()) -> None:  # noqa: ARG002
        """Take the last part."""
        self.got += data

    def header(self, name: str) -> str:
        """Return a header of the answer, "" where it has none."""
        return next((value for known, value in self.headers if known == name), "")
