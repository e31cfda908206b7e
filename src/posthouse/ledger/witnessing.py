"""What a witness decides about one add-checkpoint request, C2SP tlog-witness v1.0.0; pure.

    old <size the sender thinks we know>
    <consistency proof, base64, at most 63 lines>
    <empty line>
    <checkpoint, a signed note>

| answer | when |
|---|---|
| 200, signature lines | all holds; persisted before the answer, together with the check of `old` |
| 400 | no such request, or `old` above the checkpoint's size |
| 403 | no signature of a key that is trusted for this origin, or one that does not fit |
| 404 | an origin that is not known |
| 409, text/x.tlog.size | `old` is not what we cosigned last: its size is the body |
| 409 | the size that we cosigned last, with another root |
| 422 | the proof does not hold |

Theory of operation: `asked` reads the request and verifies the log's signature, which needs no
state; `judge` compares it with the last head that was cosigned. Whoever keeps the state calls
`judge` and writes the new head as one step, or two requests could both pass against one old head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posthouse.ledger.checkpoint import (
    Checkpoint,
    hash_line,
    open_checkpoint,
    parse_checkpoint,
    whole_number,
)
from posthouse.ledger.merkle import EMPTY_ROOT, verify_consistency
from posthouse.ledger.note import Ed25519Verifier, Note, NoteKey, parse_note
from posthouse.model.errors import VerificationFailed

MOST_PROOF_LINES = 63
SIZE_TYPE = "text/x.tlog.size"

Logs = Mapping[str, Sequence[NoteKey]]
"""The keys that are trusted for each origin."""


class WitnessRefusal(VerificationFailed):
    """An answer other than 200; `size` is told where the sender has to catch up."""

    def __init__(self, status: int, message: str, *, size: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.size = size


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose checkpoint the log has signed; `note` holds its own signatures alone."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint
    note: Note


@dataclass(frozen=True, slots=True)
class Head:
    """What was cosigned last of a log."""

    size: int = 0
    root: bytes = EMPTY_ROOT


def asked(body: bytes, logs: Logs) -> Asked:
    """Return what a request asks for. Raises WitnessRefusal (400, 403, 404)."""
    try:
        old, proof, note = _read(body)
        told = parse_checkpoint(parse_note(note).text)
    except (UnicodeDecodeError, VerificationFailed) as error:
        raise WitnessRefusal(400, str(error)) from error
    found = Asked(old, proof, told, _signed(note, told.origin, logs))
    if old > told.size:
        raise WitnessRefusal(400, "expected an old size up to the checkpoint's, found a larger one")
    return found


def _read(body: bytes) -> tuple[int, tuple[bytes, ...], bytes]:
    head, _, note = body.partition(b"\n\n")
    first, *lines = head.decode("ascii").split("\n")
    if not first.startswith("old ") or len(lines) > MOST_PROOF_LINES:
        raise VerificationFailed(f"expected old, up to {MOST_PROOF_LINES} hashes, a checkpoint")
    old = whole_number(first.removeprefix("old "), "old size")
    return old, tuple(hash_line(line) for line in lines), note


def _signed(note: bytes, origin: str, logs: Logs) -> Note:
    """Return the note with the signatures by keys that are trusted for its origin."""
    keys = logs.get(origin)
    if not keys:
        raise WitnessRefusal(404, "expected a checkpoint of a log that is known here")
    try:
        _, opened = open_checkpoint(note, [Ed25519Verifier(key) for key in keys], origin)
    except VerificationFailed as error:
        raise WitnessRefusal(403, error.message) from error
    return Note(opened.text, tuple(signature for _, signature in opened.signed))


def judge(found: Asked, last: Head) -> Head:
    """Return the head to be cosigned and kept. Raises WitnessRefusal (409, 422)."""
    told = found.checkpoint
    if found.old != last.size:
        raise WitnessRefusal(409, f"expected old {last.size}, found {found.old}", size=last.size)
    if told.size == last.size and told.root != last.root:
        raise WitnessRefusal(409, f"expected the root that was cosigned at {told.size}")
    if not found.old and found.proof:
        raise WitnessRefusal(422, "expected no proof from an empty log, found one")
    if found.old:
        try:
            verify_consistency((last.size, told.size), (last.root, told.root), found.proof)
        except VerificationFailed as error:
            raise WitnessRefusal(422, error.message) from error
    return Head(told.size, told.root)
