"""Gemini's cached contents, batches and embeddings: contents that are kept, asked by the thousand,
or turned into numbers.

https://ai.google.dev/api/caching, …/batch-mode, …/embeddings
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from posthouse.model.batch import Consumed
from posthouse.model.dialect import Act, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.fields import OPAQUE, STRUCTURE, TEXT, TREE, Kind, Node, record
from posthouse.wire.gemini import answer, head
from posthouse.wire.gemini.fields import REQUEST, RESPONSE
from posthouse.wire.gemini.wire import WIRE as GENERATING
from posthouse.wire.kept import load_of, members, no_usage
from posthouse.wire.query import kept_query
from posthouse.wire.wire import Asked, Batches, ToolCall

QUERY = frozenset({"pageSize", "pageToken", "updateMask", "alt", "filter"})
_CONTENTS = ("contents", "systemInstruction", "system_instruction", "tools", "toolConfig")
_TIMES = ("createTime", "updateTime", "expireTime", "endTime", "ttl")
_OVER = ("_SUCCEEDED", "_FAILED", "_CANCELLED", "_EXPIRED")
_KINDS = {"batches/": "batch", "cachedContents/": "cache", "files/": "file"}

_EMBEDDED = {
    **dict.fromkeys(("model", "taskType", "outputDimensionality"), STRUCTURE),
    **dict.fromkeys(("task_type", "output_dimensionality", "autoTruncate"), STRUCTURE),
    "content": REQUEST.fields["contents"],
    "title": TEXT,
    "embedContentConfig": TREE,
}
_EMBED = Node(fields={**_EMBEDDED, "requests": Node(fields=_EMBEDDED)})
_INPUT = record(
    fileName=Node(Kind.OPAQUE, names="file"),
    file_name=Node(Kind.OPAQUE, names="file"),
    requests=record(requests=record(request=REQUEST, metadata=TREE)),
)
_BATCHED = {
    **dict.fromkeys(("priority", "model", "state", *_TIMES), STRUCTURE),
    "displayName": TEXT,
    "display_name": TEXT,
    "inputConfig": _INPUT,
    "input_config": _INPUT,
}
_REQUEST = Node(
    fields={
        **{name: REQUEST.fields[name] for name in _CONTENTS},
        **dict.fromkeys(("model", *_TIMES), STRUCTURE),
        "name": OPAQUE,
        "displayName": TEXT,
        "display_name": TEXT,
        "batch": Node(fields=_BATCHED),
    }
)
_ANSWERS = record(response=RESPONSE, error=RESPONSE.fields["error"], metadata=TREE)
_OUTPUT = Node(
    fields={
        "@type": STRUCTURE,
        "responsesFile": OPAQUE,
        "inlinedResponses": record(inlinedResponses=_ANSWERS),
    }
)
_COUNTS = Node(Kind.STRUCTURE, rest=STRUCTURE)
_OBJECT = {
    **_BATCHED,
    "@type": STRUCTURE,
    "name": OPAQUE,
    "done": STRUCTURE,
    "usageMetadata": RESPONSE.fields["usageMetadata"],
    "batchStats": _COUNTS,
    "output": _OUTPUT,
    "response": _OUTPUT,
    "error": RESPONSE.fields["error"],
}
_OBJECT["metadata"] = Node(fields=dict(_OBJECT))
_RESPONSE = Node(
    fields={
        **_OBJECT,
        "cachedContents": Node(fields=_OBJECT),
        "operations": Node(fields=_OBJECT),
        "nextPageToken": OPAQUE,
        "embedding": OPAQUE,
        "embeddings": OPAQUE,
    }
)


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Return what is asked for. Raises BadRequest."""
    recalls = (endpoint.handle,) if endpoint.handle else ()
    keeps = endpoint.act in (Act.MAKE, Act.READ, Act.CHANGE)
    model = endpoint.model or ""
    if endpoint.operation is Operation.CACHES and endpoint.act is Act.MAKE:
        model = str(tree.get("model") or "").removeprefix("models/")
        if not model:
            raise _shape("model", "models/ and a name")
    if endpoint.makes_batch:
        if not isinstance(tree.get("batch"), dict):
            raise _shape("batch", "an object with inputConfig")
        loads = tuple(load_of(one, head.asked(one, endpoint)) for one in _requests(tree))
        return Asked("", stream=False, recalls=recalls, keeps=keeps, batched=(model,), loads=loads)
    return Asked(model, stream=False, most_output=0, recalls=recalls, keeps=keeps)


def _shape(where: str, expected: str) -> BadRequest:
    return BadRequest(
        f"{where}: expected {expected}",
        code="bad_shape",
        hint="compare the request with the Gemini API reference",
    )


