"""JavaScript and TypeScript as facts, by the grammar of tree-sitter-typescript (its TSX dialect reads
both): strings put together, names followed to their modules, what calls are given.

Values are followed as far as the text alone decides them: a download through callbacks and promises,
credentials, the environment, a web request. Nothing is run. Bounded in size, steps, nodes and depth.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading import jsnames, jstext
from posthouse.inspection.reading.jscalls import as_list, made
from posthouse.inspection.reading.pynames import SECRET_NAME
from posthouse.inspection.reading.pyvalues import (
    CODED,
    ENV,
    NET,
    NOTHING,
    REQUEST,
    SECRET,
    Call,
    Value,
    added,
    private,
)
from posthouse.inspection.reading.walking import LONGEST, Walker, marks_of

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_MOST_MEMBERS = 512
_DATA = "data:"


@cache
def _parser() -> Parser:
    import tree_sitter
    import tree_sitter_typescript

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_typescript.language_tsx()))


def javascript_facts(code: str, shell: Callable[[str], None]) -> list[Fact]:
    """Return what JavaScript or TypeScript does; `shell` reads the commands in it."""
    if jsnames.SINKS.search(code[:LONGEST]) is None:
        return []
    return _Reader(_parser(), shell).program(code).deeds.facts


class _Reader(Walker):
    """Walks one tree in the order of its text; knows what names stand for so far."""

    def _string(self, node: Node) -> Value:
        value = self._pieces(node, "template_substitution", jstext.unescaped)
        secret = value.came(SECRET)
        if secret is not None and (value.text or "").startswith("http"):
            self.deeds.facts.append(Fact(Kind.SEND_SECRET, value.text or "", secret))
        return value

    def _literal(self, node: Node) -> Value:
        return Value(self._text(node))

    def _name(self, node: Node) -> Value:
        name = self._text(node)
        return self._names.get(name) or self._known(Value(name=name))

    def _member(self, node: Node) -> Value:
        base = self.value(node.child_by_field_name("object"))
        key = self._key(node)
        if base.many is not None and key.text is not None and key.text.isdigit():
            at = int(key.text)
            return base.many[at] if at < len(base.many) else NOTHING
        return self._of(base, key)

    def _key(self, node: Node) -> Value:
        """Return the key by which a member is taken."""
        if node.type == "member_expression":
            return Value(self._text(node.child_by_field_name("property")))
        return self.value(node.child_by_field_name("index"))

    def _of(self, base: Value, key: Value) -> Value:
        """Return a member of a value by its key."""
        if key.text is None:
            return Value(None, base.name, base.marks | key.marks)
        name = f"{base.name}.{key.text}" if base.name else f".{key.text}"
        return self._known(Value(None, name, base.marks, made=base.made or key.made))

    def _known(self, value: Value) -> Value:
        """Mark what a dotted name stands for by itself."""
        name = jsnames.plain_name(value.name)
        marks = value.marks
        if name.startswith(("process.env", jsnames.ENVIRONMENT)):
            name = name.replace("process.env", jsnames.ENVIRONMENT, 1)
            if name == jsnames.ENVIRONMENT or SECRET_NAME.search(name):
                marks |= {(ENV, "environment")}
            else:
                marks = frozenset(mark for mark in marks if mark[0] != ENV)
        elif jsnames.ASKED.match(name):
            marks |= {(REQUEST, name)}
        if jsnames.BROWSER.match(name):
            marks |= {(SECRET, name)}
        text = "~" if jsnames.HOME.fullmatch(name) else None
        return Value(text, name, marks, value.many, value.made)

    def _binary(self, node: Node) -> Value:
        left = self.value(node.child_by_field_name("left"))
        right = self.value(node.child_by_field_name("right"))
        operator = self._text(node.child_by_field_name("operator"))
        if operator in ("||", "??"):
            return left if left.text is not None or left.name else right
        if operator == "+":
            whole = added(left, right)
            return Value(whole.text, "", whole.marks | private(whole.text or ""), made=True)
        return Value(marks=left.marks | right.marks)

    def _sequence(self, node: Node) -> Value:
        return [self.value(child) for child in node.named_children][-1]

    def _array(self, node: Node) -> Value:
        many = tuple(self.value(child) for child in node.named_children[:_MOST_MEMBERS])
        return Value(None, "", marks_of(many), many)

    def _object(self, node: Node) -> Value:
        return Value(marks=marks_of(list(self._members(node).values())))

    def _members(self, node: Node) -> dict[str, Value]:
        """Return an object's members by their keys."""
        found: dict[str, Value] = {}
        for child in node.named_children:
            if child.type == "pair":
                key = self._text(child.child_by_field_name("key")).strip("\"'")
                found[key] = self.value(child.child_by_field_name("value"))
            elif child.type == "shorthand_property_identifier":
                found[self._text(child)] = self._name(child)
            else:
                found[f"*{len(found)}"] = self.value(child)
        return found

    def _declared(self, node: Node) -> Value:
        self._bind(node.child_by_field_name("name"), self.value(node.child_by_field_name("value")))
        return NOTHING

    def _assigned(self, node: Node) -> Value:
        value = self.value(node.child_by_field_name("right"))
        target = node.child_by_field_name("left")
        if node.type == "augmented_assignment_expression":
            value = added(self.value(target), value)
        self._bind(target, value)
        return value

    def _bind(self, target: Node | None, value: Value) -> None:
        """Let a name, or the names of a pattern, stand for a value."""
        if target is None:
            return
        if target.type in ("identifier", "shorthand_property_identifier_pattern"):
            self._names[self._text(target)] = value
        elif target.type == "object_pattern":
            for child in target.named_children:
                key = child.child_by_field_name("key") or child
                into = child.child_by_field_name("value") or child
                self._bind(into, self._of(value, Value(self._text(key))))
        elif target.type == "array_pattern":
            for child in target.named_children:
                self._bind(child, Value(marks=value.marks))
        elif target.type in _PARAMETERS and target.named_children:
            self._bind(target.named_children[0], value)

    def _imported(self, node: Node) -> Value:
        source = self.value(node.child_by_field_name("source"))
        module = jsnames.MODULE.sub("", source.text or "")
        self._loaded(source)
        for clause in node.named_children:
            if clause.type == "import_clause":
                for part in clause.named_children:
                    self._names_of(part, module)
        return NOTHING

    def _names_of(self, part: Node, module: str) -> None:
        if part.type == "identifier":
            self._names[self._text(part)] = Value(name=module)
        elif part.type == "namespace_import":
            self._names[self._text(part.named_children[0])] = Value(name=module)
        for one in part.named_children if part.type == "named_imports" else ():
            name = self._text(one.child_by_field_name("name"))
            alias = self._text(one.child_by_field_name("alias")) or name
            self._names[alias] = Value(name=f"{module}.{name}")

    def _loaded(self, source: Value) -> Value:
        """Return a module that is loaded; one from an address or from data is code that is run."""
        text = source.text or ""
        if text.startswith(("http://", "https://")):
            self._evaluated(Value(marks=frozenset({(NET, text)})))
        elif text.startswith(_DATA):
            head, _, body = text.partition(",")
            inner = jstext.decoded("atob" if "base64" in head else "unescape", [body])
            self._evaluated(Value(inner, "", frozenset({(CODED, "")})))
        name = jsnames.MODULE.sub("", text)
        return Value(None, name, source.marks, made=source.made)

    def _evaluated(self, value: Value) -> None:
        self.deeds.judge(Call(jsnames.EVALUATES, "", NOTHING, [value], {}, made=False))

    def _function(self, node: Node) -> Value:
        return self._called_back(node, NOTHING)

    def _called_back(self, node: Node, given: Value) -> Value:
        """Read a function whose parameters came from what its caller got; return what it returns."""
        single = node.child_by_field_name("parameter")
        listed = node.child_by_field_name("parameters")
        parameters = [single] if single is not None else listed.named_children if listed else []
        outside = dict(self._names)
        for one in parameters:
            self._bind(one, Value(name=self._text(one)) if given is NOTHING else given)
        own = set(self._names) - set(outside)
        value = self.value(node.child_by_field_name("body"))
        for name in own | {self._text(one) for one in parameters}:
            self._names.pop(name, None)
            if name in outside:
                self._names[name] = outside[name]
        return Value(value.text, "function", value.marks, value.many, value.made)

    def _call(self, node: Node) -> Value:
        target = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        base, method = NOTHING, ""
        if target is not None and target.type in ("member_expression", "subscript_expression"):
            base = self.value(target.child_by_field_name("object"))
            function = self._of(base, self._key(target))
            method = function.name.rsplit(".", 1)[-1]
        else:
            function = self.value(target)
        given, named, functions = self._given(node.child_by_field_name("arguments"))
        name = jsnames.told(jsnames.plain_name(function.name) or method)
        call = Call(name, method, base, as_list(name, given), named, function.made)
        result = self._result(call, function)
        for one in functions:
            result = self._back(one, call, result)
        return result

    def _given(self, node: Node | None) -> tuple[list[Value], dict[str, Value], list[Node]]:
        """Return what a call is given: values in their order, members of objects, functions."""
        if node is None:
            return [], {}, []
        if node.type == "template_string":
            return [self._string(node)], {}, []
        given: list[Value] = []
        named: dict[str, Value] = {}
        functions: list[Node] = []
        for child in node.named_children[:_MOST_MEMBERS]:
            if child.type == "object":
                named.update(self._members(child))
            elif child.type in _FUNCTIONS:
                functions.append(child)
            else:
                given.append(self.value(child))
        return given, named, functions

    def _back(self, function: Node, call: Call, result: Value) -> Value:
        """Read a function that a call is given; return what the call then gives back."""
        members = call.base.many if call.method == "map" else None
        if members:
            made = tuple(self._called_back(function, one) for one in members[:_MOST_MEMBERS])
            return Value(None, "", marks_of(made), made, made=True)
        marks = frozenset(
            mark for mark in result.marks | call.base.marks if mark[0] in (NET, REQUEST)
        )
        name = call.base.name if call.method == "then" else ""
        got = Value(None, name, marks) if marks or name else NOTHING
        inner = self._called_back(function, got)
        if call.method in ("then", "catch", "finally", "map", "flatMap"):
            return Value(inner.text, "", inner.marks | marks, inner.many, inner.made)
        return Value(None, result.name, result.marks | marks)

    def _result(self, call: Call, function: Value) -> Value:
        """Judge a call and return what it gives back."""
        if call.name == jsnames.REQUIRES:
            return self._loaded(call.given[0]) if call.given else NOTHING
        if call.method == "then" and call.given and call.given[0].name:
            inner = jsnames.told(jsnames.plain_name(call.given[0].name))
            call = Call(inner, "", NOTHING, [Value(marks=call.base.marks)], {}, made=False)
        if (
            call.name == jsnames.SENDS
            and not call.base.came(NET)
            and "eacon" not in call.name + call.method
        ):
            call = Call(
                f".{call.method}", call.method, call.base, call.given, call.named, call.made
            )
        if call.name == jsnames.EVALUATES and call.first.startswith("http"):
            self._evaluated(Value(marks=frozenset({(NET, call.first)})))
        if call.name == jsnames.WRITES:
            return self._written(call)
        self.deeds.judge(call)
        return made(call, function)

    def _written(self, call: Call) -> Value:
        file = Value(None, "file", frozenset({("file", call.first)}))
        self.deeds.judge(Call("write", "write", file, call.given[1:2], {}, made=False))
        return Value(None, "file", file.marks)

    ASIDE = Walker.ASIDE | {"type_annotation", "interface_declaration", "type_alias_declaration"}
    NODES: ClassVar[dict[str, Callable[[Any, Node], Value]]] = {
        "string": _string,
        "template_string": _string,
        "number": _literal,
        "identifier": _name,
        "this": _name,
        "import": _name,
        "member_expression": _member,
        "subscript_expression": _member,
        "binary_expression": _binary,
        "sequence_expression": _sequence,
        "array": _array,
        "object": _object,
        "variable_declarator": _declared,
        "assignment_expression": _assigned,
        "augmented_assignment_expression": _assigned,
        "import_statement": _imported,
        "call_expression": _call,
        "new_expression": _call,
        "arrow_function": _function,
        "function_expression": _function,
        "function_declaration": _function,
        "method_definition": _function,
    }


_PARAMETERS = frozenset({"required_parameter", "optional_parameter", "parenthesized_expression", "assignment_pattern", "rest_pattern"})  # fmt: skip
_FUNCTIONS = frozenset({"arrow_function", "function_expression", "function_declaration"})
