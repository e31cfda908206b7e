"""Where a Responses request says its model, its stream and its limit; where it goes."""

from __future__ import annotations

from typing import Any

from posthouse.model.dialect import Endpoint
from posthouse.wire.openai_family import (
    bad_shape,
    flag,
    json_asked,
    model_asked,
    object_body,
    positive,
    with_query,
)
from posthouse.wire.openai_responses.handles import KEEPING, recalled
from posthouse.wire.wire import Asked

_COMPACTING = "/v1/responses/compact"
_INPUT_HINT = 'send a text, or a list of items like {"role": "user", "content": "…"}'


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Return what is asked for. Raises BadRequest."""
    body = object_body(tree)
    model = model_asked(body)
    _check_items("input", body.get("input"))
    _check_items("instructions", body.get("instructions"))
    tools = body.get("tools")
    if tools is not None and not _are_objects(tools):
        hint = 'a tool is an object like {"type": "function", "name": "…"}'
        raise bad_shape("tools", "a list of objects", tools, hint)
    text = body.get("text")
    as_json = isinstance(text, dict) and json_asked(text.get("format"))
    return Asked(
        model,
        flag(body, "stream"),
        positive(body, "max_output_tokens"),
        as_json,
        recalled(body),
        _keeps(body, endpoint.path),
    )


def _keeps(body: dict[str, Any], path: str) -> bool:
    """Tell whether what is made belongs to its channel: a compacted history is for it alone."""
    return path == _COMPACTING or (path == KEEPING and body.get("store") is not False)


def target(endpoint: Endpoint, _model: str, query: str) -> str:
    """Return the upstream's path and query."""
    return with_query(endpoint.path, query)


def _check_items(where: str, value: Any) -> None:
    """Check a text or a list of items; it may be absent (a stored prompt, an earlier response)."""
    if value is None or isinstance(value, str):
        return
    if not isinstance(value, list):
        raise bad_shape(where, "a string or a list of items", value, _INPUT_HINT)
    for index, item in enumerate(value):
        if not isinstance(item, dict):
            raise bad_shape(f"{where}[{index}]", "an object", item, _INPUT_HINT)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