def _requests(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the requests inside a batch, and those of several embeddings."""
    batch = tree.get("batch")
    config = answer.member(batch, "inputConfig", "input_config") if batch else None
    listed = config.get("requests") if isinstance(config, dict) else tree.get("requests")
    listed = listed.get("requests") if isinstance(listed, dict) else listed
    for one in listed if isinstance(listed, list) else ():
        inner = one.get("request", one) if isinstance(one, dict) else None
        if isinstance(inner, dict):
            yield inner


def put_model(tree: Any, model: str) -> None:
    """Write the name under which the upstream knows the model wherever the body repeats it."""
    for one in (tree, tree.get("batch"), *_requests(tree)):
        if isinstance(one, dict) and "model" in one:
            one["model"] = f"models/{model}"


def put_batched(tree: Any, models: Any) -> None:
    """Write it in the requests of a batch; all of them ask for one."""
    put_model(tree, models[0])


def offered(tree: Any) -> list[str]:
    """Return the names of the tools that are offered."""
    return [name for one in (tree, *_requests(tree)) for name in head.tools(one)]


def target(endpoint: Endpoint, model: str, query: str) -> str:
    """Return the upstream's path and query."""
    path = endpoint.path
    if endpoint.model:
        before, method = path.partition("/models/")[0], path.rpartition(":")[2]
        path = f"{before}/models/{model or endpoint.model}:{method}"
    return path + kept_query(query, QUERY)


def handles(tree: Any) -> tuple[str, ...]:
    """Return the name of a file, a batch or a cached content, and of what a batch made."""
    told = tree.get("file", tree) if isinstance(tree, dict) else None
    name = told.get("name") if isinstance(told, dict) else None
    if not isinstance(name, str):
        return ()
    kinds = (kind for lead, kind in _KINDS.items() if name.startswith(lead))
    made = (output.get("responsesFile") for output in _outputs(tree))
    files = (f"file:{one}" for one in made if isinstance(one, str) and one)
    return tuple(dict.fromkeys([*(f"{kind}:{name}" for kind in kinds), *files]))


def _outputs(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield what a batch tells of its results, wherever it does."""
    meta = tree.get("metadata")
    told = [tree.get("response"), tree.get("output")]
    told += [meta.get("output")] if isinstance(meta, dict) else []
    yield from (one for one in told if isinstance(one, dict))


def _answers(tree: Any) -> list[Any]:
    """Return the answers inside a batch, wherever it tells them."""
    outputs = _outputs(tree) if isinstance(tree, dict) else ()
    return [one for output in outputs for one in _inlined(output)]


def _inlined(output: dict[str, Any]) -> list[Any]:
    inlined = output.get("inlinedResponses")
    listed = inlined.get("inlinedResponses") if isinstance(inlined, dict) else None
    return [one.get("response") for one in listed or () if isinstance(one, dict)]


def calls(tree: Any) -> list[ToolCall]:
    """Return the calls in the answers of a batch; a key begins with the answer's number."""
    return [
        replace(call, key=f"{number}/{call.key}")
        for number, told in enumerate(_answers(tree))
        for call in answer.calls(told)
    ]


def block(tree: Any, key: str, notice: str) -> None:
    """Put the notice where a call stands."""
    number, _, inner = key.partition("/")
    answer.block(_answers(tree)[int(number)], inner, notice)


def consumed(tree: Any) -> Consumed | None:
    """Return what a batch used that is over; None also where a file tells it."""
    meta = tree.get("metadata", tree) if isinstance(tree, dict) else None
    state = str(meta.get("state")) if isinstance(meta, dict) else ""
    if not isinstance(tree, dict) or not state.endswith(_OVER):
        return None
    told = next((found for one in _outputs(tree) if (found := _inlined(one))), [])
    used = tuple((answer.claimed(one), answer.usage(one)) for one in told)
    if any(usage.total for _, usage in used):
        return Consumed(used)
    return None if state.endswith(_OVER[0]) else Consumed()


def results(tree: Any) -> str:
    """Return where a batch that is over has its results, "" where they stand in it."""
    made = (one.get("responsesFile") for one in (_outputs(tree) if isinstance(tree, dict) else ()))
    name = next((one for one in made if isinstance(one, str) and one), "")
    return f"/v1beta/{name}:download?alt=media" if name else ""


WIRE = replace(
    GENERATING,
    request=_REQUEST,
    response=_RESPONSE,
    asked=asked,
    put_model=put_model,
    put_batched=put_batched,
    target=target,
    usage=no_usage,
    calls=calls,
    block=block,
    tools=offered,
    handles=handles,
    consumed=consumed,
    batches=Batches("/v1beta/", results),
    entries=members("operations", "cachedContents", "files"),
)
EMBEDDING = replace(WIRE, request=_EMBED)
