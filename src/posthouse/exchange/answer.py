"""A whole answer: collected, inspected, restored and written again from its tree."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from posthouse.exchange.restoring import readable, restore_tree
from posthouse.exchange.stages.inspect import inspect_call
from posthouse.exchange.state import Case
from posthouse.exchange.stream import StreamAnswer
from posthouse.inspection.verdict import Action, Verdict
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.wire.document import write


class WholeAnswer:
    """Collects a body; `end` gives it back examined. Raises UpstreamFault if it cannot be read."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._parts: list[bytes] = []
        self._size = 0
        self._tree: Any = None
        self._stopped: list[tuple[str, Verdict]] = []
        self._read = False

    def feed(self, data: bytes) -> bytes:
        """Keep the data: nothing goes on before the whole was examined."""
        self._size += len(data)
        if self._size > self._case.facts.limits.max_answer:
            raise UpstreamFault(Fault.MALFORMED, "the answer is larger than the station takes")
        self._parts.append(data)
        return b""

    def examine(self) -> None:
        """Read the whole answer and judge its tool calls."""
        if self._read:
            return
        self._read = True
        body = b"".join(self._parts)
        if not body.strip():
            raise UpstreamFault(Fault.MALFORMED, "the answer is empty")
        self._tree = readable(body)
        if not _is_list(self._tree) and self._case.status < 400:
            self._stopped = judged(self._case, self._tree)

    def decide(self, approved: Collection[str]) -> None:
        """Block what has to be, and what was asked about and not approved, by their incidents."""
        for key, verdict in self._stopped:
            if verdict.action is Action.BLOCK or verdict.incident not in approved:
                self._case.wire.block(self._tree, key, verdict.notice)
        self._stopped = []

    def end(self) -> bytes:
        """Return the answer's bytes for the client. What nobody approved is blocked."""
        self.examine()
        self.decide(())
        tree, case = self._tree, self._case
        if _is_list(tree):
            return write(StreamAnswer(case).whole(tree))
        case.heard += restore_tree(case, tree, case.wire.response, "")
        return write(tree)


def judged(case: Case, tree: Any) -> list[tuple[str, Verdict]]:
    """Note usage and judge the calls of a whole answer; return those that do not just pass.

    They keep their order: blocking one moves none still to come.
    """
    wire = case.wire
    case.usage = case.usage.merged(wire.usage(tree))
    case.claimed = wire.claimed(tree) or case.claimed
    case.handles.update(dict.fromkeys(wire.handles(tree)))
    found = [(call.key, inspect_call(case, call)) for call in wire.calls(tree)]
    return [(key, verdict) for key, verdict in found if verdict.action is not Action.PASS]


def _is_list(tree: Any) -> bool:
    return isinstance(tree, list) and all(isinstance(one, dict) for one in tree)
