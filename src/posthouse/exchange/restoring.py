"""Reading what an upstream sent, and restoring every whole text of a tree in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from posthouse.accounting.price import text_bytes
from posthouse.exchange.stages.inspect import inspect_whole
from posthouse.exchange.stages.restore import restore_whole
from posthouse.exchange.stages.withhold import withhold_whole
from posthouse.exchange.state import Case
from posthouse.model.errors import BadRequest, Fault, UpstreamFault
from posthouse.privacy.token import PREFIX
from posthouse.wire.document import Document, parse
from posthouse.wire.fields import Kind, Node
from posthouse.wire.owners import Owners
from posthouse.wire.wire import Piece


def readable(body: bytes) -> Any:
    """Parse what an upstream sent. Raises UpstreamFault."""
    try:
        return parse(body)
    except BadRequest as error:
        raise UpstreamFault(
            Fault.MALFORMED, f"the answer cannot be examined ({error.code})"
        ) from None


def restore_tree(
    case: Case, tree: Any, table: Node, where: str, pieces: Sequence[Piece] = ()
) -> int:
    """Defuse and restore every whole text of a tree in place. Raises UpstreamFault if too deep.

    `pieces` are not whole: they go on in other events and are left to their channels. Returns how
    many bytes of text stood in the tree.
    """
    try:
        slots = Document(tree, table).slots
    except BadRequest as error:
        raise UpstreamFault(
            Fault.MALFORMED, f"the answer cannot be examined ({error.code})"
        ) from None
    size = text_bytes([slot.text for slot in slots])
    parts = {piece.slot.place for piece in pieces}
    owners = Owners(tree, table) if case.warrants is not None else None
    for index, slot in enumerate(slots):
        if slot.place in parts:
            continue
        text = slot.text
        if slot.kind is not Kind.JSON_TEXT:
            text = inspect_whole(case, f"{where}#{index}", text, free=slot.free)
            text = withhold_whole(case, text)
        call = owners.call(slot) if owners is not None and PREFIX in text else None
        text = restore_whole(case, slot.kind, text, call)
        if text != slot.text:
            slot.put(text)
    return size
