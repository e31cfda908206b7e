#!/usr/bin/env python3
"""Verify what a Posthouse station gave you without trusting the station. Stands alone, offline.

  verifier.py receipt RECEIPT --key K [--salt S --request F --answer F] [--proof F --policy F]
  verifier.py proof PROOF ENTRY --policy F
  verifier.py consistency OLD NEW HASHES --policy F
  verifier.py bundle BUNDLE --key K --policy F

It needs Python 3.11 and the package `cryptography`, reads the files that you name and opens no
connection. Each step holds, or the reason says what was expected and found, and what to do.

 A receipt
   1 is canonical JSON (RFC 8785): it has one meaning and one byte string
   2 is promised by a signature of the receipt key that you name (Ed25519)
   3 commits to your request: HMAC-SHA256 under your salt over the bytes that you sent
   4 commits to your answer: the same over the bytes that you received
   5 commits to every event of a streamed answer, in order
 Its place in the log
   6 the checkpoint names a log that you name, and that log signed it (C2SP signed note)
   7 the entry's leaf hash leads to the checkpoint's root (RFC 6962, C2SP tlog-proof)
   8 enough of the witnesses that you trust cosigned it (C2SP tlog-cosignature, tlog-policy)
   9 a later checkpoint holds all that an earlier one held, in its place (RFC 6962 consistency)
 An evidence bundle
  10 is one canonical JSON line with a digest of itself; then 1, 2, 6, 7, 8 and 9 for its parts

What this proves: the station said so, has not changed it since, and shows the same log to all who
rely on these witnesses. What it cannot prove: that an upstream kept nothing, or that what a receipt
says beyond its commitments is true. Exit codes: 0 all holds, 1 something does not, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PROMISED, RECEIPTS = "posthouse/receipt/2", ("posthouse/receipt/1", "posthouse/receipt/2")
PROMISE, EVENT, EVIDENCE = "posthouse/promise/1", "posthouse/event/1", "posthouse/evidence/1"
NUMBER = "(0|[1-9][0-9]{0,18})"
NOTE = rf"((.+)\n{NUMBER}\n(.+)\n(?:.+\n)*)\n((?:— [^\s+]+ \S+\n){{1,100}})"  # C2SP asks for 16
PROOF = rf"c2sp\.org/tlog-proof@v1\n(?:extra (.*)\n)?index {NUMBER}\n((?:.+\n){{0,63}})"
COMMITMENT, CHAIN = b"posthouse/commitment/%d\x00%b\x00", b"posthouse/chain/1\x00"
MEMBERS = ["checkpoint", "consistency", "entries", "format", "key", "log", "policy"]  # and sha256

TODO = {
    1: "save the station's bytes as they are, without formatting; else they were changed",
    2: "name the key of the station that issued it; else it was changed: do not rely on it",
    3: "give the salt of this receipt and the request's exact bytes; else they were changed",
    4: "give the salt of this receipt and the answer's exact bytes; else they were changed",
    5: "give the answer's exact bytes, all chunks in order; else they were changed",
    6: "name this log's key and save the checkpoint's bytes as they are; else do not rely on it",
    7: "give the entry's and the proof's exact bytes; else the log does not hold it: keep both",
    8: "fetch a checkpoint that more of your witnesses have cosigned, in a minute; else ask why",
    9: "keep both checkpoints: signed by one log they may prove that it changed its past",
    10: "save the bundle's bytes as they are; else it was changed: ask for it again",
}

Say = Callable[[int, str], None]  # takes the number of a step that holds and a sentence about it


class Refused(Exception):
    """A step that does not hold."""

    def __init__(self, step: int, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.step, self.todo = step, TODO[step]


def need(holds: object, step: int, expected: str, found: str) -> None:
    """Go on if it holds. Raises Refused."""
    if not holds:
        raise Refused(step, expected, found)


# --- bytes and numbers, each with exactly one written form --------------------------------------
def b64(text: str, length: int | None = None) -> bytes:
    """Return the bytes of standard base64. Raises ValueError, also for a second way to write it."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text or length not in (None, len(data)):
        raise ValueError("not base64 as everyone writes it, or of another length")
    return data


