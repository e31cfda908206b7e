"""Commitments can be recomputed by a client from the salt and its own bytes."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.ledger.commitment import SALT_LENGTH, Commitment, Passage, commit

SALT = bytes(range(SALT_LENGTH))


def test_follows_the_documented_format():
    told = b"posthouse/commitment/2\x00came\x00hello"
    expected = hmac.digest(SALT, told, "sha256").hex()
    assert commit(SALT, Passage.CAME, b"hello") == expected


def test_separates_the_four_passages_and_the_salts():
    found = {commit(SALT, p, b"x") for p in Passage} | {
        commit(b"\xff" * SALT_LENGTH, Passage.CAME, b"x")
    }
    assert len(found) == 5


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_does_not_depend_on_how_the_bytes_are_split(pieces):
    commitment = Commitment(SALT, Passage.RETURNED)
    for piece in pieces:
        commitment.update(piece)
        commitment.hexdigest()
    assert commitment.hexdigest() == commit(SALT, Passage.RETURNED, b"".join(pieces))


def test_tells_nothing_where_nothing_passed():
    commitment = Commitment(SALT, Passage.LEFT)
    assert commitment.told() == ""
    commitment.update(b"x")
    assert commitment.told() == commit(SALT, Passage.LEFT, b"x")


def test_counts_the_bytes():
    commitment = Commitment(SALT, Passage.LEFT)
    commitment.update(b"abc")
    commitment.update(b"de")
    assert commitment.size == 5


def test_refuses_a_salt_of_another_length():
    with pytest.raises(ValueError, match="32 bytes"):
        Commitment(b"short", Passage.CAME)
