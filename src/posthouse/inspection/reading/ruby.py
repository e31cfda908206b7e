"""Ruby as facts, by the grammar of tree-sitter-ruby: as `javascript` does it, told in the same names.

Nothing is run; what the text alone does not decide stays unknown.
"""

from __future__ import annotations

import binascii
import codecs
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from posthouse.inspection.facts import Fact
from posthouse.inspection.reading import jsnames, rbnames
from posthouse.inspection.reading.layers import base64_text, unescaped
from posthouse.inspection.reading.pynames import SECRET_NAME
from posthouse.inspection.reading.pyvalues import (
    CODED,
    ENV,
    NET,
    NOTHING,
    REQUEST,
    Call,
    Marks,
    Value,
    added,
    opened,
    path_of,
    private,
)
from posthouse.inspection.reading.walking import LONGEST, Walker, marks_of

if TYPE_CHECKING:
    from tree_sitter import Node, Parser


@cache
def _parser() -> Parser:
    import tree_sitter
    import tree_sitter_ruby

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_ruby.language()))


def ruby_facts(code: str, shell: Callable[[str], None]) -> list[Fact]:
    """Return what Ruby does; `shell` reads the commands in it."""
    if rbnames.SINKS.search(code[:LONGEST]) is None:
        return []
    return _Reader(_parser(), shell).program(code).deeds.facts


class _Reader(Walker):
    """Walks one tree in the order of its text; knows what names stand for so far."""

    def _string(self, node: Node) -> Value:
        return self._pieces(node, "interpolation", unescaped)

    def _literal(self, node: Node) -> Value:
        return Value(self._text(node).strip(":"))

    def _ran(self, node: Node) -> Value:
        """Read a command between backquotes; what it prints is not known."""
        value = self._string(node)
        self._judged(Call(jsnames.RUNS, "", NOTHING, [value], {}, made=False))
        return Value(None, "`", value.marks)

    def _judged(self, call: Call) -> None:
        self.deeds.judge(call)

    def _name(self, node: Node) -> Value:
        name = self._text(node)
        return self._names.get(name) or self._known(Value(name=name))

    def _known(self, value: Value) -> Value:
        """Mark what a dotted name stands for by itself."""
        name = rbnames.environment(value.name)
        marks = value.marks
        if name == jsnames.ENVIRONMENT:
            marks |= {(ENV, "environment")}
        elif rbnames.ASKED.match(name):
            marks |= {(REQUEST, name)}
        text = "~" if rbnames.HOME.fullmatch(name) else value.text
        return Value(text, name, marks, value.many, value.made)

    def _element(self, node: Node) -> Value:
        base = self.value(node.child_by_field_name("object"))
        keys = [self.value(child) for child in node.named_children[1:]]
        key = keys[0].text if keys else None
        name = f"{base.name}.{key}" if key is not None and base.name else base.name
        marks = base.marks
        if base.name == jsnames.ENVIRONMENT and not SECRET_NAME.search(key or ""):
            marks = frozenset(mark for mark in marks if mark[0] != ENV)
        return self._known(Value(None, name, marks))

    def _binary(self, node: Node) -> Value:
        left = self.value(node.child_by_field_name("left"))
        right = self.value(node.child_by_field_name("right"))
        operator = self._text(node.child_by_field_name("operator"))
        if operator == "+":
            whole = added(left, right)
            return Value(whole.text, "", whole.marks | private(whole.text or ""), made=True)
        if operator == "<<":
            self._judged(Call(jsnames.SENDS, "write", left, [right], {}, made=False))
        return Value(marks=left.marks | right.marks)

    def _array(self, node: Node) -> Value:
        many = tuple(self.value(child) for child in node.named_children[:512])
        return Value(None, "", marks_of(many), many)

    def _assigned(self, node: Node) -> Value:
        value = self.value(node.child_by_field_name("right"))
        left = node.child_by_field_name("left")
        if left is None:
            return value
        if node.type == "operator_assignment":
            value = added(self.value(left), value)
        for target in left.named_children if left.type == "left_assignment_list" else [left]:
            self._names[self._text(target)] = value
        return value

    def _call(self, node: Node) -> Value:
        receiver = node.child_by_field_name("receiver")
        base = self.value(receiver)
        method = self._text(node.child_by_field_name("method"))
        listed = node.child_by_field_name("arguments")
        given = [self.value(one) for one in listed.named_children] if listed is not None else []
        full = f"{base.name}.{method}" if receiver is not None else method
        call = Call(rbnames.told(full), method, base, given, {}, made=base.made)
        result = self._result(call, full)
        self._block(node.child_by_field_name("block"), result)
        return result

    def _block(self, node: Node | None, given: Value) -> None:
        """Read a block whose parameters are what its call gives it."""
        if node is None:
            return
        parameters = node.child_by_field_name("parameters")
        for one in parameters.named_children if parameters is not None else ():
            self._names[self._text(one)] = Value(None, given.name, given.marks)
        self.value(node.child_by_field_name("body"))

    def _result(self, call: Call, full: str) -> Value:
        """Judge a call and return what it gives back."""
        if call.name == rbnames.SENT and call.given and call.given[0].text:
            named = Call(
                rbnames.told(call.given[0].text), "", call.base, call.given[1:], {}, made=True
            )
            self._judged(named)
            return Value(name=call.given[0].text, made=True)
        if call.name == jsnames.REQUIRES and call.given:
            return Value(name=call.given[0].text or "", made=True)
        if call.name == jsnames.SENDS and call.base.came("file"):
            call = Call("write", "write", call.base, call.given, {}, made=False)
        elif call.name == jsnames.WRITES:
            file = Value(None, "file", frozenset({("file", call.first)}))
            call = Call("write", "write", file, call.given[1:2], {}, made=False)
        if not (call.name == jsnames.FETCHES and full == "open" and "://" not in call.first):
            self._judged(call)
        return self._made(call, full)

    def _made(self, call: Call, full: str) -> Value:
        """Return what a call gives back, by its name and what it is given."""
        marks = call.marks
        if call.name == jsnames.READS or (full == "open" and "://" not in call.first):
            return opened(call, marks)
        if call.name == jsnames.JOINS:
            path = path_of(call)
            return Value(path, "path", marks | private(path))
        if call.name == jsnames.FETCHES or (
            call.base.name == "URI" and call.method in ("read", "open")
        ):
            url = call.first or call.base.text or ""
            return Value(None, "net", marks | {(NET, url)})
        if full in ("URI", "URI.parse"):
            return Value(call.first, "URI", marks)
        return self._known(_text(call, full, marks))

    NODES: ClassVar[dict[str, Callable[[Any, Node], Value]]] = {
        "string": _string,
        "heredoc_body": _string,
        "integer": _literal,
        "simple_symbol": _literal,
        "subshell": _ran,
        "identifier": _name,
        "constant": _name,
        "scope_resolution": _name,
        "global_variable": _name,
        "instance_variable": _name,
        "element_reference": _element,
        "binary": _binary,
        "array": _array,
        "assignment": _assigned,
        "operator_assignment": _assigned,
        "call": _call,
    }


