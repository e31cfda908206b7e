"""What a dialect says of files that come in parts: one value of this class in its Wire.

    begun    the request that begins one -> what is said of the file, and its size
    chunk    a request that brings a part -> its bytes, and where they belong if it says so
    last     whether the request that ends one brings a part itself
    order    the request that ends one -> names of the parts in their order; None: as they came
    whole    what was said and all the bytes -> the request of an upload in one piece
    shown    what the client is told of an upload, and of the part that it just sent
    wrapped  the upstream's answer to the whole file -> the answer to the request that ended it
    states   what every answer tells of the upload's state, by its status

Readers raise BadRequest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from posthouse.model.errors import BadRequest
from posthouse.model.http import Headers, RequestHead
from posthouse.model.upload import Upload


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """What a client says of a file that it is about to send."""

    told: bytes
    size: int


@dataclass(frozen=True, slots=True, repr=False)
class Chunk:
    """A part of a file; an `offset` of None takes it as it comes."""

    data: bytes
    offset: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Whole:
    """An upload in one piece: where it would have gone, its headers and its body."""

    path: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Uploads:
    """A dialect's way with files in parts."""

    begun: Callable[[RequestHead, bytes], Begun]
    chunk: Callable[[RequestHead, bytes], Chunk]
    last: Callable[[RequestHead], bool]
    order: Callable[[bytes], Sequence[str] | None]
    check: Callable[[bytes, bytes], None]
    whole: Callable[[Upload, bytes], Whole]
    shown: Callable[[Upload, str, str], tuple[Headers, bytes]]
    wrapped: Callable[[Upload, Any], Any] = lambda _, tree: tree
    states: Callable[[int], Headers] = lambda _: ()


def bad_upload(where: str, expected: str) -> BadRequest:
    """Return the refusal of what is said of an upload."""
    return BadRequest(
        f"{where}: expected {expected}, found another",
        code="bad_shape",
        hint="compare the request with the reference of uploads",
    )
