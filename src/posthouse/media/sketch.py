"""Pages of a PDF drawn as pictures, and the pictures on them, by pypdfium2 (posthouse[ocr]).

PDFium draws what people see: scans in any of its codings, turned pages, letters without a map to
Unicode. It is started with the first page that is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Self

from posthouse.media.outcome import NotRead, Problem
from posthouse.media.pictures import MOST_KEPT, SILENT, SMALLEST, UNREAD, Pictures

LONGER_SIDE = 1800
"""Pixels of a drawn page: 155 to the inch of A4, letters of 8 points are 17 high."""
MOST_ON_PAGE = 20
"""Pictures of one page that are looked at."""
_ALL = 0.8
"""Of a page that a picture covers which is a scan, with its text behind it if there is enough."""
STAMP = 200
"""Letters up to which the text on a scan is a stamp or a page's number, not what it says."""


class Sketch:
    """One PDF, opened when the first page is drawn."""

    def __init__(self, data: bytes, pictures: Pictures) -> None:
        self._data = data
        self._pictures = pictures
        self._opened: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._opened is not None:
            self._opened.close()

    def page(self, number: int) -> str:
        """Return what is written on a page without text, "" for nothing. Raises NotRead."""
        page = self._page(number)
        if page is None:
            return ""
        width, height = page.get_size()
        drawn = page.render(scale=LONGER_SIDE / max(width, height, 1.0)).to_pil().convert("RGB")
        told = self._pictures.drawn(drawn)
        return "" if told == SILENT else told

    def pictures(self, number: int, letters: int) -> Iterator[str]:
        """Yield what is written in each picture on a page of so many letters. Raises NotRead."""
        page = self._page(number)
        if page is None:
            return
        width, height = page.get_size()
        for one in self._images(page):
            whole = _share(one.get_bounds(), width * height) >= _ALL
            if (letters <= STAMP or not whole) and (told := self._seen(one)):
                yield told

    def _page(self, number: int) -> Any:
        """Return a page, None where pages are not drawn. Raises NotRead."""
        if not self._pictures.reading:
            return None
        try:
            import pypdfium2

            if self._opened is None:
                self._opened = pypdfium2.PdfDocument(self._data)
            return self._opened[number]
        except ImportError:
            self._pictures.missing = True
        except (pypdfium2.PdfiumError, IndexError):
            raise NotRead(Problem.BROKEN) from None
        return None

    def _images(self, page: Any) -> list[Any]:
        from pypdfium2 import raw

        found = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return list(islice(found, MOST_ON_PAGE))

    def _seen(self, image: Any) -> str:
        """Return what is written in a picture of a page."""
        from pypdfium2 import PdfiumError

        width, height = image.get_px_size()
        left, low, right, top = image.get_bounds()
        sides = right - left, top - low
        if min(width, height) < SMALLEST or min(sides) <= 0:
            return ""
        if max(width * height, _drawn((width, height), sides)) > MOST_KEPT:
            return UNREAD
        try:
            return self._pictures.drawn(image.get_bitmap(render=True).to_pil().convert("RGB"))
        except PdfiumError:
            return UNREAD


def _drawn(pixels: tuple[int, int], sides: tuple[float, float]) -> float:
    """Return how many pixels PDFium draws: one that is squeezed is drawn as large as its larger
    side needs."""
    turned = (pixels[0] < pixels[1]) != (sides[0] < sides[1])
    wide, high = reversed(pixels) if turned else pixels
    return sides[0] * sides[1] * max(wide / sides[0], high / sides[1]) ** 2


def _share(bounds: tuple[float, float, float, float], area: float) -> float:
    left, low, right, top = bounds
    return abs((right - left) * (top - low)) / max(area, 1.0)
