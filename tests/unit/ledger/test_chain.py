"""The chain finds every event that was changed, dropped, put in or moved, however bytes are cut."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.ledger.chain import COMMENT, Chain, chain_of, events_of, without_promise

SALT = bytes(range(32))
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r", b"\n\n", b"\r\n\r\n", b"x", b"data: y", b": c", b""])
STREAMS = st.lists(ENDS, max_size=24).map(b"".join)


def told(chain):
    return chain.hexdigest(), chain.count


def test_follows_the_documented_format():
    head = hashlib.sha256(b"posthouse/chain/1\x00" + SALT + b"id-1").digest()
    for event in (b"data: a\n\n", b"data: b"):
        head = hashlib.sha256(head + hashlib.sha256(event).digest()).digest()
    assert told(chain_of(SALT, "id-1", b"data: a\n\ndata: b")) == (head.hex(), 2)


@given(STREAMS, st.lists(st.integers(0, 60), max_size=8))
def test_does_not_depend_on_how_the_bytes_are_cut(stream, cuts):
    chain = Chain(SALT, "id")
    places = sorted({0, len(stream), *(c for c in cuts if c < len(stream))})
    for start, end in itertools.pairwise(places):
        chain.update(stream[start:end])
    chain.end()
    assert told(chain) == told(chain_of(SALT, "id", stream))


@given(STREAMS)
def test_cuts_lose_no_byte(stream):
    assert b"".join(events_of(stream)) == stream


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r", b"\r\n\n", b"\n\r\n"])
def test_every_blank_line_of_the_standard_ends_an_event(end):
    assert events_of(b"data: a" + end + b"data: b" + end) == [
        b"data: a" + end, b"data: b" + end, b"",
    ]  # fmt: skip


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=2, max_size=6, unique=True), st.data())
def test_every_change_of_the_events_changes_the_head(bodies, data):
    events = [b"data: " + body.hex().encode() + b"\n\n" for body in bodies]
    place = data.draw(st.integers(0, len(events) - 2))
    whole = told(chain_of(SALT, "id", b"".join(events)))
    dropped = events[:place] + events[place + 1 :]
    inserted = [*events[:place], events[-1], *events[place:]]
    moved = [*events[:place], events[place + 1], events[place], *events[place + 2 :]]
    for changed in (dropped, inserted, moved):
        assert told(chain_of(SALT, "id", b"".join(changed))) != whole


def test_tells_salts_and_receipts_apart():
    heads = {chain_of(s, i, b"x").hexdigest() for s in (SALT, b"s" * 32) for i in ("a", "b")}
    assert len(heads) == 4


def test_the_promise_at_the_end_is_taken_off():
    body = b"data: a\n\n"
    assert without_promise(body + COMMENT + b'{"promise":1}\n\n') == (body, b'{"promise":1}')
    assert without_promise(COMMENT + b"{}\n\n") == (b"", b"{}")


@pytest.mark.parametrize(
    "stream",
    [
        b"data: a\n\n",
        b"data: " + COMMENT + b"{}\n\n",
        COMMENT + b"{}\n\ndata: a\n\n",
        b"data: a\n\n" + COMMENT + b"{}",
        b"",
    ],
)
def test_what_is_no_promise_at_the_end_stays(stream):
    assert without_promise(stream) == (stream, b"")
