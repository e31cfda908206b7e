"""A walk over the tree of some source code in the order of its text, within bounds.

What a language's reader adds is its parser and a table from kinds of nodes to what they mean; kinds
that stand in no table are what their parts are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.pycalls import Deeds
from posthouse.inspection.reading.pyvalues import NOTHING, Marks, Value, added
from posthouse.inspection.reading.shell import Tangled, parsed

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

LONGEST = 65_536
_MOST_STEPS = 1_200
_MOST_NODES = 12_000
_DEEPEST = 90
_MOST_WITHIN = 3


class Walker:
    """Walks one tree; knows what names stand for so far. `within`: how deep in other programs."""

    NODES: ClassVar[dict[str, Callable[[Any, Node], Value]]]
    ASIDE: ClassVar[frozenset[str]] = frozenset({"comment"})

    def __init__(self, parser: Parser, shell: Callable[[str], None], within: int = 0) -> None:
        self._parser = parser
        self._shell = shell
        self.deeds = Deeds(shell, self._inside)
        self._within = within
        self._names: dict[str, Value] = {}
        self._source = b""
        self._nodes = 0
        self._depth = 0

    def program(self, code: str) -> Self:
        """Read a whole source text."""
        self._source = code[:LONGEST].encode("utf-8", "replace")
        try:
            self.value(parsed(self._parser, self._source, _MOST_STEPS))
        except Tangled:
            self.deeds.facts.append(Fact(Kind.TANGLED))
        return self

    def value(self, node: Node | None) -> Value:
        """Return what is known of an expression; its calls are looked at on the way."""
        self._nodes += 1
        if node is None or node.type in self.ASIDE:
            return NOTHING
        if self._nodes > _MOST_NODES or self._depth > _DEEPEST:
            return NOTHING
        self._depth += 1
        reader = self.NODES.get(node.type)
        value = reader(self, node) if reader is not None else self._joined(node)
        self._depth -= 1
        return value

    def _inside(self, code: str) -> list[Fact]:
        """Return what source code does that this one runs."""
        if self._within >= _MOST_WITHIN:
            return []
        return type(self)(self._parser, self._shell, self._within + 1).program(code).deeds.facts

    def _joined(self, node: Node) -> Value:
        """Return what all parts of a node came from; a node with one part is that part."""
        parts = [self.value(child) for child in node.named_children]
        if len(parts) == 1:
            return parts[0]
        return Value(marks=marks_of(parts)) if parts else NOTHING

    def _pieces(self, node: Node, filled: str, escaped: Callable[[str], str]) -> Value:
        """Return a text of pieces: as they stand, escaped, or filled in by an expression."""
        value = Value("")
        for child in node.named_children:
            if child.type == filled:
                found = self.value(child)
                part = found if found.text is not None else Value("{}", "", found.marks)
            else:
                raw = self._text(child)
                part = Value(escaped(raw) if child.type == "escape_sequence" else raw)
            value = added(value, part)
        return Value(value.text, "", value.marks, made=len(node.named_children) > 1)

    def _text(self, node: Node | None) -> str:
        if node is None:
            return ""
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def marks_of(values: Sequence[Value]) -> Marks:
    """Return where values came from, all together."""
    return frozenset(mark for one in values for mark in one.marks)
