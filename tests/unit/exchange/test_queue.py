"""Events on their way: what waits, what overtakes, and what a group of texts becomes."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from posthouse.exchange.queue import Entry, Group, Queue
from posthouse.wire.document import Slot
from posthouse.wire.fields import Kind
from posthouse.wire.sse import Event


def entry(name, **more):
    return Entry(Event(f"data: {name}\n\n".encode()), **more)


def sent(queue, *, ended=False):
    return [data.decode()[6:-2] for data in queue.ready(ended=ended)]


def filled(*entries):
    queue = Queue()
    for one in entries:
        queue.put(one)
    return queue


def texts(*words):
    """Return slots of one channel, each in an event of its own."""
    trees = [{"text": word} for word in words]
    return [(Slot(t, "text", Kind.TEXT, t["text"]), entry("e", tree=t)) for t in trees]


def test_events_go_out_as_they_came():
    event = entry("a")
    assert event.write() is event.event.raw
    assert sent(filled(event, entry("b"))) == ["a", "b"]


def test_an_event_with_a_tree_is_written_again():
    assert entry("a", tree={"b": 1}).write() == b'data: {"b":1}\n\n'


def test_an_event_waits_while_one_of_its_texts_is_undecided_and_so_do_those_behind_it():
    queue = filled(entry("a"), entry("b", stalls=1), entry("c", text=True))
    assert sent(queue) == ["a"]
    queue._line[0].stalls = 0
    assert sent(queue) == ["b", "c"]


def test_the_last_event_waits_for_the_end():
    queue = filled(entry("a"), entry("z", last=True))
    assert sent(queue) == ["a"]
    assert sent(queue) == []
    assert sent(queue, ended=True) == ["z"]


def test_what_follows_the_last_event_shows_that_it_was_not_the_last():
    queue = filled(entry("z", last=True))
    assert sent(queue) == []
    queue.put(entry("more"))
    assert sent(queue) == ["z", "more"]


def test_a_call_waits_until_it_is_judged_and_texts_pass_it():
    queue = Queue()
    queue.hold("call", entry("begin"))
    queue.put(entry("text", text=True))
    queue.hold("call", entry("end"))
    assert sent(queue) == ["text"]
    assert queue.calls() == ["call"]
    queue.release("call", None)
    assert queue.calls() == []
    assert b"".join(queue.ready(ended=False)) == b"data: begin\n\ndata: end\n\n"


def test_what_takes_the_place_of_a_call_goes_out_for_it():
    queue = Queue()
    queue.hold("call", entry("begin"))
    queue.release("call", b"notice")
    queue.put(entry("a"))
    assert list(queue.ready(ended=False)) == [b"notice", b"data: a\n\n"]


def test_the_last_event_waits_for_the_end_also_as_part_of_a_call():
    queue = Queue()
    queue.hold("call", entry("a", last=True))
    queue.release("call", None)
    assert sent(queue) == []
    assert sent(queue, ended=True) == ["a"]


def test_a_client_behind_a_long_call_still_hears_that_the_stream_lives():
    queue = Queue()
    queue.hold("call", entry("begin"))
    queue.put(entry("ping"))
    assert sent(queue) == []
    queue.put(entry("ping again"))
    assert sent(queue) == ["ping", "ping again"]


@given(st.lists(st.sampled_from(["call", "text", "other"]), max_size=12))
def test_events_of_no_call_keep_their_order(kinds):
    queue, out, put = Queue(), [], []
    for number, kind in enumerate(kinds):
        if kind == "call":
            queue.hold("call", entry(f"call {number}"))
        else:
            put.append(str(number))
            queue.put(entry(str(number), text=kind == "text"))
        out += sent(queue)
    if "call" in kinds:
        queue.release("call", b"data: judged\n\n")
    out += sent(queue, ended=True)
    assert [one for one in out if one != "judged"] == put


def test_a_group_that_did_not_change_goes_out_as_it_came():
    group, parts = Group(), texts("a QX", "MB c")
    for (slot, one), out in zip(parts, ("a ", "QXMB c"), strict=True):
        group.add(slot, one, out)
    group.settle("")
    assert [one.stalls for _, one in parts] == [0, 0]
    assert [slot.text for slot, _ in parts] == ["a QX", "MB c"]


def test_a_group_that_changed_goes_out_in_its_last_event():
    group, parts = Group(), texts("a QX", "MB c")
    for (slot, one), out in zip(parts, ("a ", "ada"), strict=True):
        group.add(slot, one, out)
    group.settle(" c")
    assert [orjson.loads(one.write()[6:])["text"] for _, one in parts] == ["", "a ada c"]
