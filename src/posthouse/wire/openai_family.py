"""What the OpenAI dialects share: credential, headers, shape checks, usage, errors, models list.

The error form is that of https://platform.openai.com/docs/guides/error-codes: an object `error`
with message, type, param and code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from posthouse.model.dialect import Dialect, Endpoint
from posthouse.model.errors import BadRequest, Refusal
from posthouse.model.secret import Secret
from posthouse.model.usage import Usage
from posthouse.wire.document import write
from posthouse.wire.fields import DEFINED, OPAQUE, SCHEMA, STRUCTURE, TEXT, TREE, Kind, Node, record
from posthouse.wire.sse import event

FORWARDED = frozenset({"accept", "idempotency-key", "openai-beta", "user-agent"})
"""Nothing that names the client's organisation, machine or session: those are the operator's."""

_CREATED = 1_700_000_000  # the list has to give a time; none is known, so it is always the same
_API_VERSION = "api-version="

_TYPES = {
    401: "authentication_error",
    402: "insufficient_quota",
    403: "permission_error",
    429: "rate_limit_error",
}

USER_LOCATION = record(
    type=STRUCTURE,
    city=TEXT,
    country=TEXT,
    region=TEXT,
    timezone=TEXT,
    approximate=record(city=TEXT, country=TEXT, region=TEXT, timezone=TEXT),
)
CACHE_MARK = record(
    type=STRUCTURE,
    ttl=STRUCTURE,
    mode=STRUCTURE,
    prewarm=STRUCTURE,
    comparison_response_id=OPAQUE,
)
GRAMMAR = record(
    type=STRUCTURE,
    syntax=STRUCTURE,
    definition=DEFINED,
    grammar=record(syntax=STRUCTURE, definition=DEFINED),
)
JSON_SCHEMA = record(
    name=DEFINED, description=DEFINED, schema=SCHEMA, strict=STRUCTURE, type=STRUCTURE
)
_SIDE = record(mode=STRUCTURE)
MODERATION_ASKED = record(model=STRUCTURE, policy=record(input=_SIDE, output=_SIDE))
_JUDGED_FIELDS = {
    "type": STRUCTURE,
    "model": STRUCTURE,
    "flagged": STRUCTURE,
    "code": STRUCTURE,
    "message": TEXT,
    "categories": Node(Kind.STRUCTURE, rest=STRUCTURE),
    "category_scores": Node(Kind.STRUCTURE, rest=STRUCTURE),
    "category_applied_input_types": Node(Kind.STRUCTURE, rest=STRUCTURE),
}
_JUDGED = Node(fields={**_JUDGED_FIELDS, "results": Node(fields=_JUDGED_FIELDS)})
MODERATION_TOLD = record(input=_JUDGED, output=_JUDGED)
FILTERS = Node(rest=Node(rest=STRUCTURE))
"""Azure's content filter results: a category, then filtered, detected and severity."""

_INNER = Node(Kind.STRUCTURE, rest=STRUCTURE)
COUNTS = Node(Kind.STRUCTURE, rest=Node(Kind.STRUCTURE, rest=_INNER))
"""Usage: numbers and objects of numbers, whatever a provider calls them."""

ERROR = Node(
    Kind.TEXT,
    fields={
        "message": TEXT,
        "type": STRUCTURE,
        "param": TEXT,
        "code": STRUCTURE,
        "status_code": STRUCTURE,
        "failed_generation": TEXT,
        "content": TREE,
        "misalignment": TREE,
        "moderation_details": TREE,
    },
)


def credential(secret: Secret) -> tuple[str, Secret]:
    """Return the header that carries a channel's credential."""
    return "authorization", secret.prefixed("Bearer ")


def put_model(tree: dict[str, Any], model: str) -> None:
    """Write the name under which the upstream knows the model."""
    tree["model"] = model


def with_query(path: str, query: str) -> str:
    """Return the path with Azure's api-version, the one part of a query that passes."""
    for part in query.split("&") if query else ():
        value = part.removeprefix(_API_VERSION)
        if value != part and value.replace("-", "").isalnum() and value.isascii():
            return f"{path}?{part}"
    return path


def plainly(tree: Any, endpoint: Endpoint, query: str) -> tuple[Endpoint, str]:
    """Ask, in place, for one whole answer that the upstream does not keep."""
    for name in ("stream", "stream_options", "background"):
        tree.pop(name, None)
    if "store" in tree or endpoint.dialect is Dialect.OPENAI_RESPONSES:
        tree["store"] = False
    return endpoint, query


def bad_shape(where: str, expected: str, found: Any, hint: str) -> BadRequest:
    """Return the refusal of a value at a place; it names the value's type, never the value."""
    return BadRequest(
        f"{where}: expected {expected}, found {shape(found)}", code="bad_shape", hint=hint
    )


