"""multipart/related (RFC 2387) as Google's uploads frame it: what is said of a file, and the file.

Read as strictly as forms are (wire/form.py), and written anew.
"""

from __future__ import annotations

from posthouse.model.errors import BadRequest
from posthouse.wire.form import Part, cut, written

RELATED = "multipart/related"
SAID, FILE = "metadata", "file"
_TWO = "two parts: JSON that says what the file is, and the file"


def read_related(body: bytes, content_type: str) -> tuple[Part, Part]:
    """Return what is said of the file, and the file. Raises BadRequest."""
    pieces = cut(body, content_type)
    if len(pieces) != 2:
        raise _bad(_TWO)
    said, file = (_part(name, piece) for name, piece in zip((SAID, FILE), pieces, strict=True))
    if "json" not in said.kind.lower():
        raise _bad(_TWO)
    return said, file


def write_related(said: Part, file: Part) -> tuple[bytes, str]:
    """Return the body of these two and its content type."""
    heads = [
        _head("application/json; charset=utf-8"),
        _head(file.kind or "application/octet-stream"),
    ]
    body, mark = written([(heads[0], said.data), (heads[1], file.data)])
    return body, f"{RELATED}; boundary={mark}"


def _part(name: str, piece: tuple[dict[str, str], bytes]) -> Part:
    told, data = piece
    if told.keys() - {"content-type", "content-length", "content-transfer-encoding"}:
        raise _bad("parts without fields of their own but a content type")
    if told.get("content-transfer-encoding", "binary").lower() not in ("binary", "8bit"):
        raise _bad("parts without an encoding")
    return Part(name, data, None if name == SAID else "", told.get("content-type", ""))


def _head(kind: str) -> bytes:
    plain = kind if kind.isascii() and kind.isprintable() else "application/octet-stream"
    return b"Content-Type: %b\r\n" % plain.encode()


def _bad(expected: str) -> BadRequest:
    return BadRequest(
        f"expected an upload of {expected}, found another",
        code="form_unreadable",
        hint="send multipart/related as Google's clients do, or a resumable upload",
    )
