"""Content encodings (RFC 9110 section 8.4) undone: gzip, deflate, br, zstd; whole or as they come.

Memory is bounded while a bomb unfolds: every step gives pieces of bounded size and the size and
the ratio are checked after each piece. A body that is cut off, or followed by other bytes, is bad.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import brotli
import zstandard

from posthouse.model.errors import BadEncoding, BadRequest, TooLarge

RATIO = 200  # text of conversations packs 3 to 60 times; gzip can reach 1,032, zstd and br far more
RATIO_FLOOR = 1 << 20  # below this size no ratio matters
PIECE = 1 << 16  # bytes asked of one step where the library lets us bound it
ZLIB_SLICE = 4096  # what follows a member is copied: many members at once would be quadratic
ZSTD_SLICE = 256  # zstd's output of one call is unbounded: at most 64 blocks of 128 KiB stand here
ZSTD_WINDOW = 1 << 23  # RFC 9659: a window above 8 MiB is not allowed in HTTP
MOST_CODINGS = 2
MOST_MEMBERS = 1000  # each costs a new context
SUPPORTED = "gzip, deflate, br, zstd"


class _Coding(Protocol):
    """One coding's state."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what the data unfolds to, in pieces of bounded size."""

    def finished(self) -> bool:
        """Tell whether the coded stream is at its proper end."""


class _Zlib:
    """gzip with one or more members (RFC 1952), or deflate with or without its zlib frame."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._member: zlib._Decompress | None = None
        self._members = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        for piece in _slices(data, ZLIB_SLICE):
            rest = piece
            while rest:
                member = self._open(rest)
                yield member.decompress(rest, PIECE)
                while member.unconsumed_tail:
                    yield member.decompress(member.unconsumed_tail, PIECE)
                rest = member.unused_data

    def _open(self, data: bytes) -> zlib._Decompress:
        """Return the member that the data belongs to; a new one only where the format allows."""
        if self._member is None or (self._gzip and self._member.eof):
            self._members = _one_more(self._members)
            framed = data[0] & 0x0F == 8  # RFC 1950: CM = 8; some servers send raw deflate
            bits = 31 if self._gzip else 15 if framed else -15
            self._member = zlib.decompressobj(bits)
        elif self._member.eof:
            raise _trailing()
        return self._member

    def finished(self) -> bool:
        return self._member is not None and self._member.eof


class _Brotli:
    """One br stream (RFC 7932)."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            raise _trailing()
        yield self._stream.process(data, output_buffer_limit=PIECE)
        while not self._stream.is_finished() and not self._stream.can_accept_more_data():
            yield self._stream.process(b"", output_buffer_limit=PIECE)

    def finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    """One or more zstd frames (RFC 8878)."""

    def __init__(self) -> None:
        self._codec = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._frames = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        for piece in _slices(data, ZSTD_SLICE):
            rest = piece
            while rest:
                if self._frame is None or self._frame.eof:
                    self._frames = _one_more(self._frames)
                    self._frame = self._codec.decompressobj()
                yield self._frame.decompress(rest)
                rest = self._frame.unused_data if self._frame.eof else b""

    def finished(self) -> bool:
        return self._frame is not None and self._frame.eof


_CODINGS: dict[str, Callable[[], _Coding]] = {
    "gzip": lambda: _Zlib(gzip=True),
    "x-gzip": lambda: _Zlib(gzip=True),
    "deflate": lambda: _Zlib(gzip=False),
    "br": _Brotli,
    "zstd": _Zstd,
}


class _Step:
    """A coding with its limits."""

    def __init__(self, name: str, limit: int) -> None:
        self.name = name
        self._coding = _CODINGS[name]()
        self._limit = limit
        self._took = 0
        self._gave = 0

    def feed(self, source: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what the source unfolds to; stops at the first piece that is over a limit."""
        for data in source:
            self._took += len(data)
            for piece in self._coding.feed(data):
                self._gave += len(piece)
                self._check()
                if piece:
                    yield piece

    def _check(self) -> None:
        if self._gave > self._limit:
            raise TooLarge(
                f"the {self.name} body unfolds to more than {self._limit} bytes",
                hint="send less, or raise the body limit",
            )
        if self._gave > RATIO_FLOOR and self._gave > self._took * RATIO:
            raise TooLarge(
                f"the {self.name} body unfolds to more than {RATIO} times its size",
                hint="send the body without content-encoding",
            )

    def finished(self) -> bool:
        return self._coding.finished()


class Decoder:
    """Undoes a content-encoding header's codings as the body arrives."""

    def __init__(self, encodings: str, *, limit: int) -> None:
        self._steps = [_Step(name, limit) for name in reversed(codings(encodings))]

    def feed(self, data: bytes) -> bytes:
        """Return what the data unfolds to, perhaps nothing. Raises TooLarge, BadRequest."""
        pieces: Iterable[bytes] = (data,)
        for step in self._steps:
            pieces = step.feed(pieces)
        try:
            return b"".join(pieces)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise _bad("is not valid") from error

    def end(self) -> None:
        """Check that the stream stands at its proper end. Raises BadRequest."""
        if not all(step.finished() for step in self._steps):
            raise _bad("is cut off")


def codings(encodings: str) -> tuple[str, ...]:
    """Return the codings of a content-encoding header in the order they were applied.

    Identity is left out. Raises BadEncoding for a coding that is not known, or too many.
    """
    named = [name.strip().lower() for name in encodings.split(",")]
    real = tuple(name for name in named if name not in {"", "identity"})
    if len(real) > MOST_CODINGS or any(name not in _CODINGS for name in real):
        raise BadEncoding(
            f"the content-encoding is not one of {SUPPORTED} (at most {MOST_CODINGS} of them)",
            hint="send the body without content-encoding",
        )
    return real


def decode(body: bytes, encodings: str, *, limit: int) -> bytes:
    """Return the whole body unpacked. Raises TooLarge, BadEncoding, BadRequest."""
    if not codings(encodings):
        return body
    decoder = Decoder(encodings, limit=limit)
    plain = decoder.feed(body)
    decoder.end()
    return plain


def _slices(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def _one_more(members: int) -> int:
    """Count one member or frame more. Raises BadRequest."""
    if members == MOST_MEMBERS:
        raise _bad(f"has more than {MOST_MEMBERS} members")
    return members + 1


def _bad(how: str) -> BadRequest:
    return BadRequest(
        f"the encoded body {how}",
        hint="check that content-encoding names the coding that was used",
        code="bad_encoding",
    )


def _trailing() -> BadRequest:
    return _bad("is followed by other bytes")
