"""Offline proofs: what is written is read, and holds for its own entry alone."""

import pytest
from tests.unit.ledger.test_merkle import mth
from tests.unit.ledger.test_note import signer, verifier

from posthouse.ledger.checkpoint import Checkpoint
from posthouse.ledger.merkle import inclusion_proof, leaf_hash
from posthouse.ledger.note import sign_note
from posthouse.ledger.proof import FORMAT, Proof, parse_proof, verify_proof
from posthouse.model.errors import VerificationFailed

ENTRIES = [b"%d" % n for n in range(11)]
LEAVES = [leaf_hash(one) for one in ENTRIES]
LOG = signer("log.example")


def node(level, index):
    return mth(LEAVES[index << level : (index + 1) << level])


def proof_of(index, extra=None, size=11):
    checkpoint = sign_note(Checkpoint("log.example", size, mth(LEAVES[:size])).text(), [LOG])
    return Proof(index, tuple(inclusion_proof(index, size, node)), checkpoint, extra)


@pytest.mark.parametrize("extra", [None, b"", b"any bytes\n\0"])
@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 11), (10, 11), (7, 11)])
def test_what_is_written_is_read_and_holds(index, size, extra):
    proof = proof_of(index, extra, size)
    assert parse_proof(bytes(proof)) == proof
    found = verify_proof(bytes(proof), ENTRIES[index], [verifier(LOG)], "log.example")
    assert found.size == size


def test_it_holds_for_no_other_entry():
    with pytest.raises(VerificationFailed):
        verify_proof(bytes(proof_of(3)), ENTRIES[4], [verifier(LOG)], "log.example")


def test_no_changed_proof_holds():
    data = bytes(proof_of(6))
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 2]) + data[at + 1 :]
        with pytest.raises(VerificationFailed):
            verify_proof(changed, ENTRIES[6], [verifier(LOG)], "log.example")


HASH = "r" * 42 + "o="


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 0\n\ncheckpoint",
        f"{FORMAT}\nindex 0\n",
        f"{FORMAT}\n\ncheckpoint",
        f"{FORMAT}\nindex\n\ncheckpoint",
        f"{FORMAT}\nindex 00\n\ncheckpoint",
        f"{FORMAT}\nindex -1\n\ncheckpoint",
        f"{FORMAT}\nextra !\nindex 0\n\ncheckpoint",
        f"{FORMAT}\nindex 0\nextra YQ==\n\ncheckpoint",
        f"{FORMAT}\nindex 0\n{HASH[4:]}\n\ncheckpoint",
        f"{FORMAT}\r\nindex 0\n\ncheckpoint",
    ],
)
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(VerificationFailed):
        parse_proof(text.encode())
    with pytest.raises(VerificationFailed):
        parse_proof(b"\xff\n\n")
