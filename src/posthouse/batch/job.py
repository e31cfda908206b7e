"""What workers are given and give back; plain values, so that any engine can carry them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posthouse.dataset.kind import Kind

CONTEXT = 16 * 1024
"""Bytes around a part that are examined with it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the journal says of a file that was done before."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Job:
    """One part of one file: read bytes [start, end) of `source`, write the result to `draft`.

    `size` and `changed_ns` are what the file was when it was found. A `whole` file is its only
    part; kind and codec are then the worker's to tell. `out` is where the file will stand, `known`
    what it was when it was last done.
    """

    file: int
    part: int
    source: str
    draft: str
    out: str
    place: str
    size: int
    changed_ns: int
    start: int
    end: int
    whole: bool = True
    kind: Kind = Kind.TEXT
    codec: str = ""
    head: bytes = b""
    line: int = 1
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one part. `problem` is one line that says why nothing was written.

    `before` and `after` are SHA-256 of the bytes read and written; `path` is where a restored file
    belongs, `changed` tells that it was restored by its tokens alone; `frame` that the way back
    lies beside the draft, `lost` how many values the policy gave up for good; `kept` that the file
    was done before and is as it should be. `anew` tells of an image that was made anew, `text` is
    the SHA-256 of a document's text, which is what comes back of it.
    """

    file: int
    part: int
    problem: str = ""
    kept: bool = False
    before: str = ""
    after: str = ""
    size: int = 0
    written: int = 0
    kind: Kind = Kind.TEXT
    codec: str = ""
    frame: bool = False
    lost: int = 0
    path: str = ""
    changed: bool = False
    anew: bool = False
    text: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
