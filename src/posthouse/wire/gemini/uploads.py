"""Gemini's resumable uploads: begun with what is said of a file, sent in parts at their offsets.

A client is given an address, and sends to it alone: what it says stands in X-Goog-Upload-Command
(start; upload; upload, finalize; query; cancel), X-Goog-Upload-Offset, and of the file at the start
in X-Goog-Upload-Header-Content-Length and -Type.
https://ai.google.dev/gemini-api/docs/files
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs

import orjson

from posthouse.model.dialect import Act, Endpoint
from posthouse.model.http import Headers, RequestHead
from posthouse.model.upload import Stage, Upload
from posthouse.wire.document import parse, write
from posthouse.wire.form import Part
from posthouse.wire.related import write_related
from posthouse.wire.uploads import Begun, Chunk, Uploads, Whole, bad_upload

PATH = "/upload/v1beta/files"
PROTOCOL = "x-goog-upload-protocol"
_COMMAND = "x-goog-upload-command"
_STATUS = "x-goog-upload-status"
_MEASURED = frozenset({"sizeBytes", "size_bytes", "mime_type"})
_ACTS = {
    "start": Act.BEGIN,
    "upload": Act.ADD,
    "upload,finalize": Act.FINISH,
    "finalize": Act.FINISH,
    "query": Act.LOOK,
    "cancel": Act.DROP,
}


def step(head: RequestHead, endpoint: Endpoint) -> Endpoint:
    """Return which step of an upload a request is. Raises BadRequest."""
    query = parse_qs(head.query)
    named = query.get("upload_id", [""])[0]
    told = head.get(PROTOCOL) or query.get("uploadType", ["resumable" if named else ""])[0]
    if told == "multipart" and not named:
        return endpoint
    command = (head.get(_COMMAND) or "").replace(" ", "").lower()
    act = _ACTS.get(command)
    if told != "resumable" or act is None or (act is Act.BEGIN) is bool(named):
        raise bad_upload(PROTOCOL, "multipart, or resumable with a command that fits")
    return replace(endpoint, act=act, handle=f"upload:{named}" if named else "")


def begun(head: RequestHead, body: bytes) -> Begun:
    """Return what is said of a file."""
    tree = parse(body) if body.strip() else {}
    said = tree.get("file", {}) if isinstance(tree, dict) else None
    if not isinstance(said, dict):
        raise bad_upload("file", "an object that says what the file is")
    size = head.get("x-goog-upload-header-content-length") or str(said.get("sizeBytes", ""))
    if not size.isascii() or not size.isdigit() or len(size) > 15:
        raise bad_upload("x-goog-upload-header-content-length", "the size of the file in bytes")
    told = said.get("mimeType") or said.get("mime_type") or ""
    kind = head.get("x-goog-upload-header-content-type") or told
    said = {name: value for name, value in said.items() if name not in _MEASURED}
    return Begun(write({"file": {**said, "mimeType": kind}}), int(size))


def chunk(head: RequestHead, body: bytes) -> Chunk:
    """Return the bytes of a part and where they belong."""
    offset = head.get("x-goog-upload-offset") or ""
    if not offset.isascii() or not offset.isdigit() or len(offset) > 15:
        raise bad_upload("x-goog-upload-offset", "the number of bytes before this part")
    return Chunk(body, int(offset))


def last(head: RequestHead) -> bool:
    """Tell whether the last command brings bytes."""
    return "upload" in (head.get(_COMMAND) or "").lower()


def order(_body: bytes) -> Sequence[str] | None:
    """Return nothing: parts stand in the order in which they came."""
    return None


def check(_body: bytes, _data: bytes) -> None:
    """Do nothing: the size is all that is told."""


def whole(upload: Upload, data: bytes) -> Whole:
    """Return the file as an upload in one piece."""
    kind = str(orjson.loads(upload.told)["file"].get("mimeType") or "")
    body, related = write_related(Part("metadata", upload.told), Part("file", data, "", kind))
    return Whole(PATH, (("content-type", related), (PROTOCOL, "multipart")), body)


def shown(upload: Upload, _part: str, url: str) -> tuple[Headers, bytes]:
    """Return how far an upload is, and at the beginning where its parts are sent."""
    running = upload.stage in (Stage.PENDING, Stage.FINISHING)
    ended = "cancelled" if upload.stage is Stage.CANCELLED else "final"
    told = ((_STATUS, "active" if running else ended),)
    if url:
        return (*told, ("x-goog-upload-url", url)), b"{}"
    return (*told, ("x-goog-upload-size-received", str(upload.received))), b"{}"


def states(status: int) -> Headers:
    """Return that an upload is over where trying the same again would not help."""
    over = status < 300 or (400 <= status < 500 and status != 429)
    return ((_STATUS, "final"),) if over else ()


UPLOADS = Uploads(begun, chunk, last, order, check, whole, shown, states=states)
