"""A bundle is one canonical line that holds what it takes, in the log's order, and no content."""

import hashlib
import json

import pytest
from tests.evidence import ORIGIN, WITNESSES, small_log

from posthouse.ledger.canonical import canonical
from posthouse.ledger.evidence import FORMAT, Anchors, Logged, evidence
from posthouse.ledger.note import Ed25519Verifier
from posthouse.ledger.proof import verify_proof
from posthouse.model.errors import VerificationFailed

LOG = small_log()


def test_it_is_canonical_and_carries_its_digest():
    data = LOG.bundle([4, 2], 11, old=5)
    tree = json.loads(data)
    assert data == canonical(tree) + b"\n"
    told = tree.pop("sha256")
    assert told == hashlib.sha256(canonical(tree)).hexdigest()
    assert tree["format"] == FORMAT


def test_entries_stand_in_the_logs_order_whatever_the_order_they_came_in():
    assert LOG.bundle([6, 1, 4], 11) == LOG.bundle([1, 4, 6], 11)


def test_a_proof_and_the_checkpoint_make_a_whole_tlog_proof():
    tree = json.loads(LOG.bundle([1, 2, 6], 11))
    for one in tree["entries"]:
        whole = (one["proof"] + "\n" + tree["checkpoint"]).encode()
        verifiers = [Ed25519Verifier(LOG.party.key)]
        assert verify_proof(whole, canonical(one["entry"]), verifiers, ORIGIN).size == 11


def test_without_an_earlier_checkpoint_there_is_none():
    assert json.loads(LOG.bundle([1], 11))["consistency"] is None


def test_refuses_what_is_no_proof():
    note = LOG.checkpoint(11, WITNESSES)
    with pytest.raises(VerificationFailed):
        evidence([Logged(LOG.entries[0], b"nonsense")], note, Anchors(bytes(32), "", ""))
