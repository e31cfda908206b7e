"""Gemini's files: uploaded with what is said of them, named by their addresses, downloaded.

https://ai.google.dev/api/files and …/batch-mode: a file of JSON lines with `key` and `request` is
the input of a batch, one with `key` and `response` its results. An upload goes to Google in one
piece, as multipart/related, however it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.wire.fields import OPAQUE, STRUCTURE, TEXT, TREE, Node, record
from posthouse.wire.gemini import head
from posthouse.wire.gemini.fields import REQUEST, RESPONSE
from posthouse.wire.gemini.stored import QUERY
from posthouse.wire.gemini.stored import WIRE as STORED
from posthouse.wire.gemini.uploads import PROTOCOL, UPLOADS
from posthouse.wire.gemini.wire import WIRE as GENERATING
from posthouse.wire.kept import with_kept
from posthouse.wire.related import RELATED
from posthouse.wire.wire import Asked, Line

_TIMES = ("createTime", "updateTime", "expirationTime")
_FILE = {
    **dict.fromkeys(("mimeType", "mime_type", "sizeBytes", "size_bytes", *_TIMES), STRUCTURE),
    **dict.fromkeys(("state", "source", "videoMetadata"), STRUCTURE),
    **dict.fromkeys(("name", "uri", "downloadUri", "sha256Hash"), OPAQUE),
    "displayName": TEXT,
    "display_name": TEXT,
    "error": RESPONSE.fields["error"],
}
_REQUEST = record(file=Node(fields=_FILE))
_RESPONSE = Node(
    fields={
        **_FILE,
        "file": Node(fields=_FILE),
        "files": Node(fields=_FILE),
        "nextPageToken": OPAQUE,
    }
)
_ANY = Endpoint(Dialect.GEMINI, Operation.GENERATE, "", "any")
_ASKED = record(key=TEXT, request=REQUEST)
_TOLD = record(
    key=TEXT, response=RESPONSE, error=RESPONSE.fields["error"], status=RESPONSE.fields["error"]
)


def asked(_tree: Any, endpoint: Endpoint) -> Asked:
    """Return what is asked for; the lines of a batch name no models, their batch does."""
    recalls = (endpoint.handle,) if endpoint.handle else ()
    keeps = endpoint.act in (Act.MAKE, Act.READ)
    return Asked("", stream=False, recalls=recalls, keeps=keeps)


def request_line(_fields: Mapping[str, Any], tree: Any) -> Line:
    """Return what a line of a batch's input holds."""
    request = tree.get("request") if isinstance(tree, dict) else None
    if not isinstance(request, dict):
        return Line(TREE)
    asked = replace(head.asked(request, _ANY), model="")
    return Line(_ASKED, GENERATING, request, asked)


def answer_line(tree: Any) -> Line:
    """Return what a line of a batch's results holds."""
    told = tree.get("response") if isinstance(tree, dict) else None
    if isinstance(told, dict):
        return Line(_TOLD, GENERATING, told)
    return Line(_TOLD if isinstance(tree, dict) and "key" in tree else TREE)


def offered(tree: Any) -> list[str]:
    """Return the names of the tools that the lines of an uploaded batch offer."""
    lines = tree.get("file lines") if isinstance(tree, dict) else None
    return [name for line in lines or () for name in head.tools(line["request"])]


def localize(tree: Any) -> None:
    """Let a batch's results be fetched from the station."""
    listed = tree.get("files") if isinstance(tree, dict) else None
    for one in (tree, *(listed if isinstance(listed, list) else ())):
        told = one.get("file", one) if isinstance(one, dict) else None
        if isinstance(told, dict) and told.get("downloadUri") and told.get("name"):
            told["downloadUri"] = f"/v1beta/{told['name']}:download?alt=media"


WIRE = replace(
    STORED,
    request=_REQUEST,
    response=_RESPONSE,
    asked=asked,
    target=with_kept(QUERY),
    tools=offered,
    lines=request_line,
    results=answer_line,
    localize=localize,
    forms=RELATED,
    uploads=UPLOADS,
    forwarded=head.FORWARDED | {PROTOCOL},
)
