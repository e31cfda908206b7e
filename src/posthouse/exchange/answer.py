"""A whole answer: collected, inspected, restored and written again from its tree."""

from __future__ import annotations

from typing import Any

from posthouse.exchange.stages.inspect import inspect_call, inspect_whole
from posthouse.exchange.stages.restore import restore_whole
from posthouse.exchange.state import Case
from posthouse.model.errors import BadRequest, Fault, UpstreamFault
from posthouse.wire.document import Document, parse, write
from posthouse.wire.fields import Kind, Node


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
            if self._case.status < 400:
                raise UpstreamFault(Fault.MALFORMED, "the answer is empty")
            return body
        return examined(self._case, readable(body))


def readable(body: bytes) -> Any:
    """Parse what an upstream sent. Raises UpstreamFault."""
    try:
        return parse(body)
    except BadRequest as error:
        raise UpstreamFault(
            Fault.MALFORMED, f"the answer cannot be examined ({error.code})"
        ) from None


def examined(case: Case, tree: Any) -> bytes:
    """Note usage, judge the tool calls, defuse and restore every text, write the tree."""
    wire = case.wire
    if case.status < 400:
        case.usage = case.usage.merged(wire.usage(tree))
        case.claimed = wire.claimed(tree) or case.claimed
        for call in wire.calls(tree):
            verdict = inspect_call(case, call)
            if verdict.action == "block":
                wire.block(tree, call.key, verdict.notice)
    restore_tree(case, tree, wire.response, "")
    return write(tree)


def restore_tree(case: Case, tree: Any, table: Node, where: str) -> None:
    """Defuse and restore every whole text of a tree in place. Raises UpstreamFault if too deep."""
    try:
        slots = Document(tree, table).slots
    except BadRequest as error:
        raise UpstreamFault(
            Fault.MALFORMED, f"the answer cannot be examined ({error.code})"
        ) from None
    for index, slot in enumerate(slots):
        text = slot.text
        if slot.kind is Kind.TEXT:
            text = inspect_whole(case, f"{where}#{index}", text)
        text = restore_whole(case, slot.kind, text)
        if text != slot.text:
            slot.put(text)
