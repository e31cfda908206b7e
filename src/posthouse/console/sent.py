"""What a request of the console asks, by its query, its form or its JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request

from posthouse.model.errors import BadRequest
from posthouse.wire.form import FORM, Part, read_form


async def form_asked(request: Request, *, files: bool) -> dict[str, Any]:
    """Return a query, or a form's fields without those left empty; each once. Raises BadRequest."""
    if request.method == "GET":
        return _query(request)
    if files and (kind := request.headers.get("content-type", "")).startswith(FORM):
        return _with_file(read_form(await request.body(), kind))
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise BadRequest("expected a form, found something else", code="bad_form")
    async with request.form(max_files=0, max_fields=40) as form:
        fields = form.multi_items()
    if len({name for name, _ in fields}) != len(fields):
        raise BadRequest("expected each field once", code="bad_form")
    return {name: _typed(value) for name, value in fields if isinstance(value, str) and value}


def _with_file(parts: Sequence[Part]) -> dict[str, Any]:
    """Return the fields of a form in parts, its file as bytes beside its name.

    It is read in memory: Starlette's own reader lays files on the disk. Raises BadRequest.
    """
    asked: dict[str, Any] = {}
    for part in parts:
        if part.filename is not None:
            if part.filename or part.data:
                asked |= {part.name: part.data, f"{part.name}_name": part.filename}
        elif part.data:
            try:
                asked[part.name] = _typed(part.data.decode())
            except UnicodeDecodeError:
                raise BadRequest("expected fields in UTF-8", code="bad_form") from None
    return asked


def _typed(value: str) -> str:
    """Return a field as it was typed: browsers send every line end as two characters (HTML)."""
    return value.replace("\r\n", "\n")


async def json_asked(request: Request) -> dict[str, Any]:
    """Return a query, or the members of the JSON object that was sent. Raises BadRequest."""
    if request.method == "GET":
        return _query(request)
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if not body and not kind:
        return {}
    try:
        sent = msgspec.json.decode(body) if kind.startswith("application/json") else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise BadRequest(
            "expected one JSON object as application/json, found something else", code="bad_form"
        )
    return sent


def _query(request: Request) -> dict[str, Any]:
    """Return the query; an empty field counts as one that was left out."""
    return {name: value for name, value in request.query_params.items() if value}
