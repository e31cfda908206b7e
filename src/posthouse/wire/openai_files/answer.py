"""What an answer about files and batches says: under which names things are kept."""

from __future__ import annotations

from typing import Any

from posthouse.model.batch import Consumed
from posthouse.wire.openai_family import usage_of

_OVER = frozenset({"completed", "failed", "expired", "cancelled"})
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


def consumed(tree: Any) -> Consumed | None:
    """Return what a batch used that is over; None also where its output file tells it."""
    if not isinstance(tree, dict) or tree.get("object") != "batch":
        return None
    if tree.get("status") not in _OVER:
        return None
    usage = usage_of(tree.get("usage"), ("input", "output"))
    if usage.total:
        return Consumed(((str(tree.get("model") or ""), usage),))
    return None if tree.get("output_file_id") else Consumed()


def results(tree: Any) -> str:
    """Return where a batch that is over has its results, "" for nowhere."""
    over = isinstance(tree, dict) and tree.get("status") in _OVER
    made = tree.get("output_file_id") if over else None
    return f"/v1/files/{made}/content" if isinstance(made, str) and made else ""
