import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.errors import UpstreamFault
from posthouse.wire.sse import Cutter, Event, event

STREAM = (
    b'event: a\ndata: {"x": 1}\n\n: comment\n\ndata: two\ndata: lines\n\n'
    b"data: crlf\r\nid: 7\r\n\r\ndata:tight\n\ndata: [DONE]\n\n"
)


def test_cuts_names_and_data():
    events = Cutter().feed(STREAM)
    assert [(e.name, e.data) for e in events] == [
        ("a", b'{"x": 1}'), ("", None), ("", b"two\nlines"), ("", b"crlf"), ("", b"tight"),
        ("", b"[DONE]"),
    ]  # fmt: skip


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_chunking_does_not_matter(cuts):
    cutter, at, found = Cutter(), 0, []
    for cut in [*sorted(cuts), len(STREAM)]:
        found += [e.raw for e in cutter.feed(STREAM[at:cut])]
        at = cut
    assert b"".join(found) == STREAM
    assert cutter.end() == b""


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        (b"data: 1\n\n", b"data: X\n\n"),
        (b"event: n\ndata: 1\n\n", b"event: n\ndata: X\n\n"),
        (b"data: 1\r\n\r\n", b"data: X\r\n\r\n"),
        (b"id: 3\ndata: 1\ndata: 2\nretry: 5\n\n", b"id: 3\ndata: X\nretry: 5\n\n"),
    ],
)
def test_other_data_leaves_the_other_lines_as_they_were(raw, written):
    assert Event(raw).with_data(b"X") == written


def test_what_has_no_end_is_given_back_at_the_end():
    cutter = Cutter()
    assert cutter.feed(b"data: x") == []
    assert cutter.end() == b"data: x"


def test_writes_an_event():
    assert event(b"{}", "ping") == b"event: ping\ndata: {}\n\n"
    assert event(b"{}") == b"data: {}\n\n"


@given(st.lists(st.integers(1, 9), min_size=1, max_size=60))
def test_events_are_the_same_however_they_are_chunked(sizes):
    cutter, at, found = Cutter(), 0, []
    while at < len(STREAM):
        for size in sizes:
            found += cutter.feed(STREAM[at : at + size])
            at += size
    assert [e.raw for e in found] == [e.raw for e in Cutter().feed(STREAM)]


def test_a_large_event_in_small_pieces_is_put_together_once():
    cutter, piece = Cutter(), b"x" * 1000
    started = time.perf_counter()
    for _ in range(20_000):
        assert cutter.feed(piece) == []
    (event_,) = cutter.feed(b"\n\n")
    assert len(event_.raw) == 20_000_002
    assert time.perf_counter() - started < 2  # joined anew for every piece: a minute


def test_an_event_without_an_end_is_given_up():
    cutter = Cutter()
    for _ in range(64):
        cutter.feed(b"x" * 2**20)
    with pytest.raises(UpstreamFault):
        cutter.feed(b"x")
