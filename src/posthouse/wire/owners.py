"""Which tool call a text of an answer belongs to; asked only where that decides something."""

from __future__ import annotations

from typing import Any

from posthouse.wire.document import Slot, write
from posthouse.wire.fields import TREE, Node
from posthouse.wire.wire import ToolCall

_NAMES = ("name", "server_label", "type")


class Owners:
    """The tool calls of one tree, found at the first question. The tree is not too deep."""

    __slots__ = ("_found", "_table", "_tree")

    def __init__(self, tree: Any, table: Node) -> None:
        self._tree = tree
        self._table = table
        self._found: dict[tuple[int, Any], dict[str, Any]] | None = None

    def call(self, slot: Slot) -> ToolCall | None:
        """Return the call that a text is an argument of, None where it is of none."""
        if self._found is None:
            self._found = {}
            self._visit(self._tree, self._table, self._found)
        owner = self._found.get(slot.place)
        return None if owner is None else ToolCall("", _name(owner), write(owner).decode())

    def _visit(self, value: Any, node: Node, found: dict[tuple[int, Any], dict[str, Any]]) -> None:
        if isinstance(value, list):
            for inner in value:
                self._visit(inner, node.each(), found)
        elif isinstance(value, dict):
            node = node.chosen(value)
            for name, inner in value.items():
                place = node.fields.get(name, node.rest or TREE)
                if place.call:
                    found[id(value), name] = value
                    _claim(inner, value, found)
                else:
                    self._visit(inner, place, found)


def _claim(value: Any, owner: dict[str, Any], found: dict[tuple[int, Any], dict[str, Any]]) -> None:
    """Note that all of a tree belongs to a call."""
    if isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in members:
            found[id(value), name] = owner
            _claim(inner, owner, found)


def _name(owner: dict[str, Any]) -> str:
    """Return the name of the tool, or of the kind of call where it has none."""
    return next((told for one in _NAMES if isinstance(told := owner.get(one), str) and told), "")
