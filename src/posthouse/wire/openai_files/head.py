"""What a request about files and batches asks for, and where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from posthouse.model.dialect import Act, Endpoint
from posthouse.wire.kept import with_kept
from posthouse.wire.openai_family import bad_shape, model_asked, object_body, tools
from posthouse.wire.wire import Asked

_QUERY = frozenset({"limit", "after", "order", "purpose", "api-version"})
_KEEPING = frozenset({Act.MAKE, Act.READ, Act.CHANGE})


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Return what is asked for; a batch names its models line by line. Raises BadRequest."""
    body = object_body(tree) if endpoint.act is Act.MAKE else {}
    if endpoint.act is Act.MAKE and endpoint.path == "/v1/batches":
        _check_batch(body)
    models = tuple(model_asked(one) for one in _bodies(body))
    recalls = (endpoint.handle,) if endpoint.handle else ()
    return Asked("", stream=False, recalls=recalls, keeps=endpoint.act in _KEEPING, batched=models)


def _check_batch(body: dict[str, Any]) -> None:
    named = body.get("input_file_id")
    if not isinstance(named, str) or not named:
        hint = "upload the lines with purpose batch and name the id that it got"
        raise bad_shape("input_file_id", "the id of a file", named, hint)


def put_batched(tree: Any, models: Sequence[str]) -> None:
    """Write the names under which the upstream knows the models of a batch's lines."""
    for body, model in zip(_bodies(tree), models, strict=True):
        body["model"] = model


def offered(tree: Any) -> list[str]:
    """Return the names of the tools that a batch's lines offer."""
    return [name for body in _bodies(tree) for name in tools(body)]


target = with_kept(_QUERY)


def _bodies(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the requests in the lines of an uploaded batch (wire/formdocument.py)."""
    for name, value in tree.items():
        if name.endswith(" lines") and isinstance(value, list):
            for line in value:
                if isinstance(line, dict) and isinstance(line.get("body"), dict):
                    yield line["body"]
