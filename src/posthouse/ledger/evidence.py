"""Evidence bundles: what it takes to check some entries offline, in one file, without content.

One line of canonical JSON (RFC 8785) and a line end:

    {"checkpoint": text of a signed note with its cosignatures,
     "consistency": null or {"checkpoint": an earlier note, "proof": [hash, base64]},
     "entries": [{"entry": a sealed receipt or an event, "proof": tlog-proof without checkpoint}],
     "format": "posthouse/evidence/1", "key": receipt key (hex), "log": vkey,
     "policy": text of a tlog-policy, "sha256": hex digest of the canonical rest}

Entries stand in the log's order. `proof` + LF + `checkpoint` is a whole C2SP tlog-proof. Key, log
and policy say what the maker relied on; whoever verifies uses keys that came another way. The
digest finds accidents; what counts is signed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from posthouse.ledger.canonical import Tree, canonical
from posthouse.ledger.proof import parse_proof

FORMAT = "posthouse/evidence/1"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier signed checkpoint and the hashes that lead from it to the bundle's."""

    checkpoint: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the maker relied on: the receipt key, the log's vkey, the policy's text."""

    receipt_key: bytes
    log: str
    policy: str


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry's bytes and its tlog-proof, under the checkpoint of the bundle."""

    entry: bytes
    proof: bytes


def evidence(
    entries: Sequence[Logged], checkpoint: bytes, anchors: Anchors, earlier: Earlier | None = None
) -> bytes:
    """Return the bundle's file. Raises VerificationFailed for a proof that is none."""
    ordered = sorted(entries, key=lambda one: parse_proof(one.proof).index)
    tree: dict[str, Tree] = {
        "checkpoint": checkpoint.decode(),
        "consistency": None if earlier is None else _earlier(earlier),
        "entries": [_entry(one) for one in ordered],
        "format": FORMAT,
        "key": anchors.receipt_key.hex(),
        "log": anchors.log,
        "policy": anchors.policy,
    }
    tree["sha256"] = hashlib.sha256(canonical(tree)).hexdigest()
    return canonical(tree) + b"\n"


def _entry(one: Logged) -> Tree:
    head, _, _ = one.proof.partition(b"\n\n")
    return {"entry": json.loads(one.entry), "proof": head.decode() + "\n"}


def _earlier(one: Earlier) -> Tree:
    hashes = [base64.b64encode(digest).decode() for digest in one.proof]
    return {"checkpoint": one.checkpoint.decode(), "proof": hashes}
