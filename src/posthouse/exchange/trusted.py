"""The words of a request that did not come from the upstream: user, system prompt, tool results."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from posthouse.inspection.listed import SHIPPED, Lists
from posthouse.inspection.said import Said

_UPSTREAM = frozenset({"assistant", "model"})
_CALLS = frozenset(
    {"function_call", "custom_tool_call", "local_shell_call", "reasoning", "tool_use"}
)
_ASIDE = frozenset({"tools", "model", "role", "type", "id", "tool_call_id", "call_id", "metadata"})
_GIVEN = ("arguments", "input", "args")
_DEEPEST = 24
_REMINDER = re.compile(r"<(system-reminder|environment_context|user_instructions)>")
_PARTS = frozenset({"text", "input_text"})
_MOST_TURNS = 12


def said_in(tree: Any, before: tuple[tuple[str, str], ...] = (), lists: Lists = SHIPPED) -> Said:
    """Return what the trusted parts of a parsed request say, the tools that it offers and the
    calls that stand in it, behind those that are known from before."""
    calls = (*before, *_calls(tree, 0))
    told = "\n".join(_texts(tree, 0))
    return Said(told, asked_in(tree), tools=_offered(tree), calls=calls, lists=lists)


def trusted_parts(tree: Any) -> Iterator[Any]:
    """Yield what the caller said, a message, an item or a member of the request at a time."""
    for value in tree.values() if isinstance(tree, dict) else ():
        for part in value if isinstance(value, list) else (value,):
            if not (isinstance(part, dict) and from_upstream(part)):
                yield part


def _offered(tree: Any) -> frozenset[str]:
    """Return the names of the tools that a request offers; none where one of them has no name."""
    tools = tree.get("tools") if isinstance(tree, dict) else None
    found = [name for tool in tools or () for name in _names_of(tool)]
    return frozenset(found) if all(found) else frozenset()


def _names_of(tool: Any) -> Iterator[str]:
    """Yield the names of one offer; Gemini puts several functions into one."""
    if not isinstance(tool, dict):
        return
    functions = tool.get("functionDeclarations") or tool.get("function_declarations")
    for one in functions if isinstance(functions, list) else (tool.get("function") or tool,):
        name = one.get("name") if isinstance(one, dict) else None
        yield name if isinstance(name, str) else ""


def _calls(tree: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the tool calls of earlier turns, whatever the dialect: a name and what it is given."""
    if depth > _DEEPEST or not isinstance(tree, dict | list):
        return
    if isinstance(tree, dict) and isinstance(tree.get("name"), str):
        given = next((tree[key] for key in _GIVEN if tree.get(key)), None)
        if given is not None:
            yield tree["name"], given if isinstance(given, str) else json.dumps(given)
            return
    aside = _ASIDE if depth == 0 else frozenset[str]()
    members = tree if isinstance(tree, list) else [v for k, v in tree.items() if k not in aside]
    for member in members:
        yield from _calls(member, depth + 1)


def _texts(tree: Any, depth: int) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif depth > _DEEPEST:
        return
    elif isinstance(tree, list):
        for member in tree:
            yield from _texts(member, depth + 1)
    elif isinstance(tree, dict) and not from_upstream(tree):
        for name, value in tree.items():
            if name not in _ASIDE:
                yield from _texts(value, depth + 1)


def from_upstream(tree: dict[str, Any]) -> bool:
    """Tell whether an object of the request is what an upstream said before."""
    return tree.get("role") in _UPSTREAM or tree.get("type") in _CALLS


def asked_in(tree: Any) -> str:
    """Return what the user himself wrote lately: no results of tools, no words of his client."""
    if not isinstance(tree, dict):
        return ""
    if isinstance(tree.get("input"), str):
        return str(tree["input"])
    turns: list[Any] = []
    for name in ("messages", "input", "contents"):
        listed = tree.get(name)
        turns += listed if isinstance(listed, list) else []
    users = (one for one in turns if isinstance(one, dict) and one.get("role", "user") == "user")
    told = ["\n".join(_own(turn)) for turn in users]
    spoken = [text for text in told if text.strip()]
    return _without_reminders("\n".join(spoken[-_MOST_TURNS:]))


def _without_reminders(text: str) -> str:
    """Return what a user said, without what his program puts beside it."""
    parts: list[str] = []
    at, open_ended = 0, set[str]()
    for begin in _REMINDER.finditer(text):
        end = f"</{begin[1]}>"
        if begin.start() < at or end in open_ended:
            continue
        stop = text.find(end, begin.end())
        if stop < 0:
            open_ended.add(end)
        else:
            parts += (text[at : begin.start()], " ")
            at = stop + len(end)
    return "".join((*parts, text[at:]))


def _own(turn: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a user's turn that are no tool's results."""
    content = turn.get("content", turn.get("parts"))
    for part in content if isinstance(content, list) else [content]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict) and part.get("type", "text") in _PARTS:
            text = part.get("text")
            yield from [text] if isinstance(text, str) else []
