"""Every change to what was sent or delivered is found, and told by the statement that it breaks."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.ledger.test_golden import EVENTS, FOLDER, IDENT, REQUEST, SALT, SIGNER

from posthouse.ledger.chain import events_of
from posthouse.ledger.check import Kept, check_bodies
from posthouse.ledger.receipt import verify
from posthouse.model.errors import VerificationFailed

KEY = SIGNER.public_key
RECEIPT = verify((FOLDER / "receipt-2.json").read_bytes(), KEY)
ANSWER = (FOLDER / "receipt-2.answer").read_bytes()
MUTATIONS = 10_000


def broken(kept: Kept, receipt=RECEIPT) -> set[str]:
    return {check.name for check in check_bodies(receipt, kept, KEY) if not check.holds}


def test_what_was_kept_holds_with_and_without_the_promise():
    assert broken(Kept(SALT, REQUEST, ANSWER)) == set()
    assert broken(Kept(SALT, REQUEST, EVENTS)) == set()
    assert check_bodies(RECEIPT, Kept(SALT), KEY) == []


def test_ten_thousand_random_changes_of_the_answer_are_all_found():
    draw = random.Random(7)
    *events, _ = events_of(EVENTS)
    for _ in range(MUTATIONS):
        changed = _changed(draw, list(events))
        if changed == EVENTS:
            continue
        assert broken(Kept(SALT, REQUEST, changed)) == {"delivered", "chain"}


def _changed(draw: random.Random, events: list[bytes]) -> bytes:
    kind = draw.choice(["flip", "drop", "insert", "swap", "cut", "repeat"])
    at = draw.randrange(len(events))
    if kind == "flip":
        whole = bytearray(b"".join(events))
        whole[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
        return bytes(whole)
    if kind == "cut":
        whole = b"".join(events)
        return whole[: draw.randrange(len(whole))]
    if kind == "drop":
        del events[at]
    elif kind == "insert":
        events.insert(at, b"data: %d\n\n" % draw.randrange(10**9))
    elif kind == "swap":
        other = draw.randrange(len(events))
        events[at], events[other] = events[other], events[at]
    else:
        events.insert(at, events[at])
    return b"".join(events)


@settings(max_examples=300)
@given(st.integers(0, len(REQUEST) * 8 - 1))
def test_every_flipped_bit_of_the_request_breaks_came_alone(bit):
    flipped = bytearray(REQUEST)
    flipped[bit // 8] ^= 1 << bit % 8
    assert broken(Kept(SALT, bytes(flipped), ANSWER)) == {"came"}


def test_another_salt_breaks_all_of_them():
    assert broken(Kept(b"x" * 32, REQUEST, EVENTS)) == {"came", "delivered", "chain"}


def test_the_number_of_events_is_told():
    (check,) = [
        c for c in check_bodies(RECEIPT, Kept(SALT, None, EVENTS[:-1]), KEY) if c.name == "chain"
    ]
    assert check.expected.startswith("3 events")
    assert check.found.startswith("3 events")
    shorter = check_bodies(RECEIPT, Kept(SALT, None, EVENTS[22:]), KEY)
    assert shorter[-1].found.startswith("2 events")


def test_a_promise_for_another_receipt_breaks_the_promise():
    other = {**RECEIPT, "cost": 13}
    assert broken(Kept(SALT, None, ANSWER), other) == {"promise"}


def test_a_forged_promise_in_the_answer_is_refused():
    forged = ANSWER.replace(IDENT.encode(), b"f" * len(IDENT))
    with pytest.raises(VerificationFailed):
        check_bodies(RECEIPT, Kept(SALT, None, forged), KEY)


@pytest.mark.parametrize(
    ("receipt", "salt", "said"),
    [
        (RECEIPT, b"x" * 16, "salt of 32 bytes"),
        ({**RECEIPT, "format": "posthouse/receipt/1"}, SALT, "older"),
    ],
)
def test_what_cannot_be_checked_is_refused(receipt, salt, said):
    with pytest.raises(VerificationFailed, match=said):
        check_bodies(receipt, Kept(salt, REQUEST), KEY)
