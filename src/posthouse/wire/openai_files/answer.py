"""What an answer about files and batches says: under which names things are kept."""

from __future__ import annotations

from typing import Any

from posthouse.model.usage import NOT_TOLD, Usage
from posthouse.wire.wire import ToolCall

_KINDS = {"file": "file", "batch": "batch"}
_FILES = ("output_file_id", "error_file_id")


def handles(tree: Any) -> tuple[str, ...]:
    """Return the name of a file or a batch, and those of the files that a batch made."""
    if not isinstance(tree, dict):
        return ()
    kind, ident = _KINDS.get(str(tree.get("object"))), tree.get("id")
    if kind is None or not isinstance(ident, str) or not ident:
        return ()
    made = (tree.get(name) for name in _FILES)
    return (f"{kind}:{ident}", *(f"file:{one}" for one in made if isinstance(one, str) and one))


def entries(tree: Any) -> list[Any]:
    """Return the members of a list."""
    found = tree.get("data") if isinstance(tree, dict) else None
    return found if isinstance(found, list) else []


def usage(_tree: Any) -> Usage:
    """Return nothing: what a batch cost is told line by line in its results."""
    return NOT_TOLD


def calls(_tree: Any) -> list[ToolCall]:
    """Return nothing: what is told of files calls no tools."""
    return []


def block(_tree: Any, _key: str, _notice: str) -> None:
    """Do nothing: there is nothing to block."""
