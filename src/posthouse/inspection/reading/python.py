"""Python source as facts, by its own grammar: strings put together, names followed to their modules.

Values are followed as far as the text alone decides them: what a call is given, what it came from
(a download, credentials, the environment, a web request). Nothing is run. Bounded in size, in nodes
and in depth; what does not parse is left to the patterns of `code`.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Sequence
from typing import ClassVar

from posthouse.inspection.facts import Fact
from posthouse.inspection.reading.pycalls import Deeds
from posthouse.inspection.reading.pynames import (
    ASKED,
    FETCHES,
    MAGIC,
    ROUTE,
    SECRET_NAME,
)
from posthouse.inspection.reading.pytext import folded
from posthouse.inspection.reading.pyvalues import (
    ENV,
    NET,
    NOTHING,
    REQUEST,
    Call,
    Marks,
    Value,
    added,
    filled,
    made_text,
    opened,
    path_of,
    private,
)

_LONGEST = 65_536
_MOST_NODES = 12_000
_DEEPEST = 40
_MOST_WITHIN = 4
_MOST_MEMBERS = 512
_MOST_ENTRIES = 24


def python_facts(code: str, shell: Callable[[str], None]) -> list[Fact] | None:
    """Return what Python source does; None where it is no Python. `shell` reads its commands."""
    if not any(sign in code for sign in "=(!"):
        return None
    lines = [match["line"] for match in MAGIC.finditer(code[:_LONGEST])]
    tree = _tree(MAGIC.sub("", code[:_LONGEST]) if lines else code[:_LONGEST])
    if tree is None:
        return None
    for line in lines:
        shell(line)
    reader = _Reader(shell, 0)
    reader.body(tree.body)
    return reader.deeds.facts


def _variable(call: Call) -> Value | None:
    """Return a variable of the environment, marked where it is named like a secret."""
    if call.name not in ("os.getenv", "os.environ.get"):
        return None
    secret = SECRET_NAME.search(call.first)
    return Value(None, "", frozenset({(ENV, call.first)}) if secret else frozenset())


def _tree(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Reader:
    """Walks one tree in the order of its lines; knows what names stand for so far."""

    def __init__(self, shell: Callable[[str], None], within: int) -> None:
        self._shell = shell
        self.deeds = Deeds(shell, self._inside)
        self._within = within
        self._names: dict[str, Value] = {}
        self._nodes = 0
        self._functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        self._entries = 0
        self._depth = 0

    def body(self, statements: list[ast.stmt]) -> None:
        """Read statements one after the other."""
        for statement in statements:
            self._statement(statement)

    def _inside(self, code: str) -> list[Fact]:
        """Return what source code does that this one runs."""
        tree = _tree(code) if self._within < _MOST_WITHIN else None
        if tree is None:
            return []
        inner = _Reader(self._shell, self._within + 1)
        inner.body(tree.body)
        return inner.deeds.facts

    def _statement(self, node: ast.stmt) -> None:
        if self._nodes > _MOST_NODES or self._depth > _DEEPEST:
            return
        self._depth += 1
        reader = self.STATEMENTS.get(type(node))
        if reader is not None:
            reader(self, node)
        else:
            self._others(node)
        self._depth -= 1

    def _others(self, node: ast.AST) -> None:
        """Read whatever stands in a statement: expressions, then the statements within."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.value(child)
            elif isinstance(child, ast.stmt):
                self._statement(child)
            elif not isinstance(child, ast.expr_context):
                self._others(child)

    def _imported(self, node: ast.Import | ast.ImportFrom) -> None:
        module = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module else ""
        for alias in node.names:
            name = alias.name if module or alias.asname else alias.name.split(".")[0]
            self._names[alias.asname or name] = Value(name=module + name)

    def _assigned(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        if node.value is None:
            return
        value = self.value(node.value)
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(node, ast.AugAssign):
                value = added(self.value(target), value)
            self._bind(target, value)

    def _bind(self, target: ast.expr, value: Value) -> None:
        if isinstance(target, ast.Name):
            self._names[target.id] = value
        elif isinstance(target, ast.Tuple | ast.List):
            for part in target.elts:
                self._bind(part, Value(marks=value.marks))
        elif isinstance(target, ast.Attribute | ast.Subscript):
            self.value(target.value)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            value = self.value(item.context_expr)
            if item.optional_vars is not None:
                self._bind(item.optional_vars, value)
        self.body(node.body)

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        value = self.value(node.iter)
        self._bind(node.target, value.many[0] if value.many else Value(marks=value.marks))
        self.body(node.body + node.orelse)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        routed = any(
            isinstance(mark, ast.Call) and ROUTE.search(self.value(mark.func).name)
            for mark in node.decorator_list
        )
        marks = frozenset({(REQUEST, "argument")}) if routed else frozenset()
        self._functions[node.name] = node
        self._entered(node, [Value(marks=marks)] * len(node.args.args))

    def _entered(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, given: Sequence[Value]
    ) -> None:
        """Read a function's body with what it is given in the place of its arguments."""
        outside = dict(self._names)
        for argument in node.args.kwonlyargs:
            self._names[argument.arg] = NOTHING
        for argument, value in zip(node.args.args, given, strict=False):
            self._names[argument.arg] = value
        self.body(node.body)
        self._names = outside | {k: v for k, v in self._names.items() if k not in outside}

    def value(self, node: ast.expr) -> Value:
        """Return what is known of an expression; its calls are looked at on the way."""
        self._nodes += 1
        if self._nodes > _MOST_NODES or self._depth > _DEEPEST:
            return NOTHING
        self._depth += 1
        reader = self.EXPRESSIONS.get(type(node))
        value = reader(self, node) if reader is not None else self._joined(node)
        self._depth -= 1
        return value

    def _joined(self, node: ast.AST) -> Value:
        """Return what all parts of an expression came from."""
        marks: Marks = frozenset()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                marks |= self.value(child).marks
            elif isinstance(child, ast.comprehension):
                source = self.value(child.iter)
                self._bind(child.target, Value(marks=source.marks))
                marks |= source.marks
        return Value(marks=marks)

    def _comprehended(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Value:
        """Return the members where what they are made of is known: [chr(n) for n in [...]]."""
        source = self.value(node.generators[0].iter)
        members = source.many or tuple(Value(one) for one in (source.text or "")[:_MOST_MEMBERS])
        if len(node.generators) > 1 or not members:
            return self._joined(node)
        made = []
        for member in members[:_MOST_MEMBERS]:
            self._bind(node.generators[0].target, member)
            made.append(self.value(node.elt))
        return Value(None, "", source.marks | made[0].marks, tuple(made), made=True)

    def _constant(self, node: ast.Constant) -> Value:
        if isinstance(node.value, bytes):
            return Value(node.value.decode("latin-1"))
        return Value(node.value if isinstance(node.value, str) else str(node.value))

    def _name(self, node: ast.Name) -> Value:
        return self._names.get(node.id) or Value(name=node.id)

    def _attribute(self, node: ast.Attribute) -> Value:
        base = self.value(node.value)
        name = f"{base.name}.{node.attr}" if base.name else f".{node.attr}"
        return self._known(Value(None, name, base.marks, made=base.made), base.text)

    def _known(self, value: Value, text: str | None) -> Value:
        """Mark what a dotted name stands for by itself."""
        marks = value.marks
        if value.name in ("os.environ", "os.environb"):
            marks |= {(ENV, "environment")}
        elif ASKED.match(value.name):
            marks |= {(REQUEST, value.name)}
        return Value(text, value.name, marks, value.many, value.made)

    def _added(self, node: ast.BinOp) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(node.op, ast.Add):
            return added(left, right)
        if isinstance(node.op, ast.Div) and left.text is not None and right.text is not None:
            path = f"{left.text.rstrip('/')}/{right.text}"
            return Value(path, left.name, left.marks | private(path))
        if isinstance(node.op, ast.Mod) and left.text is not None:
            return Value(filled(left.text, right), "", left.marks | right.marks, made=True)
        return Value(marks=left.marks | right.marks)

    def _formatted(self, node: ast.JoinedStr) -> Value:
        value = Value("")
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            found = self.value(inner)
            shown = found if found.text is not None else Value("{}", "", found.marks)
            value = added(value, shown)
        return value

    def _listed(self, node: ast.List | ast.Tuple | ast.Set) -> Value:
        many = tuple(self.value(part) for part in node.elts[:256])
        marks = frozenset(mark for one in many for mark in one.marks)
        return Value(None, "", marks, many)

    def _sliced(self, node: ast.Subscript) -> Value:
        base = self.value(node.value)
        if base.text is not None and isinstance(node.slice, ast.Slice):
            return Value(
                folded(base.text, ast.unparse(node.slice)), base.name, base.marks, made=True
            )
        key = NOTHING if isinstance(node.slice, ast.Slice) else self.value(node.slice)
        if base.name == "os.environ":
            secret = SECRET_NAME.search(key.text or "")
            return Value(None, "", base.marks if secret else frozenset())
        name = f"{base.name}.{key.text}" if key.text and base.name else base.name
        return Value(None, name, base.marks)

    def _call(self, node: ast.Call) -> Value:
        given = [self.value(part) for part in node.args]
        if isinstance(node.func, ast.Lambda):
            for argument, value in zip(node.func.args.args, given, strict=False):
                self._names[argument.arg] = value
            return self.value(node.func.body)
        function = self.value(node.func)
        own = self._functions.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if own is not None and given and self._entries < _MOST_ENTRIES:
            self._entries += 1
            self._entered(own, given)
        named = {word.arg or "**": self.value(word.value) for word in node.keywords}
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        base = self.value(node.func.value) if isinstance(node.func, ast.Attribute) else NOTHING
        call = Call(function.name, method, base, given, named, function.made)
        self.deeds.judge(call)
        return self._result(call)

    def _result(self, call: Call) -> Value:
        """Return what a call gives back."""
        marks = call.marks
        if call.name in ("__import__", "importlib.import_module") and call.first:
            return Value(None, call.first, marks, made=call.given[0].made)
        if call.name == "getattr" and len(call.given) > 1 and call.given[1].text is not None:
            name = f"{call.given[0].name}.{call.given[1].text}"
            return self._known(Value(None, name, marks, made=True), None)
        if call.name in ("open", "io.open", "codecs.open"):
            return opened(call, marks)
        if (
            call.name.endswith(("pathlib.Path", "Path.home", "expanduser", "os.path.join"))
            or call.name == "Path"
        ):
            return Value(path_of(call), "path", marks | private(path_of(call)))
        if FETCHES.fullmatch(call.name):
            told = (call.base.came(NET) or "") if call.method.startswith("recv") else call.first
            return Value(None, call.name, marks | {(NET, told)})
        return _variable(call) or made_text(call, marks)

    STATEMENTS: ClassVar[dict[type, Callable[..., None]]] = {
        ast.Import: _imported,
        ast.ImportFrom: _imported,
        ast.Assign: _assigned,
        ast.AnnAssign: _assigned,
        ast.AugAssign: _assigned,
        ast.With: _with,
        ast.AsyncWith: _with,
        ast.For: _for,
        ast.AsyncFor: _for,
        ast.FunctionDef: _function,
        ast.AsyncFunctionDef: _function,
    }
    EXPRESSIONS: ClassVar[dict[type, Callable[..., Value]]] = {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.Attribute: _attribute,
        ast.BinOp: _added,
        ast.JoinedStr: _formatted,
        ast.List: _listed,
        ast.Tuple: _listed,
        ast.Set: _listed,
        ast.Subscript: _sliced,
        ast.Call: _call,
        ast.ListComp: _comprehended,
        ast.GeneratorExp: _comprehended,
        ast.SetComp: _comprehended,
    }
