"""What is asked of a reader of media and what it says; it goes from one process to another."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Problem(Enum):
    """Why something was not read."""

    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no text"
    MACROS = "macros"
    OLD_FORMAT = "old format"
    FORMAT = "format"
    ANIMATED = "animated"
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"
    MISSING = "missing"


class NotRead(Exception):
    """Something cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Work(Enum):
    """What a reader can do."""

    DOCUMENT = "document"
    ILLUSTRATED = "illustrated"  # a document whose pictures are read too
    IMAGE = "image"
    COVER = "cover"

    __hash__ = object.__hash__


def document_work(*, images: bool) -> Work:
    """Return how a document is read where images are read, or are not."""
    return Work.ILLUSTRATED if images else Work.DOCUMENT


class Line(Struct, frozen=True):
    """A line of text in an image: its four corners, clockwise from where it begins, in pixels.

    `ends` are where its characters end along the line, as shares of its length.
    """

    text: str
    corners: tuple[float, ...]
    ends: tuple[float, ...] = ()


class Job(Struct, frozen=True):
    """One piece of work; `areas` are polygons (x, y, x, y …) to be covered."""

    work: Work
    data: bytes
    areas: tuple[tuple[float, ...], ...] = ()


class Outcome(Struct, frozen=True):
    """A document's text, an image's lines, a covered image; or why there is none.

    `pages` are where the pages of a PDF begin in its text; `size` is how wide and high an image is
    in the pixels that its lines' corners count.
    """

    text: str = ""
    pages: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    data: bytes = b""
    problem: Problem | None = None
    size: tuple[int, int] = (0, 0)
