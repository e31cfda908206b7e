"""What the bytes of a medium are, by the bytes themselves: names and media types are only said."""

from __future__ import annotations

import re
from enum import Enum

from posthouse.model.media import OLE
from posthouse.wire.decoding import Undecodable, decoded, marked


class Media(Enum):
    """Kinds of media that policy treats apart."""

    TEXT = "text"
    IMAGE = "image"
    DOCUMENT = "document"
    OTHER = "other"

    __hash__ = object.__hash__


_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
)
_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")
_OFFICE = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis")
_ZIP = b"PK\x03\x04"
_HEAD = 8192  # bytes by which a text tells its encoding
_CONTROLS = re.compile(r"[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_CHARSET = re.compile(r"(;\s*charset=)\"?[^\";,]*\"?", re.IGNORECASE)
_PDF_WITHIN = 1024  # readers look for %PDF- in the first 1,024 bytes (ISO 32000-1, annex H)


def media_of(data: bytes) -> Media:
    """Return what kind of medium these bytes are."""
    if is_pdf(data) or is_office(data) or data.startswith(OLE):
        return Media.DOCUMENT
    if data.startswith(_ZIP):
        return Media.OTHER
    if _is_image(data):
        return Media.IMAGE
    return Media.TEXT if text_in(data) is not None else Media.OTHER


def is_pdf(data: bytes) -> bool:
    """Tell whether readers would take the bytes for a PDF."""
    return b"%PDF-" in data[:_PDF_WITHIN]


def is_office(data: bytes) -> bool:
    """Tell whether the bytes are an archive of OOXML or OpenDocument."""
    return data.startswith(_ZIP) and any(mark in data[:4096] for mark in _OFFICE)


def text_of(data: bytes) -> str | None:
    """Return the bytes as UTF-8 text, None where they are none; a byte order mark stays."""
    if b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def as_utf8(said: str) -> str:
    """Return a media type in which another charset gave way to UTF-8."""
    return _CHARSET.sub(r"\1utf-8", said)


def text_in(data: bytes) -> str | None:
    """Return a file of text as text, None where it is none.

    UTF-8, else as its mark says, else UTF-16, GB 18030 or Latin-1 by what stands in it.
    """
    text = text_of(data)
    if text is not None:
        return text
    codec = marked(data[:_HEAD])
    if b"\0" in data and not codec:
        return None
    try:
        text = decoded(data, codec)[0]
    except Undecodable:
        return None
    return None if _CONTROLS.search(text) else text


def _is_image(data: bytes) -> bool:
    if data.startswith(_IMAGES) and not (data.startswith(b"BM") and text_of(data) is not None):
        return True
    boxed = data[4:8] == b"ftyp" and data[8:12] in _BRANDS
    return boxed or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
