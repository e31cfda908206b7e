"""What a Gemini request asks for, and how it is addressed to an upstream.

Model and streaming stand in the path; the body may name the model again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from posthouse.model.dialect import Endpoint
from posthouse.model.errors import BadRequest
from posthouse.model.secret import Secret
from posthouse.wire.wire import Asked

FORWARDED = frozenset({"accept", "user-agent"})
"""The API needs none. x-goog-api-client tells the runtimes of the caller's machine and
x-goog-user-project its cloud project: they stay here."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*(?:/[A-Za-z0-9][A-Za-z0-9._@-]*)*", re.ASCII)
_KEPT_QUERY = frozenset({"alt=sse", "alt=json", "$alt=sse", "$alt=json"})


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Check the shapes that matter and return what is asked for. Raises BadRequest."""
    model = endpoint.model or ""
    if not _NAME.fullmatch(model):
        raise _shape("models/{model}", "a model name of letters, digits, dots and dashes")
    where, request = "", tree
    for name in ("generateContentRequest", "generate_content_request"):
        if name in tree:
            where, request = f"{name}.", tree[name]
    if not isinstance(request, dict):
        raise _shape(where[:-1], "an object")
    _check_contents(where, request.get("contents"))
    config = _config(where, request)
    mime = config.get("responseMimeType", config.get("response_mime_type"))
    as_json = mime == "application/json"
    return Asked(model, bool(endpoint.stream), _limit(where, config), as_json)


def _check_contents(where: str, contents: Any) -> None:
    """One Content object is taken for a list of one, as Google does."""
    if isinstance(contents, dict):
        contents = [contents]
    if not isinstance(contents, list) or not contents:
        raise _shape(f"{where}contents", "a non-empty list of objects with parts")
    for at, content in enumerate(contents):
        if not isinstance(content, dict):
            raise _shape(f"{where}contents[{at}]", "an object with parts")
        parts = content.get("parts", [])
        if isinstance(parts, dict):
            continue
        if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
            raise _shape(f"{where}contents[{at}].parts", "a list of objects")


def _config(where: str, request: dict[str, Any]) -> dict[str, Any]:
    config = request.get("generationConfig", request.get("generation_config"))
    if config is None:
        return {}
    if not isinstance(config, dict):
        raise _shape(f"{where}generationConfig", "an object")
    return config


def _limit(where: str, config: dict[str, Any]) -> int | None:
    limit = config.get("maxOutputTokens", config.get("max_output_tokens"))
    if limit is not None and (limit.__class__ is not int or limit < 1):
        raise _shape(f"{where}generationConfig.maxOutputTokens", "an integer, 1 or larger")
    return limit


def _shape(where: str, expected: str) -> BadRequest:
    return BadRequest(
        f"{where}: expected {expected}",
        code="bad_shape",
        hint="compare the request with the Gemini API reference for generateContent",
    )


def tools(tree: Any) -> list[str]:
    """Return the names of the tools that a request offers; Google's own go by their keys."""
    found: list[str] = []
    for request in (
        tree,
        tree.get("generateContentRequest"),
        tree.get("generate_content_request"),
    ):
        offered = request.get("tools") if isinstance(request, dict) else None
        for tool in _each(offered):
            found += _named(tool)
    return found


def _each(value: Any) -> list[Any]:
    """Return a list as it is, and anything else that is there as a list of one."""
    return value if isinstance(value, list) else [value] if value is not None else []


def _named(tool: Any) -> list[str]:
    found = []
    for kind, declared in tool.items() if isinstance(tool, dict) else [("", None)]:
        if kind not in ("functionDeclarations", "function_declarations"):
            found.append(kind)
            continue
        names = [one.get("name") if isinstance(one, dict) else "" for one in _each(declared)]
        found += [str(name or "") for name in names]
    return found


def put_model(tree: Any, model: str) -> None:
    """Write the name under which the upstream knows the model wherever the body repeats it."""
    for request in (
        tree,
        tree.get("generateContentRequest"),
        tree.get("generate_content_request"),
    ):
        if isinstance(request, dict) and "model" in request:
            request["model"] = f"models/{model}"


def target(endpoint: Endpoint, model: str, query: str) -> str:
    """Return path and query for the upstream; of the query only alt goes on, never key."""
    before = endpoint.path.partition("/models/")[0]
    method = endpoint.path.rpartition(":")[2]
    kept = [pair for pair in query.split("&") if pair in _KEPT_QUERY]
    return f"{before}/models/{model}:{method}" + ("?" + "&".join(kept) if kept else "")


def plainly(_tree: Any, endpoint: Endpoint, query: str) -> tuple[Endpoint, str]:
    """Return endpoint and query of one whole answer: both say so, and the body does not."""
    path = endpoint.path.replace(":streamGenerateContent", ":generateContent")
    kept = [pair for pair in query.split("&") if not pair.endswith("alt=sse")]
    return replace(endpoint, path=path, stream=False), "&".join(kept)


def credential(secret: Secret) -> tuple[str, Secret]:
    """Return the header that carries the upstream's key."""
    return "x-goog-api-key", secret
