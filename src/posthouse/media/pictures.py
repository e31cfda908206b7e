"""Pictures inside a document: what is written in them becomes text, between signs of its own.

A picture is never sent; where one stood, and whether it was read, the text says.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from posthouse.media.outcome import NotRead

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 20_000_000
"""Read of one document: eight scanned pages and a half. What is beyond is told as not read."""
MOST_KEPT = 12_000_000
"""Of one picture; larger ones in a PDF are not read, image files are made smaller."""
SMALLEST = 24
"""The shorter side of a picture from which letters may stand in it; others are ornaments."""

UNREAD = "[picture that was not read]"
SILENT = "[picture without text]"
_SIGN = re.compile(r"\[((?:end of the )?picture[^\]\n]*)\]", re.IGNORECASE)


class Pictures:
    """The pictures of one document, each read once; with `read` False all are only told."""

    def __init__(self, *, read: bool) -> None:
        self.found = 0
        self.missing = False
        self._read = read
        self._left = MOST_PIXELS
        self._known: dict[bytes, str] = {}

    def told(self, data: bytes) -> str:
        """Return what stands in the text where an image file stands in the document."""
        name = hashlib.blake2b(data, digest_size=16).digest()
        if name not in self._known:
            self._known[name] = self._opened(data)
        return self._known[name]

    def drawn(self, picture: Image) -> str:
        """Return what stands in the text where a picture is drawn."""
        from posthouse.media.images import lines_of
        from posthouse.media.page import page_of

        self._left -= picture.width * picture.height
        if min(picture.size) < SMALLEST:
            return ""
        if not self._read or self._left < 0:
            return UNREAD
        try:
            text = page_of(lines_of(picture)).text.strip()
        except ImportError:
            self.missing = True
            return UNREAD
        self.found += bool(text)
        return _between_signs(text) if text else SILENT

    @property
    def reading(self) -> bool:
        """Tell whether pictures are still read."""
        return self._read and self._left > 0 and not self.missing

    def _opened(self, data: bytes) -> str:
        if not self.reading:
            return UNREAD
        try:
            from posthouse.media.images import opened

            return self.drawn(opened(data)[0])
        except ImportError:
            self.missing = True
        except NotRead:  # a vector drawing, a broken file: what it shows is not sent
            pass
        return UNREAD


def _between_signs(text: str) -> str:
    """Return a picture's text between signs; those that are written in it lose their brackets."""
    plain = _SIGN.sub(r"(\1)", text)
    return f"[picture]\n{plain}\n[end of the picture]"
