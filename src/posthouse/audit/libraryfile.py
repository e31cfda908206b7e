"""How other models answer, as a file: several references in one, a reference, or lines of answers.

A library is canonical JSON, digested and signed as every file of an audit is (signing.py); each
reference in it keeps where and when it was enrolled and when it expires. Lines of answers
(`model`, `prompt`, `answers`) are records that people have: nobody can have signed them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from posthouse.audit.evidence import REFERENCE, ReferenceFile, reference_in
from posthouse.audit.signing import opened, written
from posthouse.ledger.note import NoteKey, NoteSigner
from posthouse.model.errors import VerificationFailed

LIBRARY = "posthouse.audit.library/1"

Entry = Mapping[str, Any] | ReferenceFile


def library_written(references: Iterable[ReferenceFile], signers: Sequence[NoteSigner]) -> bytes:
    """Return a library file of references."""
    rows = sorted(references, key=lambda one: (one.model, one.enrolled_s, one.source))
    tree = {"kind": LIBRARY, "references": [msgspec.to_builtins(one) for one in rows]}
    return written(tree, signers)


def entries_of(data: bytes, now_s: float, trusted: Sequence[NoteKey] = ()) -> list[Entry]:
    """Return what a file of a library holds, without references that expired.

    Raises VerificationFailed, also where keys are trusted and none of them signed it.
    """
    kind = _kind(data)
    if kind in (LIBRARY, REFERENCE):
        file = opened(data)
        file.require(trusted)
        trees = file.tree.get("references", ()) if kind == LIBRARY else (file.tree,)
        found = [reference_in(tree) for tree in trees]
        return [one for one in found if one.expires_s >= now_s]
    if trusted:
        raise VerificationFailed("expected a signed library or reference, found lines of answers")
    lines = enumerate(data.splitlines(), 1)
    return [_line(number, line) for number, line in lines if line.strip()]


def _kind(data: bytes) -> str:
    try:
        return msgspec.json.decode(data, type=_Kind).kind
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def _line(number: int, line: bytes) -> Mapping[str, Any]:
    try:
        tree = msgspec.json.decode(line, type=dict[str, Any])
        if isinstance(tree.get("answers"), list) and isinstance(tree.get("model"), str):
            return tree
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    raise VerificationFailed(
        f"expected a line of a library in line {number}, found something else",
        hint="a library or reference file, or JSON lines of model, prompt and answers",
    )


class _Kind(msgspec.Struct):
    kind: str = ""
