"""The text of a PDF, page by page, by pypdf. Scripts, attachments and forms are never looked at."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from posthouse.media.outcome import NotRead, Problem

MOST_PAGES = 1000
_ODD = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError,
    ValueError, zlib.error, struct.error,
)  # fmt: skip
"""What a broken file leads pypdf to, beside its own errors."""


def read_pdf(data: bytes) -> str:
    """Return a PDF's text; a page without any is told by its number. Raises NotRead."""
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
    if not any(pages):
        raise NotRead(Problem.NO_TEXT)
    named = (page or f"[page {number} holds no text]" for number, page in enumerate(pages, 1))
    return "\n\n".join(named)


def _page(reader: object, number: int) -> str:
    from pypdf.errors import PyPdfError

    try:
        return str(reader.pages[number].extract_text()).strip()  # type: ignore[attr-defined]
    except MemoryError:
        raise NotRead(Problem.TOO_LARGE) from None
    except (PyPdfError, *_ODD):
        raise NotRead(Problem.BROKEN) from None
