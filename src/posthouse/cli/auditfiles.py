"""Files that an audit reads and writes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from posthouse.audit.evidence import REFERENCE, LibraryRow, ReferenceFile, reference_of
from posthouse.audit.judging import suspects
from posthouse.model.errors import CommandError
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place

LARGEST = 64 * 1024 * 1024


def file_of(path: Path) -> bytes:
    """Return what a file holds. Raises CommandError."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror})") from None
    if len(data) > LARGEST:
        raise CommandError(f"{path}: expected at most {LARGEST} bytes, found more")
    return data


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises CommandError."""
    try:
        put_in_place(Disk(), [(path.absolute(), data)])
    except OSError as error:
        raise CommandError(f"{path}: cannot be written ({error.strerror})") from None


def reference_file(path: Path, now_s: float) -> ReferenceFile:
    """Return a reference that is still good. Raises CommandError, VerificationFailed."""
    found = reference_of(file_of(path))
    if found.expires_s < now_s:
        day = time.strftime("%Y-%m-%d", time.gmtime(found.expires_s))
        hint = "models change: make a new one with `posthouse audit enrol`"
        raise CommandError(f"{path}: the reference expired on {day}", hint=hint)
    if not any(found.answers.values()):
        raise CommandError(f"{path}: expected answers in the reference, found none")
    return found


def library_rows(
    paths: Sequence[Path], reference: ReferenceFile, model: str
) -> tuple[LibraryRow, ...]:
    """Return other models' answers to the reference's prompts. Raises CommandError."""
    return suspects((tree for path in paths for tree in _trees(path)), reference, model)


def _trees(path: Path) -> list[dict[str, Any] | ReferenceFile]:
    """Return a library's lines, or the one reference that the file is."""
    data = file_of(path)
    trees: list[dict[str, Any] | ReferenceFile] = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            tree = msgspec.json.decode(line, type=dict[str, Any])
            whole = isinstance(tree.get("answers"), list) and isinstance(tree.get("model"), str)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            tree, whole = {}, False
        if tree.get("kind") == REFERENCE:
            trees.append(reference_of(line))
        elif whole:
            trees.append(tree)
        else:
            hint = "a reference file, or JSON lines of model, prompt and answers"
            raise CommandError(f"{path}: line {number} is no line of a library", hint=hint)
    return trees
