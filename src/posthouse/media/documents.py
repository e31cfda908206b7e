"""Any document as text: PDF, OOXML, OpenDocument; all others, and what is too large, refused."""

from __future__ import annotations

import re

from posthouse.media.office import read_office
from posthouse.media.outcome import NotRead, Problem
from posthouse.media.pdf import read_pdf
from posthouse.model.media import OLE

MOST_TEXT = 8 * 1024 * 1024
"""Characters of one document."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNSHOWN = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_document(data: bytes) -> str:
    """Return the text of a document. Raises NotRead."""
    if data.startswith(OLE):  # an encrypted OOXML file is an OLE container too
        raise NotRead(Problem.ENCRYPTED if _ENCRYPTED in data else Problem.OLD_FORMAT)
    text = read_office(data) if data.startswith(b"PK\x03\x04") else read_pdf(data)
    text = _UNSHOWN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise NotRead(Problem.NO_TEXT)
    if len(text) > MOST_TEXT:
        raise NotRead(Problem.TOO_LARGE)
    return text.strip()
