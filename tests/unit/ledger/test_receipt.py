"""A sealed receipt verifies, and every change to it is found."""

import dataclasses
import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.ledger.canonical import canonical
from posthouse.ledger.promise import Sealer
from posthouse.ledger.receipt import FORMAT, body_of, from_tree, key_id, to_tree, verify
from posthouse.model.errors import VerificationFailed
from posthouse.model.record import Destination, Ending, Inspection, Receipt
from posthouse.model.usage import MicroUSD, Usage
from posthouse.vault.signer import Ed25519Signer

SIGNER = Ed25519Signer(b"\x01" * 32)
OTHER = Ed25519Signer(b"\x02" * 32)

RECEIPT = Receipt(
    id="r1",
    station="station.example",
    at_us=1_700_000_000_000_000,
    ended_us=1_700_000_000_500_000,
    ending=Ending.DELIVERED,
    key="k1",
    project="p1",
    dialect="openai_chat",
    operation="generate",
    stream=True,
    status=200,
    model_asked="m",
    model_routed="m-1",
    model_claimed="m-1-é",
    came="aa",
    left="bb",
    returned="cc",
    delivered="dd",
    destinations=(Destination("c", "upstream.example", 443, "192.0.2.1", "ee", 200),),
    masked={"EMAIL": 2},
    unexamined=0,
    rule="default",
    inspections=(Inspection("hidden-unicode", "passed", "choices.0"),),
    usage=Usage(10, 5),
    cost=MicroUSD(12),
    priced=True,
    software="posthouse/0.1.0",
    extra={"note": "x"},
)
SEALED = Sealer("station", key_id(SIGNER.public_key), SIGNER.sign, lambda: 5).seal(
    "r1", body_of(RECEIPT)
)


def test_the_tree_holds_every_field_of_a_receipt():
    expected = {f.name for f in dataclasses.fields(Receipt)} | {"format"}
    packed = dataclasses.replace(RECEIPT, packs=("posthouse/1/ab",))
    assert set(to_tree(packed)) == expected
    assert from_tree(to_tree(packed)) == packed
    assert set(to_tree(RECEIPT)) == expected - {"packs"}  # as receipts were before there were any


@pytest.mark.parametrize(
    ("cls", "found"),
    [
        (Destination, to_tree(RECEIPT)["destinations"][0]),
        (Inspection, to_tree(RECEIPT)["inspections"][0]),
        (Usage, to_tree(RECEIPT)["usage"]),
    ],
)
def test_the_tree_holds_every_field_below_a_receipt(cls, found):
    assert set(found) == {f.name for f in dataclasses.fields(cls)}


def test_a_sealed_receipt_verifies_and_gives_its_tree():
    tree = verify(SEALED, SIGNER.public_key)
    assert tree["format"] == FORMAT
    assert tree == json.loads(canonical(to_tree(RECEIPT)))


def test_the_sealed_form_is_itself_canonical():
    assert canonical(orjson.loads(SEALED)) == SEALED


def test_verifies_however_it_is_spaced_and_ordered():
    assert verify(json.dumps(json.loads(SEALED), indent=2).encode(), SIGNER.public_key)


@given(st.integers(0, len(SEALED) * 8 - 1))
def test_finds_every_flipped_bit(bit):
    flipped = bytearray(SEALED)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VerificationFailed):
        verify(bytes(flipped), SIGNER.public_key)


def _with(**changes):
    tree = json.loads(SEALED)
    tree.update(changes)
    return json.dumps(tree).encode()


@pytest.mark.parametrize(
    "sealed",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        _with(more=1),
        _with(receipt=[]),
        _with(signature={}),
        _with(receipt={"format": "another/1"}),
        SEALED.replace(b'"cost":12', b'"cost":12.0'),
        SEALED.replace(b'"cost":12', b'"cost":13'),
        SEALED.replace(b'"cost":12', b'"cost":12,"cost":12'),
        SEALED.replace(b"Ed25519", b"none"),
    ],
)
def test_refuses_what_is_not_a_receipt_as_it_was_signed(sealed):
    with pytest.raises(VerificationFailed):
        verify(sealed, SIGNER.public_key)


def test_names_the_key_when_another_station_signed():
    with pytest.raises(VerificationFailed, match=key_id(OTHER.public_key)):
        verify(SEALED, OTHER.public_key)