def shape(value: Any) -> str:
    """Return what a JSON value is, in words."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else "a boolean"
    if isinstance(value, str | list | dict):
        kind = {str: "string", list: "list", dict: "object"}[type(value)]
        return f"an empty {kind}" if not value else f"{'an' if kind == 'object' else 'a'} {kind}"
    return "a number"


def object_body(tree: Any) -> dict[str, Any]:
    """Return the body as an object. Raises BadRequest."""
    if not isinstance(tree, dict):
        raise bad_shape("body", "an object", tree, "send a JSON object with the endpoint's fields")
    return tree


def model_asked(tree: Mapping[str, Any]) -> str:
    """Return the model's name. Raises BadRequest."""
    model = tree.get("model")
    if not isinstance(model, str) or not model:
        raise bad_shape(
            "model", "a model name", model, "GET /v1/models lists the names that this key may use"
        )
    return model


def flag(tree: Mapping[str, Any], name: str) -> bool:
    """Return an optional boolean, false where it is absent. Raises BadRequest."""
    value = tree.get(name)
    if value is not None and not isinstance(value, bool):
        raise bad_shape(name, "true or false", value, "send it as a JSON boolean, or leave it out")
    return bool(value)


def positive(tree: Mapping[str, Any], name: str) -> int | None:
    """Return an optional whole number above zero. Raises BadRequest."""
    value = tree.get(name)
    if value is None:
        return None
    if value.__class__ is not int or value < 1:
        raise bad_shape(name, "a whole number above 0", value, "correct it, or leave it out")
    return int(value)


def tools(tree: Mapping[str, Any]) -> list[str]:
    """Return the names of the tools that a request offers; a vendor's own tool goes by its type."""
    found = _tools(tree.get("tools"))
    return found + _tools(tree.get("functions"))


def _tools(offered: Any) -> list[str]:
    found = []
    for tool in offered if isinstance(offered, list) else ():
        if not isinstance(tool, dict):
            found.append("")
            continue
        inner = [tool.get(kind) for kind in ("function", "custom")]
        named = [one for one in inner if isinstance(one, dict)] or [tool]
        name = named[0].get("name") or tool.get("server_label") or tool.get("type")
        found += [str(name or ""), *_tools(tool.get("tools"))]
    return found


def json_asked(form: Any) -> bool:
    """Tell whether a `response_format` (in Responses `text.format`) asks for JSON."""
    return isinstance(form, dict) and form.get("type") in ("json_object", "json_schema")


def count(members: Any, *names: str) -> int | None:
    """Return the first of these members that is a count; odd values are no count."""
    if members.__class__ is dict:
        for name in names:
            value = members.get(name)
            if value.__class__ is int and value >= 0:
                return int(value)
    return None


def usage_of(told: Any, sides: tuple[str, str]) -> Usage:
    """Return a `usage` object as counts; `sides` names its input and output (prompt, completion).

    Where reasoning was not counted into the output (xAI), the total tells.
    """
    if told.__class__ is not dict:
        return Usage()
    asked, given = sides
    read = told.get(f"{asked}_tokens_details")
    written = told.get(f"{given}_tokens_details")
    fed = count(told, f"{asked}_tokens")
    out = count(told, f"{given}_tokens")
    reasoning = count(written, "reasoning_tokens")
    total = count(told, "total_tokens")
    if fed is not None and out is not None and reasoning and total == fed + out + reasoning:
        out += reasoning
    cached = count(read, "cached_tokens")
    if cached is None:
        cached = count(told, "prompt_cache_hit_tokens", "cached_tokens", "num_cached_tokens")
    return Usage(fed, out, cached, count(read, "cache_write_tokens"), reasoning)


def claimed(tree: Any) -> str:
    """Return the model that an answer says it came from, or an empty string."""
    model = tree.get("model") if tree.__class__ is dict else None
    return model if isinstance(model, str) else ""


def error(refusal: Refusal) -> dict[str, Any]:
    """Return the error object of a refusal."""
    hint = f". {refusal.hint}" if refusal.hint else ""
    kind = "server_error" if refusal.status >= 500 else "invalid_request_error"
    return {
        "message": refusal.message + hint,
        "type": _TYPES.get(refusal.status, kind),
        "param": None,
        "code": refusal.code,
    }


def refusal(refused: Refusal) -> bytes:
    """Return a refusal as the body of an answer."""
    return write({"error": error(refused)})


def refusal_event(refused: Refusal) -> bytes:
    """Return a refusal inside a stream of chunks."""
    return event(refusal(refused))


def models(names: Sequence[str]) -> bytes:
    """Return the body of GET /v1/models."""
    return write({"object": "list", "data": [_model(name) for name in names]})


def model(name: str) -> bytes:
    """Return the body of GET /v1/models/{name}."""
    return write(_model(name))


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": _CREATED, "owned_by": "posthouse"}
