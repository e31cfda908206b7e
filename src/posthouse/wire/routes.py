"""The paths of what an upstream keeps: files, batches, conversations, stored responses, caches.

A row is a method, a path with the places of ids, a dialect, an operation, what is done, and how
the handle of what the first id names begins. Rows stand in a tree of the paths' parts, a verb
behind a colon being a part of its own. OpenAI and Anthropic have files under the same paths: the
header `anthropic-version` tells whose are meant. Gemini's are known by `x-goog-api-key` or /v1beta.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import MethodNotAllowed
from posthouse.model.http import RequestHead

_ID = re.compile("[A-Za-z0-9_-]{1,200}")
_PLACE = "{id}"


@dataclass(frozen=True, slots=True)
class Row:
    """One way to a thing that an upstream keeps, or to audio and images."""

    method: str
    path: str
    dialect: Dialect
    operation: Operation
    act: Act = Act.ASK
    handle: str = ""


@dataclass(slots=True)
class _Branch:
    """A part of paths: what may follow it, and the rows of the path that ends here by method."""

    below: dict[str, _Branch] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)


def _rows(dialect: Dialect, operation: Operation, handle: str, told: str) -> Iterator[Row]:
    """Read rows of a method, a path and an act a line."""
    for line in told.strip().splitlines():
        method, path, act = line.split()
        yield Row(method, path, dialect, operation, Act(act), handle)


def _tree(rows: Iterable[Row]) -> _Branch:
    """Return the tree of these rows."""
    root = _Branch()
    for row in rows:
        branch = root
        for part in _parts(row.path):
            branch = branch.below.setdefault(part, _Branch())
        branch.rows[row.method] = row
    return root


def _parts(path: str) -> list[str]:
    *parts, last = path.split("/")
    name, colon, verb = last.partition(":")
    return [*parts, name, colon + verb] if colon else [*parts, last]


def _walk(root: _Branch, parts: Iterable[str]) -> tuple[dict[str, Row], list[str]]:
    """Return the rows of a path, by their methods, and its ids; none where nothing has it."""
    branch: _Branch | None = root
    ids: list[str] = []
    for part in parts:
        below = branch.below if branch is not None else {}
        branch = below.get(part)
        if branch is None and _ID.fullmatch(part):
            branch = below.get(_PLACE)
            ids.append(part)
    return (branch.rows if branch is not None else {}), ids


_FILES = """
POST    /v1/files               make
GET     /v1/files               list
GET     /v1/files/{id}          read
GET     /v1/files/{id}/content  fetch
DELETE  /v1/files/{id}          end
"""
_ROOT = _tree((
    *_rows(Dialect.OPENAI_FILES, Operation.FILES, "file:", _FILES),
    *_rows(Dialect.OPENAI_FILES, Operation.FILES, "upload:", """
POST    /v1/uploads                begin
POST    /v1/uploads/{id}/parts     add
POST    /v1/uploads/{id}/complete  finish
POST    /v1/uploads/{id}/cancel    drop
"""),
    *_rows(Dialect.OPENAI_FILES, Operation.BATCHES, "batch:", """
POST    /v1/batches              make
GET     /v1/batches              list
GET     /v1/batches/{id}         read
POST    /v1/batches/{id}/cancel  change
"""),
    *_rows(Dialect.OPENAI_RESPONSES, Operation.STORED, "response:", """
GET     /v1/responses/{id}              read
DELETE  /v1/responses/{id}              end
POST    /v1/responses/{id}/cancel       change
GET     /v1/responses/{id}/input_items  read
"""),
    *_rows(Dialect.OPENAI_RESPONSES, Operation.STORED, "conversation:", """
POST    /v1/conversations                    make
GET     /v1/conversations/{id}               read
POST    /v1/conversations/{id}               change
DELETE  /v1/conversations/{id}               end
POST    /v1/conversations/{id}/items         change
GET     /v1/conversations/{id}/items         read
GET     /v1/conversations/{id}/items/{id}  read
DELETE  /v1/conversations/{id}/items/{id}  change
"""),
    *_rows(Dialect.OPENAI_MEDIA, Operation.AUDIO, "", """
POST    /v1/audio/transcriptions  ask
POST    /v1/audio/translations    ask
POST    /v1/audio/speech          ask
"""),
    *_rows(Dialect.OPENAI_MEDIA, Operation.IMAGES, "", """
POST    /v1/images/generations  ask
POST    /v1/images/edits        ask
POST    /v1/images/variations   ask
"""),
    *_rows(Dialect.ANTHROPIC, Operation.BATCHES, "batch:", """
POST    /v1/messages/batches               make
GET     /v1/messages/batches               list
GET     /v1/messages/batches/{id}          read
DELETE  /v1/messages/batches/{id}          end
POST    /v1/messages/batches/{id}/cancel   change
GET     /v1/messages/batches/{id}/results  fetch
"""),
))  # fmt: skip
_OF_GEMINI = _tree((
    *_rows(Dialect.GEMINI, Operation.CACHES, "cache:cachedContents/", """
POST    /v1beta/cachedContents       make
GET     /v1beta/cachedContents       list
GET     /v1beta/cachedContents/{id}  read
PATCH   /v1beta/cachedContents/{id}  change
DELETE  /v1beta/cachedContents/{id}  end
"""),
    *_rows(Dialect.GEMINI, Operation.FILES, "file:files/", """
POST    /upload/v1beta/files         make
PUT     /upload/v1beta/files         make
GET     /v1beta/files                list
GET     /v1beta/files/{id}           read
GET     /v1beta/files/{id}:download  fetch
DELETE  /v1beta/files/{id}           end
"""),
    *_rows(Dialect.GEMINI, Operation.BATCHES, "batch:batches/", """
GET     /v1beta/batches              list
GET     /v1beta/batches/{id}         read
POST    /v1beta/batches/{id}:cancel  change
DELETE  /v1beta/batches/{id}         end
"""),
))  # fmt: skip
_OF_ANTHROPIC = _tree(_rows(Dialect.ANTHROPIC, Operation.FILES, "file:", _FILES))
_GEMINIS = ("v1", "v1alpha")
_VERSIONS = ("/v1beta/", "/v1alpha/", "/upload/")


def route(head: RequestHead, path: str) -> Endpoint | None:
    """Return what a request line asks of such a thing, None for none. Raises MethodNotAllowed."""
    rows, ids = _found(head, path)
    row = rows.get(head.method)
    if row is not None:
        handle = f"{row.handle}{ids[0]}" if ids else ""
        return Endpoint(
            row.dialect, row.operation, path, method=row.method, act=row.act, handle=handle
        )
    if rows:
        allowed = list(rows)
        raise MethodNotAllowed(
            f"expected {' or '.join(allowed)} on this endpoint",
            hint=f"send the request as {allowed[0]}",
        )
    return None


def _found(head: RequestHead, path: str) -> tuple[dict[str, Row], list[str]]:
    parts = _parts(path)
    if head.get("x-goog-api-key") or path.startswith(_VERSIONS):
        parts[:3] = ["v1beta" if part in _GEMINIS else part for part in parts[:3]]
        return _walk(_OF_GEMINI, parts)
    if head.get("anthropic-version"):
        rows, ids = _walk(_OF_ANTHROPIC, parts)
        if rows:
            return rows, ids
    return _walk(_ROOT, parts)


def known(path: str) -> bool:
    """Tell whether a path is one of these."""
    return bool(_walk(_ROOT, _parts(path))[0])
