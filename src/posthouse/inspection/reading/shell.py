"""A shell's text as its commands, by the grammar of tree-sitter-bash.

Bounded: so many bytes, so deep, so many commands. What the grammar cannot read is still walked for
the commands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.layers import output, unescaped

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

LONGEST = 32_768
_DEEPEST = 48
_MOST = 1_000
_MOST_STEPS = 600
_MOST_PIPES = 500
_BLOCK = 4_096
_WIDEST = 8
_LONGEST_PIPE = 64
_LONGEST_VALUE = 4_096
_SPLIT = "\x00"
_BRACED = re.compile(r"\{([^{}\s]*,[^{}\s]*)\}")
_CUT: dict[str, Callable[[str], str]] = {
    "raw_string": lambda raw: raw[1:-1],
    "ansi_c_string": lambda raw: unescaped(raw[2:-1]),
}
_STATEMENTS = frozenset({"command", "pipeline", "redirected_statement", "variable_assignment"})


@cache
def _parser() -> Parser:
    import tree_sitter
    import tree_sitter_bash

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))


class Tangled(Exception):
    """The grammar would take too long over a text."""


def commands(text: str, values: dict[str, str] | None = None) -> list[Command]:
    """Return the commands of a text in the order in which they stand, nested ones included.

    `values` are the variables known so far; those that the text sets are added.
    """
    reader = _Reader(text.encode("utf-8", "replace")[:LONGEST], values)
    if reader.source.count(b"|") > _MOST_PIPES:
        raise Tangled
    reader.statement(parsed(_parser(), reader.source, _MOST_STEPS), 0)
    return reader.found


def parsed(parser: Parser, source: bytes, most_steps: int) -> Node:
    """Return the root of a source's tree. Raises Tangled where that takes more steps."""
    steps = 0

    def too_long(*_: object) -> bool:
        nonlocal steps
        steps += 1
        return steps > most_steps

    try:
        tree = parser.parse(lambda at, _: source[at : at + _BLOCK], progress_callback=too_long)
    except ValueError:
        parser.reset()
        raise Tangled from None
    return tree.root_node


