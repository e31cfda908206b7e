"""The hub: lines to whoever keeps the record now, or will next."""

import os
import socket

import pytest

from posthouse.store.hub import Hub, answer, call


@pytest.fixture
def hub():
    made = Hub()
    yield made
    made.close()


def test_who_calls_and_who_answers_hold_two_ends_of_one_line(hub):
    ours = call(hub.calling)
    theirs = answer(hub.answering)
    ours.send(b"hello")
    assert theirs.recv(10) == b"hello"
    assert not os.get_inheritable(theirs.fileno())
    ours.close()
    assert theirs.recv(10) == b""
    theirs.close()


def test_calls_wait_for_whoever_answers_next_each_a_line_of_its_own(hub):
    callers = [call(hub.calling) for _ in range(20)]
    for number, one in enumerate(callers):
        one.send(b"%d" % number)
    lines = [answer(hub.answering) for _ in callers]
    assert [int(line.recv(10)) for line in lines] == list(range(20))
    with pytest.raises(BlockingIOError):
        answer(hub.answering)
    for one in (*callers, *lines):
        one.close()


def test_a_caller_that_is_gone_before_it_is_answered_is_seen_to_be(hub):
    call(hub.calling).close()
    with answer(hub.answering) as line:
        assert line.recv(1) == b""


def test_when_nobody_can_call_any_more_whoever_answers_is_told(hub):
    copy = socket.socket(fileno=os.dup(hub.calling.fileno()))
    hub.calling.close()
    with pytest.raises(BlockingIOError):
        answer(hub.answering)
    copy.close()
    assert answer(hub.answering) is None
