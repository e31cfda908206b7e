"""What a whole Anthropic answer says: tokens used, model claimed, tool calls; calls taken out."""

from __future__ import annotations

from typing import Any

from posthouse.model.usage import Usage
from posthouse.wire.document import write
from posthouse.wire.wire import ToolCall


def usage(tree: Any) -> Usage:
    """Return the tokens of an answer, or none where it tells none. Never raises."""
    told = tree.get("usage") if isinstance(tree, dict) else None
    return counts(told) if isinstance(told, dict) else Usage()


def counts(told: dict[str, Any]) -> Usage:
    """Return a usage object's tokens; `input_tokens` counts only what no cache was used for."""
    plain = _count(told.get("input_tokens"))
    read = _count(told.get("cache_read_input_tokens"))
    written = _count(told.get("cache_creation_input_tokens"))
    details = told.get("output_tokens_details")
    thought = details.get("thinking_tokens") if isinstance(details, dict) else None
    return Usage(
        input=None if plain is None else plain + (read or 0) + (written or 0),
        output=_count(told.get("output_tokens")),
        cache_read=read,
        cache_write=written,
        reasoning=_count(thought),
    )


def _count(value: Any) -> int | None:
    return value if value.__class__ is int and value >= 0 else None


def claimed(tree: Any) -> str:
    """Return the model that the answer says it is from, or ""."""
    model = tree.get("model") if isinstance(tree, dict) else None
    return model if isinstance(model, str) else ""


def calls(tree: Any) -> list[ToolCall]:
    """Return the calls that the client is to carry out; tools run by the provider are none.

    A call's key is the position of its block.
    """
    return [
        ToolCall(str(at), name_of(block), write(block.get("input", {})).decode())
        for at, block in enumerate(_content(tree))
        if _is_call(block)
    ]


def block(tree: Any, key: str, notice: str) -> None:
    """Put a text block with the notice where the call stands; other blocks keep their places."""
    content = _content(tree)
    content[int(key)] = {"type": "text", "text": notice}
    if tree.get("stop_reason") == "tool_use" and not any(map(_is_call, content)):
        tree["stop_reason"] = "end_turn"


def name_of(block: dict[str, Any]) -> str:
    """Return a call's name, or "" where it is odd."""
    name = block.get("name")
    return name if isinstance(name, str) else ""


def _content(tree: Any) -> list[Any]:
    content = tree.get("content") if isinstance(tree, dict) else None
    return content if isinstance(content, list) else []


def _is_call(block: Any) -> bool:
    return isinstance(block, dict) and block.get("type") == "tool_use"
