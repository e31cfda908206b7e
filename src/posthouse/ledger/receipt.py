"""A receipt as signed bytes: tree, canonical form, sealed form, and the check of a sealed one.

Sealed form, itself canonical JSON, which is why it may be put together from parts:

    {"promise": {...}, "receipt": {...},
     "signature": {"algorithm": "Ed25519", "key_id": ..., "value": ...}}

The signature covers the canonical bytes of the promise (promise.py), and the promise holds the
SHA-256 of the canonical bytes of the object under "receipt", whose "format" names this version.
`key_id` is the first 16 hex digits of SHA-256 over the raw public key, `value` is base64.

Receipts of the first version have no promise; their signature covers the receipt itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from posthouse.ledger.canonical import LARGEST, NotCanonical, Tree, canonical, written
from posthouse.ledger.promise import ALGORITHM
from posthouse.ledger.promise import FORMAT as PROMISE_FORMAT
from posthouse.model.errors import VerificationFailed
from posthouse.model.record import Counted, Destination, Ending, Inspection, Receipt
from posthouse.model.usage import Usage

FORMAT = "posthouse/receipt/2"
FIRST_FORMAT = "posthouse/receipt/1"

_COUNTS = tuple(f.name for f in fields(Counted))
_CHANGED = "the receipt was changed after it was signed, or it never was"


def to_tree(receipt: Receipt) -> dict[str, Tree]:
    """Return the receipt as JSON values, every field of it and the format's name."""
    return {
        "format": FORMAT,
        "id": receipt.id,
        "station": receipt.station,
        "at_us": receipt.at_us,
        "ended_us": receipt.ended_us,
        "ending": receipt.ending.value,
        "key": receipt.key,
        "project": receipt.project,
        "dialect": receipt.dialect,
        "operation": receipt.operation,
        "stream": receipt.stream,
        "status": receipt.status,
        "model_asked": receipt.model_asked,
        "model_routed": receipt.model_routed,
        "model_claimed": receipt.model_claimed,
        "came": receipt.came,
        "left": receipt.left,
        "returned": receipt.returned,
        "delivered": receipt.delivered,
        "destinations": [_destination(d) for d in receipt.destinations],
        "masked": dict(receipt.masked),
        "unexamined": receipt.unexamined,
        "rule": receipt.rule,
        "inspections": [_inspection(i) for i in receipt.inspections],
        "usage": _usage(receipt.usage),
        "cost": receipt.cost,
        "priced": receipt.priced,
        "software": receipt.software,
        "reserved": receipt.reserved,
        "parameters_changed": list(receipt.parameters_changed),
        "losses": list(receipt.losses),
        "refusal": receipt.refusal,
        "extra": dict(receipt.extra),
        "truncated": receipt.truncated,
        "chain": receipt.chain,
        "chunks": receipt.chunks,
        "attempts": receipt.attempts,
        "policy": receipt.policy,
        "rules": list(receipt.rules),
        "inspected": receipt.inspected,
        "counted": _counted(receipt.counted),
        "build": receipt.build,
        **({"packs": list(receipt.packs)} if receipt.packs else {}),
    }


def from_tree(tree: Mapping[str, Any]) -> Receipt:
    """Return the receipt of a tree that to_tree made."""
    told = {name: value for name, value in tree.items() if name != "format"}
    told["ending"] = Ending(told["ending"])
    told["usage"] = Usage(**told["usage"])
    told["destinations"] = tuple(Destination(**one) for one in told["destinations"])
    told["inspections"] = tuple(Inspection(**one) for one in told["inspections"])
    for name in ("parameters_changed", "losses", "rules", "packs"):
        told[name] = tuple(told.get(name, ()))
    if "counted" in told:
        told["counted"] = Counted(**told["counted"])
    return Receipt(**told)


