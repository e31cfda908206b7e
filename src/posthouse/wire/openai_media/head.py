"""What a request for audio or images asks for; a form tells numbers and booleans as words."""

from __future__ import annotations

from typing import Any

from posthouse.model.dialect import Endpoint
from posthouse.wire.openai_family import bad_shape, flag, model_asked, object_body, with_query
from posthouse.wire.wire import Asked

_SPEECH = "/v1/audio/speech"


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Return what is asked for. Raises BadRequest."""
    body = object_body(tree)
    model = model_asked(body)
    told = body.get("stream")
    spoken = endpoint.path == _SPEECH and body.get("stream_format") == "sse"
    stream = told == "true" if isinstance(told, str) else flag(body, "stream")
    if endpoint.path == _SPEECH and not isinstance(body.get("input"), str):
        raise bad_shape("input", "a text", body.get("input"), "send the text to be spoken")
    return Asked(model, stream or spoken, 0)


def target(endpoint: Endpoint, _model: str, query: str) -> str:
    """Return the upstream's path and query."""
    return with_query(endpoint.path, query)
