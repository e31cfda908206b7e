"""The lines of OpenAI's batches: a request of some dialect to an endpoint, later its answer.

https://platform.openai.com/docs/api-reference/batch/request-input: custom_id, method, url, body;
…/request-output: id, custom_id, response (status_code, request_id, body), error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from posthouse.model.dialect import Endpoint, Operation
from posthouse.wire.fields import OPAQUE, STRUCTURE, TEXT, TREE, Node, record
from posthouse.wire.openai_chat.wire import WIRE as CHAT
from posthouse.wire.openai_embeddings.wire import WIRE as NUMBERS
from posthouse.wire.openai_family import ERROR
from posthouse.wire.openai_responses.wire import WIRE as RESPONSES
from posthouse.wire.wire import Line, Wire

_ASKED: Mapping[str, Wire] = {
    "/v1/chat/completions": CHAT,
    "/v1/responses": RESPONSES,
    "/v1/embeddings": NUMBERS,
    "/v1/moderations": NUMBERS,
}
_TOLD: Mapping[str, Wire] = {"chat.completion": CHAT, "response": RESPONSES, "list": NUMBERS}
_NOBODY = Line(TREE)


def _request(wire: Wire) -> Node:
    return record(custom_id=TEXT, method=STRUCTURE, url=STRUCTURE, body=wire.request)


def _answer(body: Node) -> Node:
    response = record(status_code=STRUCTURE, request_id=OPAQUE, body=body)
    return record(id=OPAQUE, custom_id=TEXT, response=response, error=ERROR)


_REQUESTS = {url: _request(wire) for url, wire in _ASKED.items()}
_ANSWERS = {told: _answer(wire.response) for told, wire in _TOLD.items()}
_FAILED = _answer(record(error=ERROR))


def request_line(fields: Mapping[str, Any], tree: Any) -> Line | None:
    """Return what a line of a form's file holds; None where the form brings no batch."""
    if fields.get("purpose") != "batch":
        return None
    url = str(tree.get("url")) if isinstance(tree, dict) else ""
    wire = _ASKED.get(url)
    if wire is None or tree.get("method") != "POST" or not isinstance(tree.get("body"), dict):
        return _NOBODY
    asked = wire.asked(tree["body"], Endpoint(wire.dialect, Operation.GENERATE, url))
    return Line(_REQUESTS[url], wire, tree["body"], asked)


def answer_line(tree: Any) -> Line:
    """Return what a line of a batch's results holds."""
    response = tree.get("response") if isinstance(tree, dict) else None
    body = response.get("body") if isinstance(response, dict) else None
    if not isinstance(body, dict):
        known = isinstance(tree, dict) and "custom_id" in tree
        return Line(_FAILED) if known else _NOBODY
    told = str(body.get("object"))
    wire = _TOLD.get(told)
    return Line(_ANSWERS[told], wire, body) if wire else Line(_answer(TREE))
