"""Any document as text: PDF, OOXML, OpenDocument; all others, and what is too large, refused."""

from __future__ import annotations

import re
from itertools import accumulate

from posthouse.media.office import read_office
from posthouse.media.outcome import NotRead, Outcome, Problem
from posthouse.media.pdf import read_pdf
from posthouse.media.pictures import SILENT, UNREAD, Pictures
from posthouse.model.media import OLE

MOST_TEXT = 8 * 1024 * 1024
"""Characters of one document."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNS = re.compile(
    rf"{re.escape(UNREAD)}|{re.escape(SILENT)}|\[page \d+ holds no text\]|\[slide \d+\]"
)
_BETWEEN = "\n\n"
_UNSHOWN = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_document(data: bytes, pictures: Pictures) -> Outcome:
    """Return the text of a document, that in its pictures in their places. Raises NotRead."""
    if data.startswith(OLE):  # an encrypted OOXML file is an OLE container too
        raise NotRead(Problem.ENCRYPTED if _ENCRYPTED in data else Problem.OLD_FORMAT)
    office = data.startswith(b"PK\x03\x04")
    parts = [read_office(data, pictures)] if office else read_pdf(data, pictures)
    pages = [_plain(part) for part in parts]
    text = _BETWEEN.join(pages)
    if not _SIGNS.sub("", text).strip():
        raise NotRead(Problem.MISSING if pictures.missing else Problem.NO_TEXT)
    if len(text) > MOST_TEXT:
        raise NotRead(Problem.TOO_LARGE)
    before = len(text) - len(text.lstrip())
    lengths = (len(page) + len(_BETWEEN) for page in pages[:-1])
    starts = tuple(max(start - before, 0) for start in accumulate(lengths, initial=0))
    return Outcome(text=text.strip(), pages=() if office else starts)


def _plain(text: str) -> str:
    return _UNSHOWN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