class _Reader:
    """Walks one tree; knows the variables set so far."""

    def __init__(self, source: bytes, values: dict[str, str] | None = None) -> None:
        self.source = source
        self.found: list[Command] = []
        self._reads: list[Command] = []
        self.values: dict[str, str] = {} if values is None else values

    def statement(self, node: Node, depth: int) -> list[Command]:
        """Read whatever stands here; return the commands whose output it lets out."""
        if depth > _DEEPEST or len(self.found) > _MOST:
            return []
        kind = node.type
        if kind == "command":
            return [self._kept(self._command(node, depth))]
        if kind == "pipeline":
            return self._pipeline(node, depth)
        if kind == "redirected_statement":
            return self._redirected(node, depth)
        if kind == "variable_assignment":
            self._assign(node, depth)
            return []
        if kind == "for_statement":
            self._looped(node)
        return [
            found for child in node.named_children for found in self.statement(child, depth + 1)
        ]

    def _kept(self, command: Command) -> Command:
        self.found.append(command)
        return command

    def _pipeline(self, node: Node, depth: int) -> list[Command]:
        before: list[Command] = []
        for child in node.named_children[:_LONGEST_PIPE]:
            mark = len(self.found)
            heads = self.statement(child, depth + 1)
            before = self._fed(heads, before[-_WIDEST:], mark) if before else heads
        return before

    def _fed(self, heads: list[Command], before: list[Command], mark: int) -> list[Command]:
        """Give commands read since `mark` the output of those before them."""
        fed = []
        for head in heads:
            new = head if head.before else replace(head, before=tuple(before))
            for at in range(mark, min(len(self.found), mark + _LONGEST_PIPE)):
                if self.found[at] is head:
                    self.found[at] = new
            fed.append(new)
        return fed

    def _redirected(self, node: Node, depth: int) -> list[Command]:
        mark = len(self.found)
        body = node.child_by_field_name("body")
        heads = self.statement(body, depth + 1) if body is not None else []
        self._reads = []
        writes, text, piped = self._redirects(node, depth)
        reads = self._reads
        adds = writes if ">>" in self._raw(node).split("\n", 1)[0] else ()
        if not heads and writes:
            heads = [self._kept(Command(("cat",)))]
        changed = []
        for head in heads[-_WIDEST * 4 :]:
            new = replace(
                head,
                before=head.before or tuple(reads),
                writes=(*head.writes, *writes),
                adds=adds,
                text=head.text or text,
            )
            self.found[mark:] = [new if old is head else old for old in self.found[mark:]]
            changed.append(new)
        for follower in piped:
            follower_mark = len(self.found)
            changed = self._fed(self.statement(follower, depth + 1), changed, follower_mark)
        return changed

    def _redirects(self, node: Node, depth: int) -> tuple[tuple[str, ...], str, list[Node]]:
        writes: list[str] = []
        text, piped = "", []
        for child in node.named_children:
            if child.type == "file_redirect":
                target = child.child_by_field_name("destination")
                raw = self._raw(child)
                inner: list[Command] = []
                name = self._word(target, depth, inner) if target is not None else ""
                if ">" in raw or "/dev/tcp" in name:
                    writes.append(name)
                elif raw.startswith("<"):
                    self._reads.append(Command(("cat", name), inner=tuple(inner)))
            elif child.type == "herestring_redirect":
                text = self._herestring(child, depth)
            elif child.type == "heredoc_redirect":
                text, more, after = self._heredoc(child, depth)
                writes += more
                piped += after
        return tuple(writes), text, piped

    def _heredoc(self, node: Node, depth: int) -> tuple[str, list[str], list[Node]]:
        text, writes, piped = "", [], []
        for child in node.named_children:
            if child.type == "heredoc_body":
                text = self._raw(child)
            elif child.type == "file_redirect":
                target = child.child_by_field_name("destination")
                writes.append(self._word(target, depth, []) if target is not None else "")
            elif child.type in _STATEMENTS or child.type == "list":
                piped.append(child)
        return text, writes, piped

    def _herestring(self, node: Node, depth: int) -> str:
        return " ".join(self._word(child, depth, []) for child in node.named_children)

    def _command(self, node: Node, depth: int) -> Command:
        words: list[str] = []
        inner: list[Command] = []
        env: list[tuple[str, str]] = []
        text = ""
        for child in node.named_children:
            if child.type == "variable_assignment":
                env.append(self._assign(child, depth))
            elif child.type == "herestring_redirect":
                text = " ".join(self._word(part, depth, inner) for part in child.named_children)
            elif child.type not in ("file_redirect", "heredoc_redirect", "comment"):
                words += _split(self._word(child, depth, inner))
        return Command(tuple(words), inner=tuple(inner), text=text, env=tuple(env))

    def _looped(self, node: Node) -> None:
        """Let a loop's variable stand for the first of its words, if that is plain."""
        name, value = node.child_by_field_name("variable"), node.child_by_field_name("value")
        if name is not None:
            plain = value is not None and value.type in ("word", "number", "raw_string")
            first = self._raw(value).strip("'") if plain and value is not None else ""
            self.values.pop(self._raw(name), None)
            if first and not re.search(r"[*?\[{]", first):
                self.values[self._raw(name)] = first

    def _assign(self, node: Node, depth: int) -> tuple[str, str]:
        inner: list[Command] = []
        name = node.child_by_field_name("name")
        value = node.child_by_field_name("value")
        key = self._raw(name) if name is not None else ""
        text = self._word(value, depth, inner).replace(_SPLIT, " ") if value is not None else ""
        text = text[:_LONGEST_VALUE]
        self.values[key] = text
        self._kept(Command(("export", f"{key}={text}"), (), tuple(inner)))
        return key, text

    def _word(self, node: Node, depth: int, inner: list[Command], *, quoted: bool = False) -> str:
        """Return a word's text; commands whose output stands in it are added to `inner`."""
        kind = node.type
        cut = _CUT.get(kind)
        if cut is not None or depth > _DEEPEST:
            return cut(self._raw(node)) if cut is not None else self._raw(node)
        if kind in ("simple_expansion", "expansion"):
            return self._variable(node, quoted=quoted)
        if kind in ("command_substitution", "process_substitution"):
            return self._substituted(node, depth, inner, quoted=quoted)
        if not node.named_children:
            raw = self._raw(node)
            return raw if quoted and kind != "string" else _bare(raw)
        return self._joined(node, depth, inner, quoted=quoted or kind == "string")

    def _joined(self, node: Node, depth: int, inner: list[Command], *, quoted: bool) -> str:
        """Return the texts of a node's parts, and what stands between them."""
        string = node.type == "string"
        at = node.start_byte + string
        end = node.end_byte - string
        parts = []
        for child in node.named_children:
            parts.append(self._between(at, child.start_byte))
            parts.append(self._word(child, depth + 1, inner, quoted=quoted))
            at = child.end_byte
        parts.append(self._between(at, end))
        return "".join(parts)

    def _between(self, start: int, end: int) -> str:
        return self.source[start:end].decode("utf-8", "replace") if end > start else ""

    def _variable(self, node: Node, *, quoted: bool) -> str:
        raw = self._raw(node)
        name = re.sub(r"\W.*", "", raw.lstrip("${!#"), flags=re.DOTALL)
        if name == "IFS":
            return _SPLIT
        value = self.values.get(name)
        between = self.values.get("IFS", "")
        if value is not None and len(between) == 1 and not quoted:
            value = value.replace(between, " ")
        if value is None or (raw.startswith("${") and raw != f"${{{name}}}"):
            return raw
        return value if quoted else re.sub(r"\s+", _SPLIT, value)

    def _substituted(self, node: Node, depth: int, inner: list[Command], *, quoted: bool) -> str:
        heads = [head for child in node.named_children for head in self.statement(child, depth + 1)]
        inner += heads
        shown = output(heads[-1]) if heads and node.type == "command_substitution" else None
        if shown is None:
            return self._raw(node)
        shown = shown.strip("\n")
        return shown if quoted else re.sub(r"\s+", _SPLIT, shown)

    def _raw(self, node: Node) -> str:
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _bare(raw: str) -> str:
    """Return an unquoted word without its backslashes."""
    if raw[:1] == '"' and raw[-1:] == '"':
        raw = raw[1:-1]
    return re.sub(r"\\\n|\\(.)", r"\1", raw) if "\\" in raw else raw


def _split(word: str) -> list[str]:
    """Return the words one word becomes: by expansion of a variable or of braces."""
    braced = _BRACED.fullmatch(word)
    if braced:
        return braced[1].split(",")
    return [part for part in word.split(_SPLIT) if part] if _SPLIT in word else [word]
