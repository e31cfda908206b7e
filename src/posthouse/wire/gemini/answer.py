"""What a whole Gemini answer says: tokens used, model claimed, tool calls; calls taken out.

An answer is one response or a list of chunks (streamGenerateContent without alt=sse).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from posthouse.model.usage import Usage
from posthouse.wire.document import write
from posthouse.wire.wire import ToolCall


def usage(tree: Any) -> Usage:
    """Return the tokens of an answer, or none where it tells none. Never raises."""
    total = Usage()
    for chunk in chunks(tree):
        told = member(chunk, "usageMetadata", "usage_metadata")
        if isinstance(told, dict):
            total = total.merged(counts(told))
    return total


def counts(told: dict[str, Any]) -> Usage:
    """Return usageMetadata's tokens.

    The total is prompt + toolUsePrompt + candidates + thoughts; cached tokens are in the prompt.
    """
    prompt = _count(told, "promptTokenCount", "prompt_token_count")
    of_tools = _count(told, "toolUsePromptTokenCount", "tool_use_prompt_token_count")
    said = _count(told, "candidatesTokenCount", "candidates_token_count")
    thought = _count(told, "thoughtsTokenCount", "thoughts_token_count")
    return Usage(
        input=_sum(prompt, of_tools),
        output=_sum(said, thought),
        cache_read=_count(told, "cachedContentTokenCount", "cached_content_token_count"),
        reasoning=thought,
    )


def _count(told: dict[str, Any], *names: str) -> int | None:
    value = member(told, *names)
    return value if value.__class__ is int and value >= 0 else None


def _sum(one: int | None, two: int | None) -> int | None:
    return None if one is None and two is None else (one or 0) + (two or 0)


def claimed(tree: Any) -> str:
    """Return the model that the answer says it is from, or ""."""
    for chunk in chunks(tree):
        model = member(chunk, "modelVersion", "model_version")
        if isinstance(model, str) and model:
            return model
    return ""


def calls(tree: Any) -> list[ToolCall]:
    """Return the calls that the client is to carry out; tools run by Google are none.

    A call's key is its place: chunk, candidate, part.
    """
    return [
        ToolCall(f"{n}.{c}.{p}", name_of(call), arguments(call))
        for n, chunk in enumerate(chunks(tree))
        for c, candidate in enumerate(candidates(chunk))
        for p, part in enumerate(parts(candidate))
        if (call := call_of(part)) is not None
    ]


def block(tree: Any, key: str, notice: str) -> None:
    """Put a text part with the notice where the call stands. A call's finishReason is STOP, which
    stays true for a text."""
    n, c, p = map(int, key.split("."))
    candidate = candidates(list(chunks(tree))[n])[c]
    parts(candidate)[p] = {"text": notice}


def chunks(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the responses of an answer."""
    for chunk in tree if isinstance(tree, list) else (tree,):
        if isinstance(chunk, dict):
            yield chunk


def candidates(chunk: dict[str, Any]) -> list[Any]:
    """Return a response's candidates as they stand."""
    found = chunk.get("candidates")
    return found if isinstance(found, list) else []


def parts(candidate: Any) -> list[Any]:
    """Return a candidate's parts as they stand."""
    content = candidate.get("content") if isinstance(candidate, dict) else None
    found = content.get("parts") if isinstance(content, dict) else None
    return found if isinstance(found, list) else []


def member(holder: dict[str, Any], *names: str) -> Any:
    """Return a member in whichever spelling it has, or None."""
    return next((holder[name] for name in names if name in holder), None)


def call_of(part: Any) -> dict[str, Any] | None:
    """Return the function call of a part, if it is one."""
    call = member(part, "functionCall", "function_call") if isinstance(part, dict) else None
    return call if isinstance(call, dict) else None


def name_of(call: dict[str, Any]) -> str:
    """Return a call's name, or "" where it is odd."""
    name = call.get("name")
    return name if isinstance(name, str) else ""


def arguments(call: dict[str, Any]) -> str:
    """Return a whole call's arguments as JSON text."""
    partial = member(call, "partialArgs", "partial_args")
    given = call.get("args", {})
    return write([given, partial] if partial else given).decode()
