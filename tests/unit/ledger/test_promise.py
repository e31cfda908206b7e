"""One signature binds the station to a receipt and to its place in the log."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.test_receipt import RECEIPT, SIGNER

from posthouse.ledger.canonical import canonical
from posthouse.ledger.promise import INCLUSION_US, Head, Sealer, promise_of
from posthouse.ledger.receipt import body_of, key_id, read_promise, verify, verify_promise
from posthouse.model.errors import VerificationFailed

SEALER = Sealer(
    "station", key_id(SIGNER.public_key), SIGNER.sign, lambda: 5,
    "log.example/1", lambda: Head(7, b"\x01" * 32),
)  # fmt: skip
SEALED = SEALER.seal(RECEIPT.id, body_of(RECEIPT))
PROMISE = promise_of(SEALED)


def test_the_promise_says_what_by_when_and_where_the_log_stood():
    promise = verify_promise(read_promise(PROMISE), SIGNER.public_key)
    assert promise == {
        "format": "posthouse/promise/1",
        "id": RECEIPT.id,
        "include_by_us": 5 + INCLUSION_US,
        "log": "log.example/1",
        "previous": {"root": "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "size": 7},
        "receipt": promise["receipt"],
        "sealed_us": 5,
        "station": "station",
    }


def test_the_sealed_receipt_and_the_promise_are_canonical_and_fit_a_header():
    assert canonical(json.loads(SEALED)) == SEALED
    assert canonical(json.loads(PROMISE)) == PROMISE
    assert PROMISE.isascii()
    assert len(PROMISE) < 1024


def test_a_station_without_a_log_promises_none():
    sealed = Sealer("s", key_id(SIGNER.public_key), SIGNER.sign, lambda: 5).seal("r", b"{}")
    promise = json.loads(promise_of(sealed))["promise"]
    assert (promise["log"], promise["previous"]) == ("", None)


def test_a_promise_for_another_receipt_does_not_fit():
    other = SEALER.seal(RECEIPT.id, body_of(RECEIPT).replace(b'"cost":12', b'"cost":13'))
    swapped = {**json.loads(SEALED), "promise": json.loads(other)["promise"],
               "signature": json.loads(other)["signature"]}  # fmt: skip
    with pytest.raises(VerificationFailed, match="not the one"):
        verify(json.dumps(swapped).encode(), SIGNER.public_key)
    renamed = SEALER.seal("another", body_of(RECEIPT))
    with pytest.raises(VerificationFailed, match="another receipt"):
        verify(renamed, SIGNER.public_key)


@given(st.integers(0, len(PROMISE) * 8 - 1))
def test_finds_every_flipped_bit_of_a_promise(bit):
    flipped = bytearray(PROMISE)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VerificationFailed):
        verify_promise(read_promise(bytes(flipped)), SIGNER.public_key)
