"""Offline proofs, c2sp.org/tlog-proof@v1: an entry's place, its path to the root, a checkpoint.

c2sp.org/tlog-proof@v1
[extra <base64>]
index <decimal>
<hash, base64>               one line each, the leaf's sibling first
<empty line>
<signed checkpoint, verbatim>
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from posthouse.ledger.checkpoint import Checkpoint, hash_line, open_checkpoint, whole_number
from posthouse.ledger.merkle import leaf_hash, verify_inclusion
from posthouse.ledger.note import Verifier, decoded
from posthouse.model.errors import VerificationFailed

FORMAT = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands at `index` under a signed checkpoint; `extra` is not authenticated."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def __bytes__(self) -> bytes:
        lines = [FORMAT]
        if self.extra is not None:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines.append(f"index {self.index}")
        lines += [base64.b64encode(one).decode() for one in self.hashes]
        return "\n".join([*lines, "", ""]).encode() + self.checkpoint


def parse_proof(data: bytes) -> Proof:
    """Return the proof of its text. Raises VerificationFailed."""
    head, split, checkpoint = data.partition(b"\n\n")
    try:
        first, *lines = head.decode().split("\n")
    except UnicodeDecodeError as error:
        raise VerificationFailed("expected a proof in UTF-8") from error
    if first != FORMAT or not split:
        raise VerificationFailed(f"expected a proof of the format {FORMAT}")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decoded(lines.pop(0).removeprefix("extra "), "the extra line")
    if not lines or not lines[0].startswith("index "):
        raise VerificationFailed("expected the entry's index in a proof")
    index = whole_number(lines[0].removeprefix("index "), "index")
    return Proof(index, tuple(hash_line(line) for line in lines[1:]), checkpoint, extra)


def verify_proof(
    data: bytes, entry: bytes, verifiers: Sequence[Verifier], origin: str
) -> Checkpoint:
    """Return the checkpoint under which the entry stands. Raises VerificationFailed."""
    proof = parse_proof(data)
    checkpoint, _ = open_checkpoint(proof.checkpoint, verifiers, origin)
    leaf = leaf_hash(entry)
    verify_inclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root)
    return checkpoint
