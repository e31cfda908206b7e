"""The paths of what an upstream keeps: files, batches, conversations, stored responses, caches.

A row is a method, a path with the place of an id, a dialect, an operation, what is done, and how
the handle of what the id names begins. OpenAI and Anthropic have files under the same paths: the
header `anthropic-version` tells whose are meant. Gemini's are known by `x-goog-api-key` or /v1beta.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import MethodNotAllowed
from posthouse.model.http import RequestHead

_ID = "[A-Za-z0-9_-]{1,200}"


@dataclass(frozen=True, slots=True)
class Row:
    """One way to a thing that an upstream keeps, or to audio and images."""

    method: str
    path: re.Pattern[str]
    dialect: Dialect
    operation: Operation
    act: Act = Act.ASK
    handle: str = ""


def _rows(dialect: Dialect, operation: Operation, handle: str, told: str) -> Iterator[Row]:
    """Read rows of a method, a path and an act a line."""
    for line in told.strip().splitlines():
        method, path, act = line.split()
        pattern = re.escape(path).replace(r"\{id\}", f"({_ID})").replace(r"\{more\}", _ID)
        pattern = pattern.replace("/v1beta/", "/v1(?:beta|alpha)?/")
        yield Row(method, re.compile(pattern), dialect, operation, Act(act), handle)


_FILES = """
POST    /v1/files               make
GET     /v1/files               list
GET     /v1/files/{id}          read
GET     /v1/files/{id}/content  fetch
DELETE  /v1/files/{id}          end
"""
_ROWS: tuple[Row, ...] = (
    *_rows(Dialect.OPENAI_FILES, Operation.FILES, "file:", _FILES),
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
GET     /v1/conversations/{id}/items/{more}  read
DELETE  /v1/conversations/{id}/items/{more}  change
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
)  # fmt: skip
_OF_GEMINI: tuple[Row, ...] = (
    *_rows(Dialect.GEMINI, Operation.CACHES, "cache:cachedContents/", """
POST    /v1beta/cachedContents       make
GET     /v1beta/cachedContents       list
GET     /v1beta/cachedContents/{id}  read
PATCH   /v1beta/cachedContents/{id}  change
DELETE  /v1beta/cachedContents/{id}  end
"""),
    *_rows(Dialect.GEMINI, Operation.BATCHES, "batch:batches/", """
GET     /v1beta/batches              list
GET     /v1beta/batches/{id}         read
POST    /v1beta/batches/{id}:cancel  change
DELETE  /v1beta/batches/{id}         end
"""),
)  # fmt: skip
_OF_ANTHROPIC = tuple(_rows(Dialect.ANTHROPIC, Operation.FILES, "file:", _FILES))


def route(head: RequestHead, path: str) -> Endpoint | None:
    """Return what a request line asks of such a thing, None for none. Raises MethodNotAllowed."""
    rows = (*_OF_ANTHROPIC, *_ROWS) if head.get("anthropic-version") else _ROWS
    if head.get("x-goog-api-key") or path.startswith(("/v1beta/", "/v1alpha/")):
        rows = _OF_GEMINI
    allowed = []
    for row in rows:
        if (found := row.path.fullmatch(path)) is not None:
            if row.method == head.method:
                return _endpoint(row, path, found)
            allowed.append(row.method)
    if allowed:
        raise MethodNotAllowed(
            f"expected {' or '.join(dict.fromkeys(allowed))} on this endpoint",
            hint=f"send the request as {allowed[0]}",
        )
    return None


def known(path: str) -> bool:
    """Tell whether a path is one of these."""
    return any(row.path.fullmatch(path) for row in _ROWS)


def _endpoint(row: Row, path: str, found: re.Match[str]) -> Endpoint:
    ident = found.group(1) if row.path.groups else ""
    handle = f"{row.handle}{ident}" if ident else ""
    return Endpoint(row.dialect, row.operation, path, method=row.method, act=row.act, handle=handle)
