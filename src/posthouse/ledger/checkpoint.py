"""Checkpoints, C2SP tlog-checkpoint v1.0.0: how large a log is and what its root hash is.

    <origin>
    <tree size, decimal>
    <root hash, base64>
    [extension lines]

A signed checkpoint is a note (note.py) with this text, signed by the log's key.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from posthouse.ledger.merkle import HASH_LENGTH
from posthouse.ledger.note import Opened, Verifier, decoded, open_note
from posthouse.model.errors import VerificationFailed

LARGEST = 2**63 - 1

_SIZE = re.compile("0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One head of a log."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> bytes:
        """Return what is signed."""
        root = base64.b64encode(self.root).decode()
        return "".join(
            f"{line}\n" for line in (self.origin, str(self.size), root, *self.extensions)
        ).encode()


def parse_checkpoint(text: bytes) -> Checkpoint:
    """Return the checkpoint of a note's text. Raises VerificationFailed."""
    try:
        lines = text.decode().split("\n")
    except UnicodeDecodeError as error:
        raise VerificationFailed("expected a checkpoint in UTF-8") from error
    if lines.pop() or len(lines) < 3 or not all(lines):
        raise VerificationFailed("expected a checkpoint of three lines or more, none empty")
    origin, size, root, *extensions = lines
    return Checkpoint(origin, whole_number(size, "size"), hash_line(root), tuple(extensions))


def open_checkpoint(
    data: bytes, verifiers: Sequence[Verifier], origin: str
) -> tuple[Checkpoint, Opened]:
    """Return a signed checkpoint of this origin and who signed it. Raises VerificationFailed.

    One of the signatures must be by a key that bears the origin's name: the log's own.
    """
    opened = open_note(data, verifiers)
    checkpoint = parse_checkpoint(opened.text)
    if checkpoint.origin != origin:
        raise VerificationFailed(
            f"expected a checkpoint of {origin}, found one of another log",
            hint="the log's operator may have opened a new ledger under a new origin",
        )
    if all(key.name != origin for key, _ in opened.signed):
        raise VerificationFailed(f"expected a signature by {origin} itself, found others alone")
    return checkpoint, opened


def whole_number(text: str, what: str) -> int:
    """Return a decimal number without leading zeroes. Raises VerificationFailed."""
    if not _SIZE.fullmatch(text) or int(text) > LARGEST:
        raise VerificationFailed(f"expected the {what} as a decimal number below 2^63")
    return int(text)


def hash_line(text: str) -> bytes:
    """Return the hash that a line holds. Raises VerificationFailed."""
    found = decoded(text, "a hash")
    if len(found) != HASH_LENGTH:
        raise VerificationFailed(f"expected a hash of {HASH_LENGTH} bytes, found {len(found)}")
    return found
