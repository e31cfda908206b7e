"""Where a request for numbers says its model and its texts; where it goes."""

from __future__ import annotations

from typing import Any

from posthouse.model.dialect import Endpoint
from posthouse.wire.openai_family import bad_shape, model_asked, object_body, with_query
from posthouse.wire.wire import Asked

_HINT = 'send one text or a list of texts, like {"input": ["…"]}'


_RANKED = 'send a query and a list of documents, like {"query": "…", "documents": ["…"]}'


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Return what is asked for; numbers cost no output tokens. Raises BadRequest."""
    body = object_body(tree)
    model = model_asked(body)
    if endpoint.path == "/v1/rerank":
        _check_ranked(body)
    else:
        _check_input(body.get("input"))
    return Asked(model, stream=False, most_output=0)


def _check_ranked(body: dict[str, Any]) -> None:
    query, documents = body.get("query"), body.get("documents")
    if not isinstance(query, str | dict) or not query:
        raise bad_shape("query", "a string", query, _RANKED)
    if not isinstance(documents, list) or not documents:
        raise bad_shape("documents", "a list", documents, _RANKED)
    for index, entry in enumerate(documents):
        if not isinstance(entry, str | dict):
            raise bad_shape(f"documents[{index}]", "a string or an object", entry, _RANKED)


def _check_input(told: Any) -> None:
    if not isinstance(told, str | list) or not told:
        raise bad_shape("input", "a string or a list", told, _HINT)
    for index, entry in enumerate(told if isinstance(told, list) else ()):
        if isinstance(entry, bool) or not isinstance(entry, str | int | list | dict):
            raise bad_shape(f"input[{index}]", "a string or token ids", entry, _HINT)


def target(endpoint: Endpoint, _model: str, query: str) -> str:
    """Return the upstream's path and query."""
    return with_query(endpoint.path, query)
