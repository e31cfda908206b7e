"""What a file is, by its name and its first bytes; what cannot be examined has its reason."""

from __future__ import annotations

from enum import Enum

from posthouse.model.media import OLE
from posthouse.wire.decoding import wide
from posthouse.wire.media import Media, media_of

HEAD = 8192
"""How many first bytes are asked for."""


class Kind(Enum):
    """How a file is read. The last four are not opened, but images and documents by request."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    ARCHIVE = "archive"
    IMAGE = "image"
    DOCUMENT = "document"
    BINARY = "binary"

    @property
    def opened(self) -> bool:
        """Tell whether files of this kind are masked."""
        return self not in (Kind.ARCHIVE, Kind.IMAGE, Kind.DOCUMENT, Kind.BINARY)


_BY_NAME = {
    ".json": Kind.JSON, ".geojson": Kind.JSON, ".ipynb": Kind.JSON, ".har": Kind.JSON,
    ".jsonl": Kind.JSONL, ".ndjson": Kind.JSONL, ".csv": Kind.CSV, ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
}  # fmt: skip
_MAGIC = (
    (b"PAR1", Kind.PARQUET),
    (b"PK\x03\x04", Kind.ARCHIVE),
    (b"PK\x05\x06", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Kind.ARCHIVE),
    (b"%PDF-", Kind.DOCUMENT),
    (OLE, Kind.DOCUMENT),
)
READ = (".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")
"""How documents that can be read are named."""
_DOCUMENTS = (*READ, ".epub")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TAR = slice(257, 262)


def kind_of(name: str, head: bytes) -> Kind:
    """Return the kind of a file by its name and its first HEAD bytes."""
    ending = "." + name.lower().rpartition(".")[2]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return Kind.DOCUMENT if kind is Kind.ARCHIVE and ending in _DOCUMENTS else kind
    if head[_TAR] == b"ustar":
        return Kind.ARCHIVE
    if b"\0" in head and not head.startswith(_MARKS) and not wide(head):
        return Kind.IMAGE if media_of(head) is Media.IMAGE else Kind.BINARY
    return _BY_NAME.get(ending, Kind.TEXT)