def _text(call: Call, full: str, marks: Marks) -> Value:
    """Return the text that a call makes of texts: decoded, turned round, joined."""
    base, first = call.base, call.first
    maker = _DECODERS.get(call.method)
    if maker is not None and (base.name == "Base64" or base.many or base.text is not None):
        return Value(maker(base, first), "", marks | {(CODED, "")}, made=True)
    if call.method == "join" and base.many and all(one.text is not None for one in base.many):
        return Value(first.join(one.text or "" for one in base.many), "", marks, made=True)
    if call.method in _SAME and base.text is not None and base.name != "URI":
        return Value(base.text, "", marks, made=base.made)
    return Value(None, full, marks)


def _packed(base: Value, form: str) -> str | None:
    return _decoded(base.many[0].text or "" if base.many else base.text or "", form)


def _swapped(base: Value, form: str) -> str | None:
    return codecs.encode(base.text or "", "rot13") if form.lower().startswith("a-z") else base.text


def _decoded(text: str, form: str) -> str | None:
    """Return what `pack` and `unpack` make of base64 or hexadecimal text, or None."""
    try:
        if form.startswith("H"):
            return bytes.fromhex(text).decode("utf-8", "replace")
        return base64_text("".join(text.split()))
    except (ValueError, binascii.Error):
        return None


_SAME = frozenset({"to_s", "strip", "chomp", "freeze", "dup", "to_str"})
_DECODERS: dict[str, Callable[[Value, str], str | None]] = {
    "decode64": lambda _, given: _decoded(given, "m"),
    "strict_decode64": lambda _, given: _decoded(given, "m"),
    "urlsafe_decode64": lambda _, given: _decoded(given, "m"),
    "pack": _packed,
    "unpack": _packed,
    "unpack1": _packed,
    "reverse": lambda base, _: (base.text or "")[::-1],
    "tr": _swapped,
}
