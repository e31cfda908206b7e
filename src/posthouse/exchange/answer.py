"""A whole answer: collected, inspected, restored and written again from its tree."""

from __future__ import annotations

from collections.abc import Collection, Container
from typing import Any

import orjson

from posthouse.exchange.collected import Collected
from posthouse.exchange.restoring import readable, restore_tree
from posthouse.exchange.stages.inspect import inspect_call, refused, witnessed
from posthouse.exchange.state import Case
from posthouse.exchange.stream import StreamAnswer
from posthouse.model.dialect import Act
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.wire.document import write
from posthouse.wire.sse import Cutter
from posthouse.wire.sse import event as as_event
from posthouse.wire.wire import ToolCall


class WholeAnswer:
    """Collects a body; `end` gives it back examined. Raises UpstreamFault if it cannot be read."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._collected = Collected(case.facts.limits.max_answer)
        self._tree: Any = None
        self._stopped: list[tuple[str, ToolCall]] = []
        self._streamed: StreamAnswer | None = None
        self._sent = b""
        self._read = False

    def feed(self, data: bytes) -> bytes:
        """Keep the data: nothing goes on before the whole was examined."""
        self._collected.take(data)
        return b""

    def examine(self) -> None:
        """Read the whole answer and judge its tool calls."""
        if self._read:
            return
        self._read = True
        body = self._collected.whole()
        if not body.strip() and self._case.endpoint.act is Act.END:
            body = b"{}"
        if not body.strip():
            raise UpstreamFault(Fault.MALFORMED, "the answer is empty")
        self._tree = readable(body)
        if _is_list(self._tree):
            self._streamed = StreamAnswer(self._case)
            self._sent = self._streamed.feed(as_events(self._tree))
            self._streamed.examine()
        elif self._case.status < 400:
            self._stopped = judged(self._case, self._tree)

    def decide(self, approved: Collection[str]) -> None:
        """Block what has to be, and what was asked about and not approved, by their incidents."""
        if self._streamed is not None:
            self._streamed.decide(approved)
        witnessed(self._case, None)
        for key, call in self._stopped:
            if (notice := refused(self._case, call, approved)) is not None:
                self._case.wire.block(self._tree, key, notice)
        self._stopped = []

    def listed(self) -> tuple[str, ...] | None:
        """Return the handles of a list's members, None where the upstream gave no list."""
        self.examine()
        if self._case.status >= 300:
            return None
        handles = self._case.wire.handles
        return tuple(h for one in self._case.wire.entries(self._tree) for h in handles(one)[:1])

    def leave(self, owned: Container[str]) -> None:
        """Leave in a list the members that are owned."""
        entries = self._case.wire.entries(self._tree)
        handles = self._case.wire.handles
        entries[:] = [one for one in entries if any(h in owned for h in handles(one)[:1])]

    def end(self) -> bytes:
        """Return the answer's bytes for the client. What nobody approved is blocked."""
        self.examine()
        self.decide(())
        tree, case = self._tree, self._case
        case.wire.localize(tree)
        if self._streamed is not None:
            sent = self._sent + self._streamed.end()
            return write([orjson.loads(one.data) for one in Cutter().feed(sent) if one.data])
        case.heard += restore_tree(case, tree, case.wire.response, "")
        if case.upload is not None and case.wire.uploads is not None and case.status < 300:
            tree = case.wire.uploads.wrapped(case.upload, tree)
        return write(tree)


def judged(case: Case, tree: Any) -> list[tuple[str, ToolCall]]:
    """Note usage and judge the calls of a whole answer; return those that do not just pass.

    They keep their order: blocking one moves none still to come.
    """
    wire = case.wire
    case.usage = case.usage.merged(wire.usage(tree))
    case.claimed = wire.claimed(tree) or case.claimed
    case.consumed = wire.consumed(tree)
    case.handles.update(dict.fromkeys(wire.handles(tree)))
    found = [(call, inspect_call(case, call)) for call in wire.calls(tree)]
    return [(call.key, call) for call, verdict in found if not verdict.passes]


def as_events(trees: list[Any]) -> bytes:
    """Return a stream that came as one JSON list (Gemini without alt=sse) as its events."""
    return b"".join(as_event(write(tree)) for tree in trees)


def _is_list(tree: Any) -> bool:
    return isinstance(tree, list) and all(isinstance(one, dict) for one in tree)
