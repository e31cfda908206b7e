"""Any document as text: PDF, OOXML, OpenDocument; all others, and what is too large, refused."""

from __future__ import annotations

import re

from posthouse.media.office import read_office
from posthouse.media.outcome import NotRead, Problem
from posthouse.media.pdf import read_pdf
from posthouse.media.pictures import SILENT, UNREAD, Pictures
from posthouse.model.media import OLE

MOST_TEXT = 8 * 1024 * 1024
"""Characters of one document."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNS = re.compile(
    rf"{re.escape(UNREAD)}|{re.escape(SILENT)}|\[page \d+ holds no text\]|\[slide \d+\]"
)
_UNSHOWN = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_document(data: bytes, pictures: Pictures) -> str:
    """Return the text of a document, that in its pictures in their places. Raises NotRead."""
    if data.startswith(OLE):  # an encrypted OOXML file is an OLE container too
        raise NotRead(Problem.ENCRYPTED if _ENCRYPTED in data else Problem.OLD_FORMAT)
    office = data.startswith(b"PK\x03\x04")
    text = read_office(data, pictures) if office else read_pdf(data, pictures)
    text = _UNSHOWN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not _SIGNS.sub("", text).strip():
        raise NotRead(Problem.MISSING if pictures.missing else Problem.NO_TEXT)
    if len(text) > MOST_TEXT:
        raise NotRead(Problem.TOO_LARGE)
    return text.strip()
