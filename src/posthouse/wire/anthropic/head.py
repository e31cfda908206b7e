"""What an Anthropic request asks for, and how it is addressed to an upstream."""

from __future__ import annotations

from typing import Any

from posthouse.model.dialect import Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.model.secret import Secret
from posthouse.wire.wire import Asked

FORWARDED = frozenset({"anthropic-version", "anthropic-beta", "accept", "user-agent"})
"""What the API needs, and the program's own name. The SDKs' x-stainless-* headers tell operating
system, processor and runtime of the caller's machine: they stay here."""


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Check the shapes that matter and return what is asked for. Raises BadRequest."""
    model = tree.get("model")
    if not isinstance(model, str) or not model:
        raise _shape("model", "a non-empty string", "name a model; GET /v1/models lists them")
    _check_messages(tree.get("messages"))
    if not isinstance(tree.get("system", ""), str | list):
        raise _shape("system", "a string or a list of text blocks")
    if not _objects(tree.get("tools", [])):
        raise _shape("tools", "a list of objects")
    stream = tree.get("stream", False)
    if not isinstance(stream, bool):
        raise _shape("stream", "true or false")
    return Asked(model, stream, _limit(tree, endpoint), _json_asked(tree))


def _json_asked(tree: Any) -> bool:
    """Tell whether output_config.format, or output_format as it was called before, asks for it."""
    config = tree.get("output_config")
    forms = (config.get("format") if isinstance(config, dict) else None, tree.get("output_format"))
    return any(isinstance(form, dict) and form.get("type") == "json_schema" for form in forms)


def _limit(tree: Any, endpoint: Endpoint) -> int | None:
    """Return max_tokens. Zero is allowed: it fills the prompt cache without an answer."""
    if endpoint.operation is Operation.COUNT_TOKENS:
        return None
    limit = tree.get("max_tokens")
    if limit.__class__ is not int or limit < 0:
        raise _shape("max_tokens", "an integer, 0 or larger", "the Messages API requires it")
    return int(limit)


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        raise _shape("messages", "a non-empty list of objects")
    for at, message in enumerate(messages):
        if not isinstance(message, dict):
            raise _shape(f"messages[{at}]", "an object with role and content")
        if not isinstance(message.get("role"), str):
            raise _shape(f"messages[{at}].role", "user, assistant or system")
        content = message.get("content")
        if not isinstance(content, str) and not _objects(content):
            raise _shape(f"messages[{at}].content", "a string or a list of content blocks")


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(member, dict) for member in value)


def _shape(where: str, expected: str, hint: str = "") -> BadRequest:
    return BadRequest(
        f"{where}: expected {expected}",
        code="bad_shape",
        hint=hint or "compare the body with the Messages API reference",
    )


def tools(tree: Any) -> list[str]:
    """Return the names of the tools that a request offers, servers of tools among them."""
    found = []
    for kind in ("tools", "mcp_servers"):
        offered = tree.get(kind)
        for tool in offered if isinstance(offered, list) else ():
            named = tool if isinstance(tool, dict) else {}
            found.append(str(named.get("name") or named.get("type") or ""))
    return found


def put_model(tree: Any, model: str) -> None:
    """Write the name under which the upstream knows the model."""
    tree["model"] = model


def target(endpoint: Endpoint, model: str, query: str) -> str:  # noqa: ARG001
    """Return path and query for the upstream; of the query only beta=true goes on."""
    return endpoint.path + ("?beta=true" if "beta=true" in query.split("&") else "")


def plainly(tree: Any, endpoint: Endpoint, query: str) -> tuple[Endpoint, str]:
    """Ask, in place, for one whole answer."""
    tree.pop("stream", None)
    return endpoint, query


def credential(secret: Secret) -> tuple[str, Secret]:
    """Return the header that carries the upstream's key."""
    return "x-api-key", secret