def key_id(public_key: bytes) -> str:
    """Return the short name of a raw public key: 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def body_of(receipt: Receipt) -> bytes:
    """Return the canonical bytes that are signed. Raises NotCanonical."""
    return written(to_tree(receipt))


def verify(sealed: bytes, public_key: bytes) -> dict[str, Any]:
    """Return the receipt's tree if it was signed by this key. Raises VerificationFailed.

    White space between tokens does not matter; duplicate keys, floats and extra members do.
    """
    tree = _read(sealed)
    receipt, signature = tree["receipt"], tree["signature"]
    if receipt.get("format") == FORMAT and "promise" in tree:
        promise = verify_promise(_only(tree, "promise", "signature"), public_key)
        if promise.get("receipt") != hashlib.sha256(canonical_receipt(receipt)).hexdigest():
            raise VerificationFailed(
                "the receipt is not the one that the promise was signed for", hint=_CHANGED
            )
        if promise.get("id") != receipt.get("id"):
            raise VerificationFailed("the promise names another receipt", hint=_CHANGED)
    elif receipt.get("format") == FIRST_FORMAT and "promise" not in tree:
        _check_signature(canonical_receipt(receipt), signature, public_key)
    else:
        raise VerificationFailed(
            f"expected the format {FORMAT} with a promise, found another",
            hint="use the verifier of the release that issued the receipt",
        )
    return receipt  # type: ignore[no-any-return]


def verify_promise(tree: Mapping[str, Any], public_key: bytes) -> dict[str, Any]:
    """Return the promise of {"promise":…,"signature":…} if this key signed it.

    Raises VerificationFailed.
    """
    promise = tree["promise"]
    if promise.get("format") != PROMISE_FORMAT:
        raise VerificationFailed(
            f"expected the format {PROMISE_FORMAT}, found another",
            hint="use the verifier of the release that issued the receipt",
        )
    _check_signature(canonical_receipt(promise), tree["signature"], public_key)
    return promise  # type: ignore[no-any-return]


def read_promise(header: bytes) -> dict[str, Any]:
    """Return the object that a posthouse-promise header or comment holds, unverified.

    Raises VerificationFailed.
    """
    return _objects(_parsed(header), {"promise", "signature"})


def _check_signature(message: bytes, signature: Mapping[str, Any], public_key: bytes) -> None:
    if signature.get("algorithm") != ALGORITHM:
        raise VerificationFailed(f"expected the signature algorithm {ALGORITHM}, found another")
    if signature.get("key_id") != key_id(public_key):
        raise VerificationFailed(
            f"expected a signature by key {key_id(public_key)}, found one by another key",
            hint="fetch the public key of the station that issued this receipt",
        )
    try:
        value = _bytes_of(signature.get("value"))
        Ed25519PublicKey.from_public_bytes(public_key).verify(value, message)
    except (InvalidSignature, ValueError) as error:
        raise VerificationFailed("the signature does not fit the receipt", hint=_CHANGED) from error


def _bytes_of(text: object) -> bytes:
    """Return the bytes of base64 that is spelled as it has to be. Raises ValueError."""
    value = base64.b64decode(str(text), validate=True)
    if base64.b64encode(value).decode() != text:
        raise ValueError("another spelling of the signature")
    return value


def canonical_receipt(tree: Tree) -> bytes:
    """Return the canonical bytes of a tree that was read. Raises VerificationFailed."""
    try:
        return canonical(tree)
    except NotCanonical as error:
        raise VerificationFailed("the receipt has no canonical form", hint=_CHANGED) from error


def _read(sealed: bytes) -> dict[str, Any]:
    """Return the members of a sealed receipt, which are objects. Raises VerificationFailed."""
    tree = _parsed(sealed)
    with_promise = isinstance(tree, dict) and "promise" in tree
    members = {"receipt", "signature"} | ({"promise"} if with_promise else set())
    return _objects(tree, members)


def _objects(tree: Any, members: set[str]) -> dict[str, Any]:
    named = ", ".join(sorted(members))
    if not isinstance(tree, dict) or set(tree) != members:
        raise VerificationFailed(f"expected an object with {named}, found another")
    if not all(isinstance(tree[name], dict) for name in members):
        raise VerificationFailed(f"expected objects under {named}, found others")
    return tree


def _only(tree: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: tree[name] for name in names}


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(
            data,
            object_pairs_hook=_unique,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except (ValueError, RecursionError) as error:
        raise VerificationFailed("expected a sealed receipt, found something else") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_float(_: str) -> Any:
    raise ValueError("no floats in a receipt")


def _destination(one: Destination) -> dict[str, Tree]:
    return {
        "channel": one.channel,
        "host": one.host,
        "port": one.port,
        "address": one.address,
        "spki": one.spki,
        "status": one.status,
        "fault": one.fault,
    }


def _inspection(one: Inspection) -> dict[str, Tree]:
    return {"rule": one.rule, "action": one.action, "where": one.where}


def _counted(counted: Counted) -> dict[str, Tree]:
    return {name: getattr(counted, name) for name in _COUNTS}


def _usage(usage: Usage) -> dict[str, Tree]:
    return {
        "input": _count(usage.input),
        "output": _count(usage.output),
        "cache_read": _count(usage.cache_read),
        "cache_write": _count(usage.cache_write),
        "reasoning": _count(usage.reasoning),
    }


def _count(told: int | None) -> int | None:
    """Return a told count, bounded: an upstream's nonsense must not stop the record."""
    return told if told is None or told <= LARGEST else LARGEST
