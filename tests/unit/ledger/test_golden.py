"""The formats as they stand in files: what verifiers elsewhere read must never change by accident.

`GOLDEN_WRITE=1` writes the files of the current version anew, for a new version of the format.
"""

import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.ledger.test_receipt import RECEIPT, SIGNER

from posthouse.ledger.chain import chain_of, without_promise
from posthouse.ledger.commitment import Passage, commit
from posthouse.ledger.promise import Head, Sealer, promise_of
from posthouse.ledger.receipt import body_of, key_id, read_promise, verify, verify_promise
from posthouse.model.errors import VerificationFailed
from posthouse.model.record import Counted

FOLDER = Path(__file__).parents[2] / "golden" / "receipts"
SALT = bytes(range(32))
IDENT = "0123456789ab" + "cd" * 16
REQUEST = (
    b'{"model":"m","stream":true,"messages":[{"role":"user","content":"\xe4\xbd\xa0\xe5\xa5\xbd"}]}'
)
MUTATIONS = 10_000
EVENTS = b'data: {"choices":[]}\n\n: ping\r\n\r\ndata: [DONE]\n\n'


def sealed_now() -> bytes:
    chain = chain_of(SALT, IDENT, EVENTS)
    receipt = replace(
        RECEIPT,
        id=IDENT,
        came=commit(SALT, Passage.CAME, REQUEST),
        left=commit(SALT, Passage.LEFT, REQUEST),
        returned=commit(SALT, Passage.RETURNED, EVENTS),
        delivered=commit(SALT, Passage.DELIVERED, EVENTS),
        chain=chain.hexdigest(),
        chunks=chain.count,
        attempts=1,
        inspected=1,
        policy="ab" * 32,
        rules=("default/mask/EMAIL",),
        counted=Counted(len(REQUEST), len(REQUEST), len(EVENTS), len(EVENTS), 6, 9, 2, 3),
        build="wheel:" + "cd" * 32,
    )
    sealer = Sealer(
        "station.example", key_id(SIGNER.public_key), SIGNER.sign, lambda: receipt.ended_us + 99,
        "log.example/station", lambda: Head(41, bytes(32)),
    )  # fmt: skip
    return sealer.seal(receipt.id, body_of(receipt))


def files_now() -> dict[str, bytes]:
    sealed = sealed_now()
    return {
        "receipt-2.json": sealed,
        "receipt-2.request": REQUEST,
        "receipt-2.answer": EVENTS + b": posthouse-promise " + promise_of(sealed) + b"\n\n",
        "receipt-2.salt": SALT.hex().encode() + b"\n",
        "public-key": SIGNER.public_key.hex().encode() + b"\n",
    }


@pytest.mark.parametrize("name", files_now())
def test_writes_what_it_always_wrote(name):
    if os.environ.get("GOLDEN_WRITE"):
        (FOLDER / name).write_bytes(files_now()[name])
    assert (FOLDER / name).read_bytes() == files_now()[name]


def test_the_files_verify_and_their_commitments_hold():
    key = bytes.fromhex((FOLDER / "public-key").read_text())
    salt = bytes.fromhex((FOLDER / "receipt-2.salt").read_text())
    receipt = verify((FOLDER / "receipt-2.json").read_bytes(), key)
    answer, promise = without_promise((FOLDER / "receipt-2.answer").read_bytes())
    chain = chain_of(salt, receipt["id"], answer)
    request = (FOLDER / "receipt-2.request").read_bytes()
    assert receipt["came"] == commit(salt, Passage.CAME, request)
    assert receipt["delivered"] == commit(salt, Passage.DELIVERED, answer)
    assert (receipt["chain"], receipt["chunks"]) == (chain.hexdigest(), chain.count)
    assert verify_promise(read_promise(promise), key)["id"] == receipt["id"]


def test_a_receipt_of_the_first_version_still_verifies():
    key = bytes.fromhex((FOLDER / "public-key").read_text())
    sealed = (FOLDER / "receipt-1.json").read_bytes()
    assert verify(sealed, key)["format"] == "posthouse/receipt/1"
    assert set(json.loads(sealed)) == {"receipt", "signature"}


def test_ten_thousand_random_changes_of_a_sealed_receipt_are_all_found():
    key = bytes.fromhex((FOLDER / "public-key").read_text())
    sealed = (FOLDER / "receipt-2.json").read_bytes()
    draw = random.Random(11)
    for _ in range(MUTATIONS):
        changed = bytearray(sealed)
        at = draw.randrange(len(sealed))
        if draw.random() < 0.8:
            changed[at] ^= 1 << draw.randrange(8)
        else:
            del changed[at : at + draw.randrange(1, 40)]
        with pytest.raises(VerificationFailed):
            verify(bytes(changed), key)
