"""What a whole Chat Completions answer says: usage, and the tool calls that can be blocked.

The key of a call is "0/tool/1/" (choice, place in its list) or "0/function_call/".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from posthouse.model.usage import Usage
from posthouse.wire.document import write
from posthouse.wire.openai_family import usage_of
from posthouse.wire.wire import ToolCall

CALLED = frozenset({"tool_calls", "function_call"})
"""Finish reasons that tell a client to carry calls out."""


def usage(tree: Any) -> Usage:
    """Return the token counts of an answer or a chunk; none where it tells none."""
    if tree.__class__ is not dict:
        return Usage()
    told = tree.get("usage")
    if not told and (groq := tree.get("x_groq")).__class__ is dict:
        told = groq.get("usage")
    return usage_of(told, ("prompt", "completion"))


def calls(tree: Any) -> list[ToolCall]:
    """Return the whole tool calls, the last first: blocking one moves none still to come."""
    found = []
    for place, _, message in _messages(tree):
        for index, call in enumerate(_list(message.get("tool_calls"))):
            found.append(ToolCall(f"{place}/tool/{index}/", *spoken(call)))
        if isinstance(message.get("function_call"), dict):
            called = {"function": message["function_call"]}
            found.append(ToolCall(f"{place}/function_call/", *spoken(called)))
    return found[::-1]


def block(tree: Any, key: str, notice: str) -> None:
    """Take a call out and say so in the content; a call that is not found takes all with it."""
    number, kind, index = (*key.split("/"), "")[:3]
    for place, choice, message in _messages(tree):
        if str(place) != number:
            continue
        told = _list(message.get("tool_calls"))
        if kind == "tool" and index.isdigit() and int(index) < len(told):
            del told[int(index)]
        elif kind == "tool":
            told.clear()
        else:
            message.pop("function_call", None)
        if not told:
            message.pop("tool_calls", None)
            if not message.get("function_call") and choice.get("finish_reason") in CALLED:
                choice["finish_reason"] = "stop"
        say(message, notice)


def spoken(call: Any) -> tuple[str, str]:
    """Return name and arguments of one entry of tool_calls, of whatever kind it is."""
    for kind, told in (("function", "arguments"), ("custom", "input")):
        body = call.get(kind) if isinstance(call, dict) else None
        if isinstance(body, dict):
            name = body.get("name")
            return name if isinstance(name, str) else "", as_text(body.get(told))
    return "", as_text(call)


def as_text(value: Any) -> str:
    """Return a string as it is, anything else as JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else write(value).decode()


def _messages(tree: Any) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    choices = tree.get("choices") if isinstance(tree, dict) else None
    for place, choice in enumerate(_list(choices)):
        message = choice.get("message") if isinstance(choice, dict) else None
        if isinstance(message, dict):
            yield place, choice, message


def say(message: dict[str, Any], notice: str) -> None:
    """Add the notice to the content of a message or a delta."""
    content = message.get("content")
    if isinstance(content, list):
        content.append({"type": "text", "text": notice})
    else:
        message["content"] = f"{content}\n\n{notice}" if content else notice


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
