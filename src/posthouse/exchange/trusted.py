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


def _texts(tree: Any, depth: int) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif depth > _DEEPEST:
        return
    elif isinstance(tree, list):
        for member in tree:
            yield from _texts(member, depth + 1)
    elif isinstance(tree, dict) and not _from_upstream(tree):
        for name, value in tree.items():
            if name not in _ASIDE:
                yield from _texts(value, depth + 1)


def _from_upstream(tree: dict[str, Any]) -> bool:
    return tree.get("role") in _UPSTREAM or tree.get("type") in _CALLS
