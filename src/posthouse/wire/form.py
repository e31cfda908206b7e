"""multipart/form-data (RFC 7578), read strictly and written anew: what was examined is what leaves.

A form that two readers could take for two different ones is refused: parts without a name, a name
given twice (but for lists, `image[]`), encodings of parts, text between or behind the parts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from posthouse.model.errors import BadRequest

FORM = "multipart/form-data"
MOST_PARTS = 256
_MOST_HEAD = 4096
_BOUNDARY = re.compile(
    r"""(?:^|;)\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s";,]{1,70}))\s*(?:;|$)""", re.IGNORECASE
)
_PARAMETER = re.compile(r""";\s*([A-Za-z0-9!#$&+.^_`|~*-]+)=(?:"((?:\\.|[^"\\])*)"|([^\s";]*))""")


@dataclass(slots=True, repr=False)
class Part:
    """One part of a form; a `filename` of None tells of a plain field."""

    name: str
    data: bytes
    filename: str | None = None
    kind: str = ""


def read_form(body: bytes, content_type: str) -> list[Part]:
    """Return the parts of a form. Raises BadRequest."""
    parts = [_described(told, data) for told, data in cut(body, content_type)]
    _require_single(parts)
    return parts


def cut(body: bytes, content_type: str) -> list[tuple[dict[str, str], bytes]]:
    """Return the head and the data of each part of a multipart body. Raises BadRequest."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise _bad("a boundary in its content type")
    mark = b"--" + (found.group(1) or found.group(2)).encode("latin-1")
    first, *pieces = (b"\r\n" + body).split(b"\r\n" + mark)
    if first.strip(b"\r\n") or not pieces:
        raise _bad("its first boundary at the beginning")
    *pieces, last = pieces
    if not last.startswith(b"--") or last[2:].strip(b" \t\r\n"):
        raise _bad("a closing boundary at its end")
    if len(pieces) > MOST_PARTS:
        raise _bad(f"at most {MOST_PARTS} parts")
    return [_part(piece) for piece in pieces]


def write_form(parts: Sequence[Part]) -> tuple[bytes, str]:
    """Return a form of these parts and its content type; the boundary stands in none of them."""
    body, mark = written([(_head(part), part.data) for part in parts])
    return body, f"{FORM}; boundary={mark}"


def written(parts: Sequence[tuple[bytes, bytes]]) -> tuple[bytes, str]:
    """Return a multipart body of heads and data, and its boundary; that stands in none of them."""
    digest = hashlib.sha256()
    for _, data in parts:
        digest.update(data)
    mark = f"posthouse-{digest.hexdigest()[:40]}"
    while any(mark.encode() in data for _, data in parts):
        mark = f"posthouse-{hashlib.sha256(mark.encode()).hexdigest()[:40]}"
    framed = [b"--%b\r\n%b\r\n%b\r\n" % (mark.encode(), head, data) for head, data in parts]
    return b"".join([*framed, b"--%b--\r\n" % mark.encode()]), mark


def _part(piece: bytes) -> tuple[dict[str, str], bytes]:
    head, gap, data = piece.partition(b"\r\n\r\n")
    if not gap or len(head) > _MOST_HEAD or not head.startswith(b"\r\n"):
        raise _bad("a head of its own for every part")
    told: dict[str, str] = {}
    for line in head[2:].split(b"\r\n"):
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if not colon or name.lower() in told:
            raise _bad("each field of a part's head once")
        told[name.strip().lower()] = value.strip()
    return told, data


def _described(told: dict[str, str], data: bytes) -> Part:
    if told.keys() - {"content-disposition", "content-type", "content-length"}:
        raise _bad("parts without an encoding or other fields of their own")
    disposition = told.get("content-disposition", "")
    named = dict[str, str]()
    for match in _PARAMETER.finditer(disposition):
        key = match.group(1).lower()
        if key in named:
            raise _bad("each parameter of a part once")
        quoted = match.group(2)
        named[key] = match.group(3) if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
    if disposition.partition(";")[0].strip().lower() != "form-data" or not named.get("name"):
        raise _bad("form-data with a name for every part")
    filename = named.get("filename")
    extended = named.get("filename*")
    if extended is not None:
        filename = unquote(extended.rpartition("'")[2])
    return Part(named["name"], data, filename, told.get("content-type", ""))


def _require_single(parts: Sequence[Part]) -> None:
    seen = set()
    for part in parts:
        if part.name in seen and not part.name.endswith("]"):
            raise BadRequest(
                "the form gives the same field twice",
                code="duplicate_key",
                hint="send each field once, or as a list: `name[]`",
            )
        seen.add(part.name)


def _head(part: Part) -> bytes:
    told = f'Content-Disposition: form-data; name="{_quoted(part.name)}"'
    if part.filename is not None:
        told += f'; filename="{_quoted(part.filename)}"'
    kind = part.kind if part.kind.isascii() and part.kind.isprintable() else ""
    return f"{told}\r\n{f'Content-Type: {kind}' + chr(13) + chr(10) if kind else ''}".encode()


def _quoted(text: str) -> str:
    """Quote as browsers do (HTML, multipart form data)."""
    plain = "".join(c if c.isprintable() or c == " " else "" for c in text)
    return plain.replace("\\", "_").replace('"', "%22")


def _bad(expected: str) -> BadRequest:
    return BadRequest(
        f"expected a form with {expected}, found another",
        code="form_unreadable",
        hint="send multipart/form-data as RFC 7578 frames it",
    )
