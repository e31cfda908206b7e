"""Where a large file is cut: at ends of records, by its content alone, whoever does the work.

A record is a line, in tables a row whose quoted cells may hold line ends. Cuts are the first ends
of records at or after every PART bytes, so that the same file has the same parts on any machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PART = 4 * 1024 * 1024
LONGEST = 64 * 1024 * 1024
"""Bytes of the longest record; a longer one is refused rather than held in memory."""

_QUOTE = b'"'


class RecordTooLong(Exception):
    """A record beyond LONGEST; the message says at which line."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How ends of records are written: the end of a line in this codec, quoted or not."""

    newline: bytes = b"\n"
    quoted: bool = False


def shape_of(codec: str, *, quoted: bool) -> Shape:
    """Return the shape of records in a codec ("" for one that ASCII is part of)."""
    wide = codec.startswith(("utf-16", "utf-32"))
    return Shape("\n".encode(codec) if wide else b"\n", quoted and not wide)


def cuts(blocks: Iterable[bytes], shape: Shape, part: int = PART) -> Iterator[tuple[int, int]]:
    """Yield (offset, lines before it) where parts end, the end of the file last.

    Raises RecordTooLong.
    """
    at = start = quotes = lines = 0
    held = b""
    for block in blocks:
        data, base = held + block, at - len(held)
        held = data[len(data) - len(data) % len(shape.newline) :]
        data = data[: len(data) - len(held)]
        at += len(block)
        place = 0
        while base + len(data) - start >= part:
            from_ = max(start + part - len(shape.newline) - base, place)
            found = _end(data, from_, place, shape, quotes)
            if found is None:
                break
            end, quotes = found
            lines += data.count(shape.newline, place, end)
            start, place = base + end, end
            yield start, lines
        quotes += data.count(_QUOTE, place) if shape.quoted else 0
        lines += data.count(shape.newline, place)
        if at - start > LONGEST + part:
            raise RecordTooLong(f"the record after line {lines} is longer than {LONGEST >> 20} MiB")
    if at > start or at == 0:
        yield at, lines


def _end(data: bytes, from_: int, place: int, shape: Shape, quotes: int) -> tuple[int, int] | None:
    """Return the first end of a record at or behind `from_`, and the parity of quotes there."""
    width = len(shape.newline)
    from_ -= from_ % width
    quotes += data.count(_QUOTE, place, from_) if shape.quoted else 0
    while True:
        found = data.find(shape.newline, from_)
        while found >= 0 and found % width:
            found = data.find(shape.newline, found + 1)
        if found < 0:
            return None
        quotes += data.count(_QUOTE, from_, found) if shape.quoted else 0
        from_ = found + width
        if quotes % 2 == 0:
            return from_, 0
