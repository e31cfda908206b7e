"""An upload as a document: what is said of a file, by its table, and the file as in a form.

A file of JSON lines each of which brings a request is a batch; any other is what it is in a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from posthouse.model.errors import BadRequest
from posthouse.wire.document import Document, parse, write
from posthouse.wire.fields import Node
from posthouse.wire.formdocument import FormDocument, LineOf
from posthouse.wire.related import FILE, SAID, read_related, write_related
from posthouse.wire.wire import Line


class RelatedDocument(FormDocument):
    """The two parts of an upload, their slots, and the upload written again."""

    __slots__ = ()
    expected = "key and a request as generateContent takes it"
    served = "send a file of another kind with another media type than JSON lines"

    def __init__(self, body: bytes, content_type: str, table: Node, line_of: LineOf) -> None:
        said, file = read_related(body, content_type)
        self._begin([said, file], content_type, table, line_of)
        self.tree[SAID] = parse(said.data)
        if not isinstance(self.tree[SAID], dict):
            raise BadRequest(
                "expected an object that says what the file is, found another JSON value",
                code="bad_shape",
                hint="compare the request with the reference of uploads",
            )
        self._take(Document(self.tree[SAID], table))
        self._file(FILE, file, line_of if _is_batch(file.data) else _no_line)

    def again(self) -> RelatedDocument:
        """Return the upload as it is now, read anew; what is said of the file goes with it."""
        told = self.tree[SAID].get("file")
        if isinstance(told, dict) and "mimeType" in told:
            told["mimeType"] = self.parts[1].kind
        return RelatedDocument(self.write(), self.content_type, self._table, self._line_of)

    def write(self) -> bytes:
        """Return the upload; `content_type` tells its boundary from then on."""
        self._write_lines()
        said, file = self.parts
        said.data = write(self.tree[SAID])
        body, self.content_type = write_related(said, file)
        return body


def _no_line(_fields: Mapping[str, Any], _line: Any) -> Line | None:
    return None


def _is_batch(data: bytes) -> bool:
    """Tell whether the first line brings a request."""
    first = data.lstrip().partition(b"\n")[0]
    try:
        tree = orjson.loads(first)
    except orjson.JSONDecodeError:
        return False
    request = tree.get("request") if isinstance(tree, dict) else None
    return isinstance(request, dict) and bool({"contents", "content"} & request.keys())
