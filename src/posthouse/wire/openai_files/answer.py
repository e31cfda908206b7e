"""What an answer about files and batches says: under which names things are kept."""

from __future__ import annotations

from typing import Any

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
