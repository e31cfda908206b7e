"""A receipt as signed bytes: tree, canonical form, sealed form, and the check of a sealed one.

Sealed form, itself canonical JSON, which is why it may be put together from parts:

    {"receipt": {...}, "signature": {"algorithm": "Ed25519", "key_id": ..., "value": ...}}

The signature covers the canonical bytes of the object under "receipt", whose "format" names this
version. `key_id` is the first 16 hex digits of SHA-256 over the raw public key, `value` is base64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from posthouse.ledger.canonical import LARGEST, NotCanonical, Tree, canonical, written
from posthouse.model.errors import VerificationFailed
from posthouse.model.record import Destination, Ending, Inspection, Receipt
from posthouse.model.usage import Usage

FORMAT = "posthouse/receipt/1"
ALGORITHM = "Ed25519"


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
    }


def from_tree(tree: Mapping[str, Any]) -> Receipt:
    """Return the receipt of a tree that to_tree made."""
    told = {name: value for name, value in tree.items() if name != "format"}
    told["ending"] = Ending(told["ending"])
    told["usage"] = Usage(**told["usage"])
    told["destinations"] = tuple(Destination(**one) for one in told["destinations"])
    told["inspections"] = tuple(Inspection(**one) for one in told["inspections"])
    told["parameters_changed"] = tuple(told["parameters_changed"])
    told["losses"] = tuple(told["losses"])
    return Receipt(**told)


def key_id(public_key: bytes) -> str:
    """Return the short name of a raw public key: 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def body_of(receipt: Receipt) -> bytes:
    """Return the canonical bytes that are signed. Raises NotCanonical."""
    return written(to_tree(receipt))


def seal(receipt: Receipt, sign: Callable[[bytes], bytes], signer_id: str) -> bytes:
    """Return the sealed form. Raises NotCanonical where a field cannot be written."""
    return sealed(body_of(receipt), sign, signer_id)


def sealed(body: bytes, sign: Callable[[bytes], bytes], signer_id: str) -> bytes:
    """Return the sealed form of canonical bytes; may run in another thread than the loop's."""
    value = base64.b64encode(sign(body)).decode("ascii")
    return (
        b'{"receipt":%b,"signature":{"algorithm":"%b","key_id":"%b","value":"%b"}}'
        % (body, ALGORITHM.encode(), signer_id.encode(), value.encode())
    )  # fmt: skip


def verify(sealed: bytes, public_key: bytes) -> dict[str, Any]:
    """Return the receipt's tree if it was signed by this key. Raises VerificationFailed.

    White space between tokens does not matter; duplicate keys, floats and extra members do.
    """
    receipt, signature = _open(sealed)
    if signature.get("algorithm") != ALGORITHM:
        raise VerificationFailed(f"expected the signature algorithm {ALGORITHM}, found another")
    if signature.get("key_id") != key_id(public_key):
        raise VerificationFailed(
            f"expected a signature by key {key_id(public_key)}, found one by another key",
            hint="fetch the public key of the station that issued this receipt",
        )
    try:
        value = base64.b64decode(str(signature.get("value")), validate=True)
        Ed25519PublicKey.from_public_bytes(public_key).verify(value, canonical(receipt))
    except (InvalidSignature, NotCanonical, binascii.Error, ValueError) as error:
        raise VerificationFailed(
            "the signature does not fit the receipt",
            hint="the receipt was changed after it was signed, or it never was",
        ) from error
    return receipt


def _open(sealed: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        tree = json.loads(
            sealed,
            object_pairs_hook=_unique,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except (ValueError, RecursionError) as error:
        raise VerificationFailed("expected a sealed receipt, found something else") from error
    if not isinstance(tree, dict) or set(tree) != {"receipt", "signature"}:
        raise VerificationFailed("expected an object with receipt and signature, found another")
    receipt, signature = tree["receipt"], tree["signature"]
    if not isinstance(receipt, dict) or not isinstance(signature, dict):
        raise VerificationFailed("expected objects under receipt and signature, found others")
    if receipt.get("format") != FORMAT:
        raise VerificationFailed(
            f"expected the format {FORMAT}, found another",
            hint="use the verifier of the release that issued this receipt",
        )
    return receipt, signature


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
