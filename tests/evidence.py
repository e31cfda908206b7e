"""A small log with its witnesses, a policy and a bundle, made by the project's own parts."""

import json
from dataclasses import dataclass, replace

from posthouse.ledger.checkpoint import Checkpoint
from posthouse.ledger.cosignature import cosign
from posthouse.ledger.event import event_body
from posthouse.ledger.evidence import Anchors, Earlier, Logged, evidence
from posthouse.ledger.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_hash,
)
from posthouse.ledger.note import NoteKey, NoteSigner, SignatureType, sign_note
from posthouse.ledger.promise import Sealer
from posthouse.ledger.proof import Proof
from posthouse.ledger.receipt import body_of, key_id
from posthouse.model.event import Event
from posthouse.vault.signer import Ed25519Signer
from tests.unit.ledger.test_receipt import RECEIPT, SIGNER

ORIGIN = "log.example/station"
AT_S = 1_700_000_000


@dataclass(frozen=True)
class Party:
    """Someone with a note key."""

    key: NoteKey
    signer: Ed25519Signer


def party(name: str, seed: int, kind: SignatureType) -> Party:
    signer = Ed25519Signer(bytes([seed]) * 32)
    return Party(NoteKey(name, kind, signer.public_key), signer)


LOG = party(ORIGIN, 40, SignatureType.ED25519)
WITNESSES = [party(f"witness.example/{n}", 50 + n, SignatureType.COSIGNATURE) for n in range(3)]
SEALER = Sealer(
    "station.example", key_id(SIGNER.public_key), SIGNER.sign, lambda: 1_700_000_000_600_000, ORIGIN
)


def policy_text(quorum: int = 2, witnesses=WITNESSES) -> str:
    lines = [f"log {LOG.key}"]
    lines += [f"witness w{n} {one.key}" for n, one in enumerate(witnesses)]
    names = " ".join(f"w{n}" for n in range(len(witnesses)))
    return "\n".join([*lines, f"group all-of-us {quorum} {names}", "quorum all-of-us", ""])


def receipt_entry(number: int) -> bytes:
    ident = f"r{number}"
    return SEALER.seal(ident, body_of(replace(RECEIPT, id=ident)))


def event_entry(number: int) -> bytes:
    return event_body(Event("key.revoked", 1_700_000_000_000_000 + number, f"k{number}"))


class SmallLog:
    """A log of some entries, all in memory."""

    def __init__(self, entries: list[bytes], party: Party = LOG) -> None:
        self.entries = entries
        self.leaves = [leaf_hash(one) for one in entries]
        self.party = party

    def node(self, level: int, index: int) -> bytes:
        if not level:
            return self.leaves[index]
        below = (self.node(level - 1, 2 * index), self.node(level - 1, 2 * index + 1))
        return node_hash(*below)

    def head(self, size: int) -> Checkpoint:
        return Checkpoint(self.party.key.name, size, root_hash(self.leaves[:size]))

    def checkpoint(self, size: int, witnesses=(), at_s: int = AT_S) -> bytes:
        text = self.head(size).text()
        note = sign_note(text, [NoteSigner(self.party.key, self.party.signer.sign)])
        lines = [cosign(one.key, one.signer.sign, text, at_s).line() for one in witnesses]
        return note + "".join(lines).encode()

    def proof(self, index: int, size: int, note: bytes) -> bytes:
        return bytes(Proof(index, tuple(inclusion_proof(index, size, self.node)), note))

    def growth(self, old: int, new: int) -> tuple[bytes, ...]:
        return tuple(consistency_proof(old, new, self.node)) if old else ()

    def bundle(self, indexes, size: int, old: int | None = None, quorum: int = 2) -> bytes:
        note = self.checkpoint(size, WITNESSES)
        logged = [Logged(self.entries[n], self.proof(n, size, note)) for n in indexes]
        earlier = None if old is None else Earlier(self.checkpoint(old), self.growth(old, size))
        anchors = Anchors(SIGNER.public_key, str(LOG.key), policy_text(quorum))
        return evidence(logged, note, anchors, earlier)


def small_log(size: int = 11) -> SmallLog:
    return SmallLog([receipt_entry(n) if n % 3 else event_entry(n) for n in range(size)])


def body_of_entry(entry: bytes) -> dict:
    return json.loads(entry)
