from hypothesis import given
from hypothesis import strategies as st

from posthouse.store.frames import (
    Concluded,
    Frame,
    FrameProtocol,
    Intended,
    concluded,
    intended,
)


class Wire:
    def __init__(self):
        self.sent = b""

    def write(self, data):
        self.sent += data

    def is_closing(self):
        return False


MESSAGES = [(Frame.INTEND, 1, b"{}"), (Frame.DONE, 2**40, b""), (Frame.FOUND, 3, b"x" * 5000)]


def written():
    wire, protocol = Wire(), FrameProtocol(lambda *_: None)
    protocol.connection_made(wire)
    for kind, number, body in MESSAGES:
        protocol.send(kind, number, body)
    return wire.sent


@given(st.lists(st.integers(0, 6000), max_size=8))
def test_chunking_does_not_matter(cuts):
    data, taken = written(), []
    protocol = FrameProtocol(lambda *frame: taken.append(frame))
    at = 0
    for cut in [*sorted(cuts), len(data)]:
        protocol.data_received(data[at:cut])
        at = max(at, cut)
    assert taken == [tuple(m) for m in MESSAGES]


def test_sending_to_nobody_is_no_error():
    FrameProtocol(lambda *_: None).send(Frame.FIND, 1, b"x")


@given(st.text(max_size=40), st.integers(0, 2**62), st.binary(max_size=300), st.binary())
def test_what_is_told_of_an_exchange_is_read_as_it_was_written(name, number, means, body):
    asked = Intended(name, number, number // 2, 1.5, means, body)
    assert intended(asked.packed()) == asked
    ended = Concluded(number % 2 == 0, number % 3 == 0, number, number // 3, name, body)
    assert concluded(ended.packed()) == ended
