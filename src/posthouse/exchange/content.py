"""An answer that is no JSON of its dialect: a file's contents, a batch's results, captions, bytes.

What is text is inspected and restored, a batch's results line by line with the calls in them;
what is no text passes as it is, and the receipt says that it was not examined.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from posthouse.exchange.collected import Collected
from posthouse.exchange.restoring import restore_tree
from posthouse.exchange.stages.inspect import inspect_call, inspect_whole, refused, witnessed
from posthouse.exchange.stages.restore import restore_whole
from posthouse.exchange.stages.withhold import withhold_whole
from posthouse.exchange.state import Case
from posthouse.model.batch import Consumed
from posthouse.model.errors import BadRequest
from posthouse.wire.document import parse, write
from posthouse.wire.fields import Kind
from posthouse.wire.media import text_of
from posthouse.wire.wire import Line, ToolCall


class ContentAnswer:
    """Collects a body and gives it back examined. Raises UpstreamFault if it is too large."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._collected = Collected(case.facts.limits.max_answer)
        self._read = False
        self._body = b""
        self._lines: list[tuple[Any, Line]] = []
        self._stopped: list[tuple[Line, ToolCall]] = []

    def feed(self, data: bytes) -> bytes:
        """Keep the data: nothing goes on before the whole was examined."""
        self._collected.take(data)
        return b""

    def examine(self) -> None:
        """Read the whole answer and judge the tool calls of a batch's results."""
        if self._read:
            return
        self._read = True
        self._body = self._collected.whole()
        results = self._case.wire.results
        if results is None:
            return
        self._lines = [(tree, results(tree)) for tree in _json_lines(self._body)]
        self._case.consumed = _consumed([line for _, line in self._lines])
        for _, line in self._lines:
            if line.wire is not None:
                for call in line.wire.calls(line.inner):
                    if not inspect_call(self._case, call).passes:
                        self._stopped.append((line, call))

    def decide(self, approved: Collection[str]) -> None:
        """Block what has to be, and what was asked about and not approved, by their incidents."""
        witnessed(self._case, None)
        for line, call in self._stopped:
            notice = refused(self._case, call, approved)
            if notice is not None and line.wire is not None:
                line.wire.block(line.inner, call.key, notice)
        self._stopped = []

    def end(self) -> bytes:
        """Return the answer's bytes for the client. What nobody approved is blocked."""
        self.examine()
        self.decide(())
        case = self._case
        if self._lines:
            for number, (tree, line) in enumerate(self._lines):
                case.heard += restore_tree(case, tree, line.table, f"line {number}")
            return b"".join(write(tree) + b"\n" for tree, _ in self._lines)
        text = text_of(self._body)
        if text is None:
            case.unexamined_answer = True
            return self._body
        case.heard += len(self._body)
        shown = withhold_whole(case, inspect_whole(case, "content", text))
        return restore_whole(case, Kind.TEXT, shown).encode()


class PassingAnswer:
    """Bytes that nobody examines, such as speech, as they come."""

    def __init__(self, case: Case) -> None:
        case.unexamined_answer = True

    def feed(self, data: bytes) -> bytes:
        """Return the data."""
        return data

    def examine(self) -> None:
        """Do nothing: there is no text in it."""

    def decide(self, approved: Collection[str]) -> None:
        """Do nothing: there are no calls in it."""

    def end(self) -> bytes:
        """Return nothing more."""
        return b""


def _consumed(lines: list[Line]) -> Consumed | None:
    """Return what the answers of a batch tell that they used; None where none tells anything."""
    answers = [(line.wire, line.inner) for line in lines if line.wire is not None]
    used = tuple((wire.claimed(inner), wire.usage(inner)) for wire, inner in answers)
    return Consumed(used) if any(usage.total for _, usage in used) else None


def _json_lines(body: bytes) -> list[Any]:
    """Return the objects of JSON lines; none where a line is anything else."""
    found = []
    for line in body.split(b"\n"):
        if line.strip():
            try:
                tree = parse(line)
            except BadRequest:
                return []
            if not isinstance(tree, dict):
                return []
            found.append(tree)
    return found
