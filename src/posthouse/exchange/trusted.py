"""The words of a request that did not come from the upstream: user, system prompt, tool results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from posthouse.inspection.said import Said

_UPSTREAM = frozenset({"assistant", "model"})
_CALLS = frozenset(
    {"function_call", "custom_tool_call", "local_shell_call", "reasoning", "tool_use"}
)
_ASIDE = frozenset({"tools", "model", "role", "type", "id", "tool_call_id", "call_id", "metadata"})
_DEEPEST = 24


def said_in(tree: Any) -> Said:
    """Return what the trusted parts of a parsed request say."""
    return Said("\n".join(_texts(tree, 0)))


def trusted_parts(tree: Any) -> Iterator[Any]:
    """Yield what the caller said, a message, an item or a member of the request at a time."""
    for value in tree.values() if isinstance(tree, dict) else ():
        for part in value if isinstance(value, list) else (value,):
            if not (isinstance(part, dict) and from_upstream(part)):
                yield part


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
