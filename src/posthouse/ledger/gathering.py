"""What a log says to its witnesses and what it makes of their answers; pure.

See witnessing.py for the other side. An answer is worth something only if one of its lines is a
cosignature, by the key in the policy, of the very checkpoint that was sent.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

from posthouse.ledger.checkpoint import Checkpoint, whole_number
from posthouse.ledger.cosignature import CosignatureVerifier
from posthouse.ledger.merkle import Node, consistency_proof
from posthouse.ledger.note import Note, Signature, parse_note
from posthouse.ledger.policy import Policy, WitnessLine
from posthouse.ledger.witnessing import SIZE_TYPE
from posthouse.model.errors import VerificationFailed


class WitnessFailed(VerificationFailed):
    """A witness that did not cosign; `kind` is a word for metrics."""

    def __init__(self, kind: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.kind = kind


def add_checkpoint(old: int, head: Checkpoint, note: bytes, node: Node) -> bytes:
    """Return the body of an add-checkpoint request. Raises VerificationFailed."""
    proof = consistency_proof(old, head.size, node) if 0 < old < head.size else ()
    lines = [f"old {old}", *(base64.b64encode(one).decode() for one in proof)]
    return "\n".join([*lines, "", ""]).encode() + note


def behind(status: int, kind: str, body: bytes, head: Checkpoint) -> int | None:
    """Return the size from which the witness wants a proof, None where it says something else.

    Raises WitnessFailed where it knows of a larger log than this one.
    """
    if status != 409 or kind.partition(";")[0].strip().lower() != SIZE_TYPE:
        return None
    try:
        size = whole_number(body.decode("ascii").removesuffix("\n"), "size")
    except (UnicodeDecodeError, VerificationFailed) as error:
        raise WitnessFailed("nonsense", "expected a size with 409, found another") from error
    if size > head.size:
        raise WitnessFailed(
            "ahead",
            f"expected a witness that saw at most {head.size} entries, found one that saw {size}",
            hint="if this stays so, the ledger is older than what was signed: do not serve from it",
        )
    return size


def cosignature_in(status: int, body: bytes, text: bytes, witness: WitnessLine) -> Signature:
    """Return the witness' line for this checkpoint. Raises WitnessFailed."""
    if status != 200:
        kind = "conflict" if status == 409 else f"status_{status}"
        raise WitnessFailed(kind, f"expected a cosignature, found status {status}")
    try:
        lines = parse_note(text + b"\n" + body).signatures
    except VerificationFailed as error:
        raise WitnessFailed("nonsense", "expected signature lines, found others") from error
    verifier = CosignatureVerifier(witness.key)
    for one in lines:
        if (one.name, one.key_id) == (witness.key.name, witness.key.id):
            if verifier.verify(text, one.value):
                return one
            raise WitnessFailed("signature", "expected a cosignature that fits, found another")
    raise WitnessFailed("stranger", f"expected a cosignature of {witness.key.name}, found others")


def cosigned_note(note: bytes, policy: Policy, lines: Mapping[str, Signature]) -> bytes:
    """Return the note with the log's signatures and then the witnesses', as the policy has them."""
    parsed = parse_note(note)
    keys = {(one.key.name, one.key.id) for one in policy.witnesses.values()}
    own: Sequence[Signature] = [s for s in parsed.signatures if (s.name, s.key_id) not in keys]
    theirs = [lines[name] for name in policy.witnesses if name in lines]
    return bytes(Note(parsed.text, (*own, *theirs)))
