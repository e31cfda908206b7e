"""OpenAI's uploads: a file said, sent in parts, and completed by the names of its parts.

https://platform.openai.com/docs/api-reference/uploads
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import orjson

from posthouse.model.errors import BadRequest
from posthouse.model.http import Headers, RequestHead
from posthouse.model.upload import LASTS_US, Upload
from posthouse.wire.document import parse, write
from posthouse.wire.form import FORM, Part, read_form, write_form
from posthouse.wire.openai_family import object_body
from posthouse.wire.uploads import Begun, Chunk, Uploads, Whole, bad_upload

_SAID = ("filename", "purpose", "mime_type")
_LASTS = ("anchor", "seconds")


def begun(_head: RequestHead, body: bytes) -> Begun:
    """Return what is said of a file."""
    tree = object_body(parse(body))
    size = tree.get("bytes")
    if size.__class__ is not int or size < 0:
        raise bad_upload("bytes", "the size of the file as a whole number")
    for name in _SAID:
        if not isinstance(tree.get(name), str) or not tree[name]:
            raise bad_upload(name, "a text")
    lasts = tree.get("expires_after")
    if lasts is not None and not isinstance(lasts, dict):
        raise bad_upload("expires_after", "an object with anchor and seconds")
    said = {name: tree[name] for name in (*_SAID, "expires_after") if tree.get(name) is not None}
    return Begun(write(said), int(size))


def chunk(head: RequestHead, body: bytes) -> Chunk:
    """Return the bytes of a part."""
    kind = head.get("content-type") or ""
    parts = read_form(body, kind) if FORM in kind.lower() else []
    if [part.name for part in parts] != ["data"]:
        raise bad_upload("data", "a form with the part as its one file")
    return Chunk(parts[0].data)


def last(_head: RequestHead) -> bool:
    """Tell that parts come by themselves."""
    return False


def order(body: bytes) -> Sequence[str]:
    """Return the names of the parts in the order in which they make the file."""
    named = object_body(parse(body)).get("part_ids")
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise bad_upload("part_ids", "a list of the names of parts")
    return named


def check(body: bytes, data: bytes) -> None:
    """Compare the file with the digest that its client tells, if it does."""
    told = object_body(parse(body)).get("md5")
    if told and told != hashlib.md5(data, usedforsecurity=False).hexdigest():
        raise BadRequest(
            "md5: expected the digest of the parts in this order, found another",
            code="upload_digest",
            hint="name the parts in their order, or send them anew",
        )


def whole(upload: Upload, data: bytes) -> Whole:
    """Return the file as POST /v1/files takes it."""
    said = orjson.loads(upload.told)
    lasts = said.get("expires_after") or {}
    fields = [Part("purpose", said["purpose"].encode())]
    fields += [Part(f"expires_after[{n}]", str(lasts[n]).encode()) for n in _LASTS if n in lasts]
    file = Part("file", data, said["filename"], said["mime_type"])
    body, kind = write_form([*fields, file])
    return Whole("/v1/files", (("content-type", kind),), body)


def shown(upload: Upload, part: str, _url: str) -> tuple[Headers, bytes]:
    """Return an upload, or the part of it that came."""
    if part:
        made = {"id": part, "object": "upload.part", "upload_id": upload.id}
        return (), write({**made, "created_at": upload.begun_us // 1_000_000})
    return (), write(_told(upload, upload.stage.value, None))


def wrapped(upload: Upload, file: Any) -> Any:
    """Return the upload that has become a file."""
    return _told(upload, "completed", file)


def _told(upload: Upload, stage: str, file: Any) -> dict[str, Any]:
    said = orjson.loads(upload.told)
    return {
        "id": upload.id,
        "object": "upload",
        "bytes": upload.size,
        "created_at": upload.begun_us // 1_000_000,
        "expires_at": (upload.begun_us + LASTS_US) // 1_000_000,
        "filename": said["filename"],
        "purpose": said["purpose"],
        "status": stage,
        "file": file,
    }


UPLOADS = Uploads(begun, chunk, last, order, check, whole, shown, wrapped)