def canonical(tree: Any) -> bytes:
    """Return the canonical JSON of a tree without floats and with ASCII keys (RFC 8785)."""
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse_canonical(data: bytes, step: int) -> Any:
    """Steps 1 and 10. Return the tree that these bytes are the one canonical form of."""
    try:
        text = data.decode()
        tree = json.loads(text, parse_float=_whole, parse_constant=_whole, parse_int=_whole)
        if canonical(tree) == data:
            return tree
    except (ValueError, RecursionError):
        pass
    raise Refused(step, "canonical JSON", "other bytes")


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) >= 2**53:  # I-JSON: what every reader reads alike
        raise ValueError("not a whole number within 53 bits")
    return int(text)


def sha256(*parts: bytes) -> bytes:
    """Return the hash of the parts, joined."""
    return hashlib.sha256(b"".join(parts)).digest()


def shown(told: object) -> str:
    """Return untrusted text such that it can be printed."""
    return re.sub(r"[^\x20-\x7e]", "?", str(told))[:64]


def ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the signature fits (RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# --- steps 1 to 5: a receipt ---------------------------------------------------------------------
def verify_receipt(sealed: bytes, public_key: bytes, say: Say) -> dict[str, Any]:
    """Steps 1 and 2. Return the receipt's tree if this key signed for it. Raises Refused."""
    # The key signs a promise that holds the receipt's digest; before format 2, the receipt itself.
    tree = parse_canonical(sealed, 1)
    try:
        receipt, value = tree["receipt"], tree["signature"]["value"]
        body, promise = canonical(receipt), tree.get("promise", {"format": PROMISE})
        known = receipt["format"] in RECEIPTS and promise["format"] == PROMISE
        fits = ed25519(public_key, b64(value), canonical(promise) if "promise" in tree else body)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused(1, "a sealed receipt", "another object") from error
    need(known, 1, f"the formats {PROMISED} and {PROMISE}", "others: use their release's verifier")
    say(1, f"receipt {shown(receipt.get('id'))} is canonical JSON")
    key_id = sha256(public_key).hex()[:16]
    whole = {
        "receipt": receipt,
        "signature": {"algorithm": "Ed25519", "key_id": key_id, "value": value},
    }
    if receipt["format"] == PROMISED:
        whole["promise"] = promise
        bound = (promise.get("receipt"), promise.get("id"), promise.get("station"))
        own = (sha256(body).hex(), receipt.get("id"), receipt.get("station"))
        need(bound == own, 2, "a promise for this receipt", "one for another")
    need(tree == whole, 2, f"Ed25519 by key {key_id}", "another key, or another kind")
    need(fits, 2, "a signature that fits", "one that does not")
    say(2, f"signed by the station's key {key_id}")
    return receipt  # type: ignore[no-any-return]


def verify_body(receipt: dict[str, Any], label: str, salt: bytes, body: bytes, say: Say) -> None:
    """Steps 3 (came: your request) and 4 (delivered: your answer). Raises Refused."""
    step = {"came": 3, "delivered": 4}[label]
    expected = hmac.digest(salt, COMMITMENT % (2, label.encode()) + body, "sha256").hex()
    if receipt["format"] != PROMISED:
        expected = sha256(COMMITMENT % (1, label.encode()), salt, body).hex()
    told = receipt.get(label)
    need(told == expected, step, f"the commitment {expected}", shown(told) or "none")
    say(step, f"{label}: these {len(body)} bytes are the ones that the receipt commits to")


def verify_answer(receipt: dict[str, Any], salt: bytes, answer: bytes, say: Say) -> None:
    """Steps 4 and 5. A stream may end with a comment that carries the promise: it is no part."""
    streamed = bool(receipt.get("chain"))
    if streamed:
        own = rb"(?<![^\r\n]): posthouse-promise (?:(?!: posthouse-promise )[^\n])*\n\n\Z"
        answer = re.sub(own, b"", answer)
    verify_body(receipt, "delivered", salt, answer, say)
    blank = rb"\r\n\r\n|\n\n|\r\r|\r\n\n|\n\r\n"  # an event ends with its blank line
    events = re.findall(rb"(?s:.*?(?:%b)|.+\Z)" % blank, answer) if streamed else []
    head = sha256(CHAIN, salt, str(receipt.get("id")).encode())
    for event in events:
        head = sha256(head, sha256(event))
    told = (receipt.get("chain"), receipt.get("chunks"))
    if streamed:
        holds = told == (head.hex(), len(events))
        need(holds, 5, f"{len(events)} events, {head.hex()}", shown(told))
        say(5, f"these {len(events)} events are the ones that left the station, in order")


# --- step 6: keys, notes, checkpoints ------------------------------------------------------------
class Key(NamedTuple):
    """A verifier key (C2SP signed-note): its name, and signature type before the public key."""

    name: str
    typed: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that stand for the key in a signature line."""
        return sha256(self.name.encode(), b"\n", self.typed)[:4]


class Checkpoint(NamedTuple):
    """A log's head; `signatures` are the lines below it as (name, key id, signature)."""

    origin: str
    size: int
    root: bytes
    body: bytes
    signatures: list[tuple[str, bytes, bytes]]

    def signed_by(self, key: Key) -> list[bytes]:
        """Return what the lines of this key hold."""
        return [held for name, id_, held in self.signatures if (name, id_) == (key.name, key.id)]


def parse_key(vkey: str) -> Key:
    """Return a key from its written form name+id+base64. Raises ValueError."""
    name, told, encoded = vkey.split("+", 2)
    key = Key(name, b64(encoded, 33))
    if not name or key.typed[:1] not in (b"\x01", b"\x04") or key.id.hex() != told:
        raise ValueError("not an Ed25519 key, or its id does not fit")
    return key


def parse_checkpoint(note: bytes) -> Checkpoint:
    """Return the head that a signed note holds; nothing is verified yet. Raises Refused."""
    try:
        found = re.fullmatch(NOTE, "" if re.search(rb"[\x00-\t\v-\x1f]", note) else note.decode())
        body, origin, size, root, lines = found.groups() if found else [""] * 5
        held = [(name, b64(one)) for name, one in re.findall(r"— (\S+) (\S+)\n", lines)]
        signatures = [(name, one[:4], one[4:]) for name, one in held]
        head = Checkpoint(origin, int(size), b64(root, 32), body.encode(), signatures)
    except ValueError as error:
        raise Refused(6, "a checkpoint", f"something else ({error})") from error
    need(head.size or head.root == sha256(b""), 6, "the root of an empty log", "another")
    return head


def verify_checkpoint(note: bytes, logs: list[Key], say: Say) -> Checkpoint:
    """Step 6. Return the head if one of these logs signed it. Raises Refused."""
    head = parse_checkpoint(note)
    mine = [log for log in logs if log.name == head.origin]
    need(mine, 6, "a log that you name", shown(head.origin))
    signatures = [(log.typed[1:], one) for log in mine for one in head.signed_by(log)]
    fit = signatures and all(ed25519(key, one, head.body) for key, one in signatures)
    need(fit, 6, f"a signature of {shown(head.origin)} that fits", "none, or one that does not")
    say(6, f"{shown(head.origin)} signed a checkpoint of {head.size} entries")
    return head


# --- steps 7 and 9: the Merkle tree (RFC 6962, 2.1): 00 before an entry, 01 before two hashes -----
def root_of(found: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """Return the root above a leaf hash. Raises ValueError where the proof has another length."""
    if not 0 <= index < size or (size == 1) != (not proof) or len(found) != 32:
        raise ValueError("a proof of another length")
    if size == 1:
        return found
    left = 1 << (size - 1).bit_length() - 1  # the largest power of two below size
    if index < left:
        return sha256(b"\x01", root_of(found, index, left, proof[:-1]), proof[-1])
    return sha256(b"\x01", proof[-1], root_of(found, index - left, size - left, proof[:-1]))


def roots_of(old: bytes | None, size: int, later: int, proof: list[bytes]) -> tuple[bytes, bytes]:
    """Return the roots of a tree's first `size` and of all `later` leaves, as the proof has it."""
    # `old` is the earlier root where this part of the tree is the earlier tree whole
    if 0 < size == later and len(proof) == (old is None):
        return (proof[0], proof[0]) if old is None else (old, old)
    if not 0 < size < later or not proof:
        raise ValueError("a proof of another length")
    left = 1 << (later - 1).bit_length() - 1
    if size <= left:
        before, after = roots_of(old, size, left, proof[:-1])
        return before, sha256(b"\x01", after, proof[-1])
    before, after = roots_of(None, size - left, later - left, proof[:-1])
    return sha256(b"\x01", proof[-1], before), sha256(b"\x01", proof[-1], after)


def verify_inclusion(entry: bytes, proof: str, head: Checkpoint, say: Say) -> int:
    """Step 7. Return where the entry stands; the tlog-proof comes without its checkpoint."""
    found = re.fullmatch(PROOF, proof)
    try:
        extra, told, lines = found.groups("") if found else ("", "", "")
        b64(extra)  # never trusted, only well-formed
        index, hashes = int(told), [b64(line, 32) for line in lines.split("\n")[:-1]]
        holds = root_of(sha256(b"\x00", entry), index, head.size, hashes) == head.root
    except ValueError as error:
        raise Refused(7, "a C2SP tlog-proof", f"something else ({error})") from error
    need(holds, 7, "a path from the entry to the root", "one that does not lead there")
    say(7, f"the entry is number {index} of {head.size}, counted from 0")
    return index


def verify_growth(old: Checkpoint, new: Checkpoint, proof: list[bytes], say: Say) -> None:
    """Step 9. Raises Refused."""
    try:
        holds = roots_of(old.root, old.size, new.size, proof) == (old.root, new.root)
    except ValueError:
        holds = old.size == 0 and not proof  # anything grew from nothing
    need(
        holds and old.origin == new.origin,
        9,
        f"a tree that grew from these {old.size} entries",
        "one that did not",
    )
    say(9, f"the {old.size} earlier entries stand unchanged among the {new.size}")


# --- step 8: witnesses ---------------------------------------------------------------------------
class Policy(NamedTuple):
    """Whom you trust (C2SP tlog-policy). `groups` say how many of which members are enough."""

    logs: list[Key]
    witnesses: dict[str, Key]
    groups: dict[str, tuple[int, list[str]]]
    quorum: list[str]

    def met(self, names: set[str]) -> bool:
        """Tell whether these witnesses are enough; a group's members stand before it."""
        enough = {"none", *names}
        for name, (threshold, members) in self.groups.items():
            if sum(member in enough for member in members) >= threshold:
                enough.add(name)
        return self.quorum[0] in enough


def parse_policy(data: bytes) -> Policy:
    """Return a trust policy. Raises ValueError with the number of the line that is wrong."""
    policy = Policy([], {}, {}, [])
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data):
        raise ValueError("policy: expected no control characters")
    for number, line in enumerate(data.decode(errors="surrogateescape").split("\n"), 1):
        words = re.sub(r"(^|[ \t])#.*", "", line).replace("\t", " ").split(" ")
        try:
            _take([word for word in words if word], policy)
        except (KeyError, ValueError) as error:  # KeyError: no such threshold
            raise ValueError(f"policy, line {number}: {error}") from error
    if len(policy.quorum) != 1:
        raise ValueError(f"policy: expected one quorum line, found {len(policy.quorum)}")
    return policy


def _take(words: list[str], policy: Policy) -> None:
    known = {*policy.witnesses, *policy.groups}
    taken = known | {"none", "any", "all"}
    match words:
        case ["log", vkey] | ["log", vkey, _]:
            policy.logs.append(_new(vkey, b"\x01", policy.logs))
        case ["witness", name, vkey] | ["witness", name, vkey, _] if name not in taken:
            policy.witnesses[name] = _new(vkey, b"\x04", list(policy.witnesses.values()))
        case ["group", name, threshold, *members] if members and name not in taken:
            listed = [one for _, below in policy.groups.values() for one in below] + members
            if not known >= set(members) or len(listed) != len(set(listed)):
                raise ValueError("a member that is unknown or was listed before")
            n = len(members)
            enough = {str(k): k for k in range(1, n + 1)} | {"any": 1, "all": n}
            policy.groups[name] = (enough[threshold], members)
        case ["quorum", name] if name == "none" or name in known:
            policy.quorum.append(name)
        case _ if words:
            raise ValueError("expected log, witness, group or quorum and names that are known")


def _new(vkey: str, kind: bytes, known: list[Key]) -> Key:
    """A plain Ed25519 key of a witness stands for its cosigning form, as Go's tools take it."""
    key = parse_key(vkey)
    if key.typed[1:] in [one.typed[1:] for one in known]:
        raise ValueError("the same key twice")
    return Key(key.name, kind + key.typed[1:])


def verify_witnesses(head: Checkpoint, policy: Policy, say: Say) -> dict[str, int]:
    """Step 8. Return who cosigned, when (Unix seconds). Raises Refused."""
    found: dict[str, int] = {}
    for name, key in policy.witnesses.items():
        for held in head.signed_by(key):
            at = int.from_bytes(held[:8])
            message = b"cosignature/v1\ntime %d\n%b" % (at, head.body)
            fits = len(held) == 72 and at < 2**63 and ed25519(key.typed[1:], held[8:], message)
            need(fits, 8, f"a cosignature of {shown(name)} that fits", "one that does not")
            found[name] = at
    told = ", ".join(f"{shown(name)} at {at}" for name, at in found.items()) or "none"
    need(policy.met(set(found)), 8, f"the quorum {shown(policy.quorum[0])}", f"cosigned by {told}")
    say(8, f"the quorum {shown(policy.quorum[0])} is met, cosigned by {told}")
    return found


# --- step 10: evidence bundles, and what the commands do -----------------------------------------
class Trust(NamedTuple):
    """What you got from elsewhere than what is verified."""

    key: bytes
    logs: list[Key]
    policy: Policy | None

    def head(self, note: bytes, say: Say) -> Checkpoint:
        """Steps 6 and, with a policy, 8. Return the head. Raises Refused."""
        head = verify_checkpoint(note, self.logs, say)
        if self.policy is not None:
            verify_witnesses(head, self.policy, say)
        return head

    def logged(self, entry: bytes, proof: bytes, say: Say) -> None:
        """Steps 6, 8 and 7 for an entry and its tlog-proof. Raises Refused."""
        path, blank, note = proof.partition(b"\n\n")
        need(blank, 7, "a proof with a checkpoint below it", "none")
        verify_inclusion(entry, path.decode(errors="replace") + "\n", self.head(note, say), say)


def verify_bundle(data: bytes, trust: Trust, say: Say) -> list[Any]:
    """Steps 10, 6, 8, 9, 7, 1 and 2. Return the entries. Raises Refused."""
    tree = parse_canonical(data[:-1], 10)
    try:
        digest, pairs = tree.pop("sha256"), [sorted(one) for one in tree["entries"]]
        known = sorted(tree) == MEMBERS and pairs == [["entry", "proof"]] * len(pairs)
        known = known and tree["format"] == EVIDENCE and data.endswith(b"\n")
        need(known, 10, f"one line of the format {EVIDENCE}", "something else")
        need(digest == sha256(canonical(tree)).hex(), 10, "the bundle's digest", shown(digest))
        say(10, f"the bundle is whole and holds {len(tree['entries'])} entries")
        head, last = trust.head(tree["checkpoint"].encode(), say), -1
        told = parse_policy(tree["policy"].encode())
        named = [(key.name, key.id) for key in (*told.logs, *told.witnesses.values())]
        strange = [one for one in head.signatures if one[:2] not in named]
        need(not strange, 10, "signatures by keys of the bundle's policy", "others beside them")
        if tree["consistency"] is not None:
            old = verify_checkpoint(tree["consistency"]["checkpoint"].encode(), trust.logs, say)
            need(len(old.signatures) == 1, 10, "the log's signature alone", "others beside it")
            verify_growth(old, head, [b64(one, 32) for one in tree["consistency"]["proof"]], say)
        for entry, proof in ((one["entry"], one["proof"]) for one in tree["entries"]):
            last, before = verify_inclusion(canonical(entry), proof, head, say), last
            need(last > before, 10, "entries in the log's order", "another order")
            if entry.get("format") == EVENT:
                say(7, f"it is the event {shown(entry.get('kind'))}")
            else:
                verify_receipt(canonical(entry), trust.key, say)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused(10, "the members of a bundle", "others") from error
    return tree["entries"]  # type: ignore[no-any-return]


def verify(asked: argparse.Namespace, say: Say) -> None:
    """Carry out one command. Raises Refused, and ValueError where it cannot be asked."""
    policy = parse_policy(Path(asked.policy).read_bytes()) if asked.policy else None
    logs = [parse_key(asked.log)] if asked.log else policy.logs if policy else []
    trust, salt = Trust(bytes.fromhex(asked.key), logs, policy), bytes.fromhex(asked.salt)
    match asked.command, [Path(name).read_bytes() for name in asked.files]:
        case "receipt", [sealed]:
            receipt = verify_receipt(sealed, trust.key, say)
            if asked.request:
                verify_body(receipt, "came", salt, Path(asked.request).read_bytes(), say)
            if asked.answer:
                verify_answer(receipt, salt, Path(asked.answer).read_bytes(), say)
            if asked.proof:
                trust.logged(sealed, Path(asked.proof).read_bytes(), say)
        case "proof", [proof, entry]:
            trust.logged(entry, proof, say)
        case "consistency", [old, new, lines]:
            hashes = [b64(line, 32) for line in lines.decode().split()]
            verify_growth(trust.head(old, say), trust.head(new, say), hashes, say)
        case "bundle", [bundle]:
            verify_bundle(bundle, trust, say)
        case _:
            raise ValueError(f"{asked.command}: another number of files")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, verify, tell each step, return the exit code."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("verifier.py", description=__doc__, formatter_class=form)
    parser.add_argument("command", choices=["receipt", "proof", "consistency", "bundle"])
    parser.add_argument("files", nargs="+", help="in the order shown above")
    parser.add_argument("--key", default="", help="the station's receipt key, 64 hex digits")
    parser.add_argument("--salt", default="", help="what came as posthouse-receipt-salt, in hex")
    parser.add_argument("--log", help="the log's vkey, where the policy names none")
    for name in ("policy", "request", "answer", "proof"):
        parser.add_argument(f"--{name}", help=f"the file that holds your {name}")
    asked = parser.parse_args(arguments)
    try:
        verify(asked, lambda step, told: print(f"{step:2} holds: {told}"))
    except Refused as refused:
        print(f"{refused.step:2} DOES NOT HOLD: {refused}\n   {refused.todo}")
        return 1
    except (OSError, ValueError) as error:
        parser.error(str(error))
    print("all that was asked holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
