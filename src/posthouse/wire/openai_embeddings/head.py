"""Where an embeddings request says its model and its input; where it goes."""

from __future__ import annotations

from typing import Any

from posthouse.model.dialect import Endpoint
from posthouse.wire.openai_family import bad_shape, model_asked, object_body, with_query
from posthouse.wire.wire import Asked

_HINT = 'send one text or a list of texts, like {"input": ["…"]}'


def asked(tree: Any, _endpoint: Endpoint) -> Asked:
    """Return what is asked for; vectors cost no output tokens. Raises BadRequest."""
    body = object_body(tree)
    model = model_asked(body)
    told = body.get("input")
    if not isinstance(told, str | list) or not told:
        raise bad_shape("input", "a string or a list", told, _HINT)
    for index, entry in enumerate(told if isinstance(told, list) else ()):
        if isinstance(entry, bool) or not isinstance(entry, str | int | list | dict):
            raise bad_shape(f"input[{index}]", "a string or token ids", entry, _HINT)
    return Asked(model, stream=False, most_output=0)


def target(endpoint: Endpoint, _model: str, query: str) -> str:
    """Return the upstream's path and query."""
    return with_query(endpoint.path, query)
