"""The guard's record: read as it was written, or not at all."""

import pytest

from posthouse.ledger.guard import Guard, Head, parse_guard
from posthouse.model.errors import VerificationFailed

FIRST = Head("log.example", "a note — with a dash\n", 7, 1_700_000_000_000_000)
GUARD = Guard((FIRST, Head("log.example/2", notice={"reason": "disk lost"})))


def test_what_is_written_is_read():
    assert parse_guard(bytes(GUARD)) == GUARD
    assert GUARD.active.origin == "log.example/2"


def test_moving_changes_the_ledger_in_use_and_opening_adds_one():
    moved = GUARD.moved(Head("log.example/2", "note", 9))
    assert [one.seq for one in moved.heads] == [7, 9]
    opened = GUARD.opened(Head("log.example/3"))
    assert len(opened.heads) == 3
    assert opened.heads[:2] == GUARD.heads


def test_every_flipped_bit_is_found():
    data = bytes(GUARD)
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(VerificationFailed):
            parse_guard(bytes(changed))


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", bytes(GUARD)[:-2], bytes(Guard(()))])
def test_what_is_no_guard_is_refused(data):
    with pytest.raises(VerificationFailed):
        parse_guard(data)
