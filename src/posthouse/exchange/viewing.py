"""Images and documents that are explained: what stands in them, where, and what becomes of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from posthouse.exchange.reading import READ, handling, reading_job
from posthouse.media.outcome import Job, Outcome, Problem
from posthouse.media.page import Page, page_of
from posthouse.media.pictures import UNREAD
from posthouse.media.told import FOUND
from posthouse.model.media import PASSED, Handling, MediaRules
from posthouse.wire.media import Media
from posthouse.wire.medium import Medium

Box = tuple[int, int, int, int]
"""Left, top, right and lower side, in pixels."""


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """A text to be explained, and where its parts stand: in an image, on pages, or as they are."""

    place: str
    text: str
    page: Page | None = None
    pages: tuple[int, ...] = ()
    defines: bool = False

    def page_at(self, start: int) -> int:
        """Return the number of the page on which something stands, 0 where there are none."""
        return bisect_right(self.pages, start)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return what would be covered of an image."""
        if self.page is None:
            return ()
        areas = self.page.areas(start, end)
        return tuple(
            (
                max(round(min(a[::2])), 0),
                max(round(min(a[1::2])), 0),
                round(max(a[::2])),
                round(max(a[1::2])),
            )
            for a in areas
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """An image, a document or something else, and what becomes of it; `problem`: why unread.

    `pictures` is how many pictures in a document were not read; `size` is how wide and high an
    image is in the pixels that boxes count (larger ones are made smaller before they are read).
    """

    place: str
    kind: str
    handling: Handling
    problem: Problem | None = None
    pictures: int = 0
    size: tuple[int, int] = (0, 0)

    def told(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "place": self.place,
            "kind": self.kind,
            "handling": self.handling.value,
            "problem": FOUND[self.problem][0] if self.problem is not None else None,
            "pictures_unread": self.pictures,
            "size": list(self.size) if any(self.size) else None,
        }


@dataclass(frozen=True, slots=True)
class Viewer:
    """Reads media as a project's rules have it; without `do` they are only told."""

    rules: MediaRules = PASSED
    do: Callable[[Job], Outcome] | None = None

    def met(self, place: str, medium: Medium) -> tuple[Seen, list[Text]]:
        """Return what becomes of a medium in a request, and its texts where it is read."""
        how = handling(self.rules, medium)
        if how in READ:
            return self.opened(place, medium.kind, medium.data)
        return Seen(place, medium.kind.value, how), []

    def opened(self, place: str, kind: Media, data: bytes) -> tuple[Seen, list[Text]]:
        """Return what becomes of an image or a document, and its text whatever becomes of it."""
        image = kind is Media.IMAGE
        how = self.rules.images if image else self.rules.documents
        if self.do is None:
            return Seen(place, kind.value, how), []
        done = self.do(reading_job(self.rules, kind, data))
        if done.problem is not None:
            return Seen(place, kind.value, how, done.problem), []
        page = page_of(done.lines) if image else None
        text = done.text if page is None else page.text
        unread = done.text.count(UNREAD)
        seen = Seen(place, kind.value, how, pictures=unread, size=done.size)
        return seen, [Text(place, text, page, done.pages)]


NO_VIEWER = Viewer()
