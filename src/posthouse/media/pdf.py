"""The text of a PDF, page by page, by pypdf; pages and pictures of pixels are drawn and read.

Scripts, attachments and forms are never looked at.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from posthouse.media.outcome import NotRead, Problem
from posthouse.media.pictures import UNREAD, Pictures
from posthouse.media.sketch import Sketch

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 1000
_EMPTY = "[page {} holds no text]"
_ODD = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError,
    ValueError, zlib.error, struct.error,
)  # fmt: skip
"""What a broken file leads pypdf to, beside its own errors."""


def read_pdf(data: bytes, pictures: Pictures) -> list[str]:
    """Return the text of a PDF's pages; one without any is told by its number. Raises NotRead."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")  # without a password it is open
        count = 0 if locked else len(reader.pages)
    except MemoryError:
        raise NotRead(Problem.TOO_LARGE) from None
    except (PyPdfError, *_ODD):
        raise NotRead(Problem.BROKEN) from None
    if locked:
        raise NotRead(Problem.ENCRYPTED)
    if count > MOST_PAGES:
        raise NotRead(Problem.TOO_LARGE)
    pages = [_page(reader, number) for number in range(count)]
    with Sketch(data, pictures) as sketch:
        return [
            _shown(number, text, sketch) if pictures.reading else _told(number, text, reader)
            for number, text in enumerate(pages)
        ]


def _shown(number: int, text: str, sketch: Sketch) -> str:
    """Return a page's text and that in its pictures; a page without text is a picture itself."""
    if text:
        return "\n".join([text, *sketch.pictures(number, len(text))])
    return sketch.page(number) or _EMPTY.format(number + 1)


def _told(number: int, text: str, reader: PdfReader) -> str:
    """Return a page's text, and that pictures stand on it."""
    return "\n".join([text or _EMPTY.format(number + 1), *_unread(reader, number)])


def _unread(reader: PdfReader, number: int) -> list[str]:
    try:
        return [UNREAD] if len(reader.pages[number].images) else []
    except Exception:  # noqa: BLE001  what is told of pictures is a courtesy: none is sent
        return []


def _page(reader: PdfReader, number: int) -> str:
    from pypdf.errors import PyPdfError

    try:
        return str(reader.pages[number].extract_text()).strip()
    except MemoryError:
        raise NotRead(Problem.TOO_LARGE) from None
    except (PyPdfError, *_ODD):
        raise NotRead(Problem.BROKEN) from None
