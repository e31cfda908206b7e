"""A whole answer: collected, inspected, restored and written again from its tree."""

from __future__ import annotations

from typing import Any

from posthouse.exchange.restoring import readable, restore_tree
from posthouse.exchange.stages.inspect import inspect_call
from posthouse.exchange.state import Case
from posthouse.exchange.stream import StreamAnswer
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.wire.document import write


class WholeAnswer:
    """Collects a body; `end` gives it back examined. Raises UpstreamFault if it cannot be read."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> bytes:
        """Keep the data: nothing goes on before the whole was examined."""
        self._size += len(data)
        if self._size > self._case.facts.limits.max_answer:
            raise UpstreamFault(Fault.MALFORMED, "the answer is larger than the station takes")
        self._parts.append(data)
        return b""

    def end(self) -> bytes:
        """Return the answer's bytes for the client."""
        body = b"".join(self._parts)
        if not body.strip():
            raise UpstreamFault(Fault.MALFORMED, "the answer is empty")
        return examined(self._case, readable(body))


def examined(case: Case, tree: Any) -> bytes:
    """Note usage, judge the tool calls, defuse and restore every text, write the tree."""
    if isinstance(tree, list) and all(isinstance(one, dict) for one in tree):
        return write(StreamAnswer(case).whole(tree))
    wire = case.wire
    if case.status < 400:
        case.usage = case.usage.merged(wire.usage(tree))
        case.claimed = wire.claimed(tree) or case.claimed
        for call in wire.calls(tree):
            verdict = inspect_call(case, call)
            if verdict.action == "block":
                wire.block(tree, call.key, verdict.notice)
    case.heard += restore_tree(case, tree, wire.response, "")
    return write(tree)
