"""Anthropic files and message batches: what is uploaded, asked by the thousand, and fetched.

https://docs.anthropic.com/en/api/files-create and …/creating-message-batches. A batch's results
are fetched from the station: `results_url` is told as a path, which clients take from their base.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from posthouse.model.batch import Consumed, Load
from posthouse.model.dialect import Act, Endpoint
from posthouse.model.errors import BadRequest
from posthouse.wire.anthropic import head
from posthouse.wire.anthropic.fields import REQUEST, RESPONSE
from posthouse.wire.anthropic.wire import WIRE as MESSAGES
from posthouse.wire.fields import OPAQUE, STRUCTURE, TEXT, TREE, Node, record
from posthouse.wire.form import FORM
from posthouse.wire.kept import load_of, members, no_calls, no_usage, put_nothing, with_kept
from posthouse.wire.wire import Asked, Batches, Line

_PATH = "/v1/messages/batches/"
_VERSION = ("anthropic-version", "2023-06-01")
_QUERY = frozenset({"beta", "limit", "before_id", "after_id", "scope_id"})
_KINDS = {"file": "file", "message_batch": "batch"}
_TIMES = ("created_at", "ended_at", "expires_at", "archived_at", "cancel_initiated_at")
_REQUEST = record(
    requests=record(custom_id=TEXT, params=REQUEST), user_profile_id=OPAQUE, workspace_id=OPAQUE
)
_OBJECT = {
    **dict.fromkeys((*_TIMES, "type", "mime_type", "size_bytes", "downloadable"), STRUCTURE),
    "processing_status": STRUCTURE,
    "id": OPAQUE,
    "results_url": OPAQUE,
    "filename": TEXT,
    "request_counts": Node(rest=STRUCTURE),
    "scope": record(id=OPAQUE, type=STRUCTURE),
}
_RESPONSE = Node(
    fields={
        **_OBJECT,
        "data": Node(fields=_OBJECT),
        "has_more": STRUCTURE,
        "first_id": OPAQUE,
        "last_id": OPAQUE,
        "request_id": OPAQUE,
        "error": RESPONSE.fields["error"],
    }
)
_RESULT = record(
    custom_id=TEXT,
    result=record(
        type=STRUCTURE,
        message=RESPONSE,
        error=record(type=STRUCTURE, request_id=OPAQUE, error=RESPONSE.fields["error"]),
    ),
)


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Return what is asked for; a batch names its models request by request. Raises BadRequest."""
    loads: tuple[Load, ...] = ()
    if endpoint.act is Act.MAKE and endpoint.path.endswith("/batches"):
        loads = tuple(load_of(one, head.asked(one, endpoint)) for one in _params(tree))
        if not loads:
            raise _shape("requests", "a non-empty list of objects with custom_id and params")
    recalls = (endpoint.handle,) if endpoint.handle else ()
    keeps = endpoint.act in (Act.MAKE, Act.READ, Act.CHANGE)
    models = tuple(load.model for load in loads)
    return Asked("", stream=False, recalls=recalls, keeps=keeps, batched=models, loads=loads)


def _params(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the requests of a batch. Raises BadRequest."""
    listed = tree.get("requests") if isinstance(tree, dict) else None
    for at, one in enumerate(listed if isinstance(listed, list) else ()):
        params = one.get("params") if isinstance(one, dict) else None
        if not isinstance(params, dict):
            raise _shape(f"requests[{at}].params", "an object, as POST /v1/messages takes it")
        yield params


def _shape(where: str, expected: str) -> BadRequest:
    return BadRequest(
        f"{where}: expected {expected}",
        code="bad_shape",
        hint="compare the body with the reference of message batches",
    )


def put_batched(tree: Any, models: Sequence[str]) -> None:
    """Write the names under which the upstream knows the models of a batch's requests."""
    for params, model in zip(_params(tree), models, strict=True):
        params["model"] = model


def offered(tree: Any) -> list[str]:
    """Return the names of the tools that a batch's requests offer."""
    return [name for params in _params(tree) for name in head.tools(params)]


def handles(tree: Any) -> tuple[str, ...]:
    """Return the name of a file or a batch."""
    kind = _KINDS.get(str(tree.get("type"))) if isinstance(tree, dict) else None
    ident = tree.get("id") if kind else None
    return (f"{kind}:{ident}",) if isinstance(ident, str) and ident else ()


entries = members("data")


def localize(tree: Any) -> None:
    """Let a batch's results be fetched from the station."""
    for one in (tree, *entries(tree)):
        if isinstance(one, dict) and one.get("results_url") and isinstance(one.get("id"), str):
            one["results_url"] = _results(one)


def _results(batch: dict[str, Any]) -> str:
    return f"{_PATH}{batch['id']}/results"


def consumed(tree: Any) -> Consumed | None:
    """Return that a batch used nothing, where it ended so; what it used is told in its results."""
    if not isinstance(tree, dict) or tree.get("processing_status") != "ended":
        return None
    counts = tree.get("request_counts")
    return Consumed() if isinstance(counts, dict) and counts.get("succeeded") == 0 else None


def results_at(tree: Any) -> str:
    """Return where a batch that is over has its results, "" for nowhere."""
    over = isinstance(tree, dict) and tree.get("processing_status") == "ended"
    return _results(tree) if over and isinstance(tree.get("id"), str) else ""


def results(tree: Any) -> Line:
    """Return what a line of a batch's results holds."""
    result = tree.get("result") if isinstance(tree, dict) else None
    message = result.get("message") if isinstance(result, dict) else None
    if not isinstance(message, dict):
        return Line(_RESULT if isinstance(result, dict) else TREE)
    return Line(_RESULT, MESSAGES, message)


WIRE = replace(
    MESSAGES,
    request=_REQUEST,
    response=_RESPONSE,
    asked=asked,
    put_model=put_nothing,
    put_batched=put_batched,
    target=with_kept(_QUERY),
    usage=no_usage,
    calls=no_calls,
    tools=offered,
    handles=handles,
    entries=entries,
    localize=localize,
    results=results,
    consumed=consumed,
    batches=Batches(_PATH, results_at, (_VERSION,)),
    forms=FORM,
)
