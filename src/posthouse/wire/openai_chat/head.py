"""Where a Chat Completions request says its model, its stream and its limit; where it goes."""

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
from posthouse.wire.wire import Asked

_MESSAGE_HINT = 'a message is an object like {"role": "user", "content": "…"}'


def asked(tree: Any, _endpoint: Endpoint) -> Asked:
    """Return what is asked for; the limit counts all of the `n` choices. Raises BadRequest.

    Only what the station itself relies on is checked: the rest is the upstream's to judge.
    """
    body = object_body(tree)
    model = model_asked(body)
    _check_messages(body.get("messages"))
    _check_tools(body.get("tools"))
    most = positive(body, "max_completion_tokens") or positive(body, "max_tokens")
    choices = positive(body, "n") or 1
    as_json = json_asked(body.get("response_format"))
    return Asked(model, flag(body, "stream"), most and most * choices, as_json)


def target(endpoint: Endpoint, _model: str, query: str) -> str:
    """Return the upstream's path and query."""
    return with_query(endpoint.path, query)


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list):
        raise bad_shape("messages", "a list of messages", messages, _MESSAGE_HINT)
    for index, message in enumerate(messages):
        if not isinstance(message, dict):
            raise bad_shape(f"messages[{index}]", "an object", message, _MESSAGE_HINT)
        role = message.get("role")
        if not isinstance(role, str) or not role:
            raise bad_shape(f"messages[{index}].role", "a role", role, _MESSAGE_HINT)
        content = message.get("content")
        if content is not None and not isinstance(content, (str, list)):
            where = f"messages[{index}].content"
            raise bad_shape(where, "a string or a list", content, _MESSAGE_HINT)


def _check_tools(tools: Any) -> None:
    if tools is None:
        return
    if not isinstance(tools, list) or not all(isinstance(tool, dict) for tool in tools):
        hint = 'a tool is an object like {"type": "function", "function": {…}}'
        raise bad_shape("tools", "a list of objects", tools, hint)
