"""The way back: for each replaced place how far behind the last it is and what stood there.

A frame holds the places of one part as MessagePack, compressed: distinct pairs of (shown, original)
bytes, then for each place the bytes between it and the one before, and the number of its pair. It
turns the masked bytes into the original ones exactly, in whatever encoding; the pairs alone restore
tokens in text that has been changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import zstandard

MOST = 1 << 31
"""Bytes that a frame may unpack to."""


class Misfit(Exception):
    """A frame that does not belong to these bytes."""


class Edit(msgspec.Struct, frozen=True, gc=False):
    """One replacement: bytes kept since the last one, what is shown now, what stood there.

    A part may hold hundreds of thousands.
    """

    gap: int
    shown: bytes
    original: bytes

    def __repr__(self) -> str:
        return "Edit()"


Pair = tuple[bytes, bytes]


def packed(edits: Iterable[Edit], known: Iterable[Pair] = ()) -> bytes:
    """Return the frame of a part's edits; `known` are pairs that stand at no place of it."""
    pairs: dict[Pair, int] = {}
    gaps: list[int] = []
    numbers: list[int] = []
    for edit in edits:
        gaps.append(edit.gap)
        numbers.append(pairs.setdefault((edit.shown, edit.original), len(pairs)))
    for pair in known:
        pairs.setdefault(pair, len(pairs))
    return zstandard.compress(msgspec.msgpack.encode((list(pairs), gaps, numbers)))


def unpacked(frame: bytes) -> Iterator[Edit]:
    """Yield the edits of a frame. Raises Misfit."""
    pairs, gaps, numbers = _read(frame)
    for gap, number in zip(gaps, numbers, strict=True):
        shown, original = pairs[number]
        yield Edit(gap, shown, original)


def pairs_of(frame: bytes) -> list[tuple[bytes, bytes]]:
    """Return the distinct (shown, original) of a frame. Raises Misfit."""
    return _read(frame)[0]


def undone(masked: bytes, frame: bytes) -> bytes:
    """Return the original bytes of a part. Raises Misfit where the frame is of other bytes."""
    parts: list[bytes] = []
    done = 0
    for edit in unpacked(frame):
        start = done + edit.gap
        end = start + len(edit.shown)
        if masked[start:end] != edit.shown:
            raise Misfit("expected what was written by the masking, found other bytes")
        parts += masked[done:start], edit.original
        done = end
    parts.append(masked[done:])
    return b"".join(parts)


_Frame = tuple[list[tuple[bytes, bytes]], list[int], list[int]]


def _read(frame: bytes) -> _Frame:
    try:
        plain = zstandard.ZstdDecompressor().decompress(frame, max_output_size=MOST)
        read: _Frame = msgspec.msgpack.decode(plain, type=_Frame)
    except (zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise Misfit("expected a frame of replacements, found something else") from error
    return read
