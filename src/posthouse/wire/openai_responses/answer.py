"""What a whole Responses answer says: usage, and the items that are calls and can be blocked.

The key of a call is "call/2/": its place in `output`.
"""

from __future__ import annotations

from typing import Any

from posthouse.model.usage import Usage
from posthouse.wire.document import write
from posthouse.wire.openai_family import usage_of
from posthouse.wire.wire import ToolCall

_HOSTED = frozenset(
    {
        "web_search_call",
        "file_search_call",
        "code_interpreter_call",
        "image_generation_call",
        "tool_search_call",
        "x_search_call",
    }
)
"""Calls that the provider itself carries out in its own house."""
_ASKING = frozenset({"mcp_approval_request"})
_WORDS = {
    "function_call": "arguments",
    "mcp_call": "arguments",
    "mcp_approval_request": "arguments",
    "custom_tool_call": "input",
}


def usage(tree: Any) -> Usage:
    """Return the token counts; none where the answer tells none."""
    return usage_of(tree.get("usage") if isinstance(tree, dict) else None, ("input", "output"))


def calls(tree: Any) -> list[ToolCall]:
    """Return the items that somebody is to carry out; an unknown `…_call` counts as one."""
    return [
        ToolCall(f"call/{place}/", name_of(item), words_of(item))
        for place, item in enumerate(output_of(tree))
        if is_call(item)
    ]


def block(tree: Any, key: str, notice: str) -> None:
    """Put a message with the notice in the place of a call."""
    place = key.split("/")[1]
    output = output_of(tree)
    if place.isdigit() and int(place) < len(output):
        output[int(place)] = notice_item(place, notice)


def output_of(tree: Any) -> list[Any]:
    """Return the list of output items, empty where there is none."""
    output = tree.get("output") if isinstance(tree, dict) else None
    return output if isinstance(output, list) else []


def is_call(item: Any) -> bool:
    """Tell whether an item asks to carry something out."""
    kind = item.get("type") if isinstance(item, dict) else None
    if not isinstance(kind, str):
        return False
    return kind in _ASKING or (kind.endswith("_call") and kind not in _HOSTED)


def name_of(item: dict[str, Any]) -> str:
    """Return the name of the tool that an item calls; built-in tools go by their type."""
    name = item.get("name")
    return name if isinstance(name, str) and name else str(item.get("type"))


def words_of(item: dict[str, Any]) -> str:
    """Return what a call is to do: arguments, free text, commands, or a patch with its path."""
    kind = str(item.get("type"))
    if kind in _WORDS:
        return _as_text(item.get(_WORDS[kind]))
    action, operation = item.get("action"), item.get("operation")
    if isinstance(action, dict):
        commands = action.get("commands", action.get("command"))
        if isinstance(commands, list) and all(isinstance(word, str) for word in commands):
            return ("\n" if "commands" in action else " ").join(commands)
    if isinstance(operation, dict):
        path, diff = operation.get("path"), operation.get("diff")
        return f"{_as_text(path)}\n{_as_text(diff)}"
    return write(item).decode()


def notice_item(place: object, notice: str) -> dict[str, Any]:
    """Return the message that stands for a blocked call."""
    return {
        "id": f"msg_posthouse_{place}",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [notice_part(notice)],
    }


def notice_part(notice: str) -> dict[str, Any]:
    """Return the content of such a message."""
    return {"type": "output_text", "text": notice, "annotations": [], "logprobs": []}


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else write(value).decode()
