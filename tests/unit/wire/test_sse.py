import pytest
from hypothesis import given
from hypothesis import strategies as st

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
