"""Checkpoints: three lines, written in one way only."""

import base64

import pytest
from tests.unit.ledger.test_note import signer, verifier

from posthouse.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from posthouse.ledger.note import sign_note
from posthouse.model.errors import VerificationFailed

ROOT = base64.b64encode(b"r" * 32).decode()


@pytest.mark.parametrize("more", [(), ("extension", "another")])
def test_what_is_written_is_read(more):
    checkpoint = Checkpoint("a.example", 20852163, b"r" * 32, more)
    assert parse_checkpoint(checkpoint.text()) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.example\n1\n",
        f"a.example\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"a.example\n01\n{ROOT}\n",
        f"a.example\n+1\n{ROOT}\n",
        f"a.example\n-1\n{ROOT}\n",
        f"a.example\n1 \n{ROOT}\n",
        f"a.example\n١\n{ROOT}\n",
        f"a.example\n9223372036854775808\n{ROOT}\n",
        "a.example\n1\nAAAA\n",
        f"a.example\n1\n{ROOT[:-1]}\n",
        f"a.example\n1\n{ROOT}\n\n",
        f"a.example\n1\n{ROOT}\nextension\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(VerificationFailed):
        parse_checkpoint(text.encode())
    with pytest.raises(VerificationFailed):
        parse_checkpoint(b"\xff\n1\n")


def test_a_signed_checkpoint_opens_for_its_own_origin_alone():
    log, witness = signer("log.example", 1), signer("witness.example", 2)
    signed = sign_note(Checkpoint("log.example", 1, b"r" * 32).text(), [log, witness])
    both = [verifier(log), verifier(witness)]
    checkpoint, opened = open_checkpoint(signed, both, "log.example")
    assert checkpoint.size == 1
    assert len(opened.signed) == 2
    with pytest.raises(VerificationFailed, match="another log"):
        open_checkpoint(signed, both, "other.example")


def test_a_checkpoint_that_only_others_signed_is_refused():
    witness = signer("witness.example", 2)
    signed = sign_note(Checkpoint("log.example", 1, b"r" * 32).text(), [witness])
    with pytest.raises(VerificationFailed, match="itself"):
        open_checkpoint(signed, [verifier(witness)], "log.example")
