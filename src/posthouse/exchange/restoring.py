"""Reading what an upstream sent, and restoring every whole text of a tree in place."""

from __future__ import annotations

from typing import Any

from posthouse.exchange.stages.inspect import inspect_whole
from posthouse.exchange.stages.restore import restore_whole
from posthouse.exchange.state import Case
from posthouse.model.errors import BadRequest, Fault, UpstreamFault
from posthouse.wire.document import Document, parse
from posthouse.wire.fields import Kind, Node


def readable(body: bytes) -> Any:
    """Parse what an upstream sent. Raises UpstreamFault."""
    try:
        return parse(body)
    except BadRequest as error:
        raise UpstreamFault(
            Fault.MALFORMED, f"the answer cannot be examined ({error.code})"
        ) from None


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
