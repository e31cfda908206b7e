import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.usage import Usage
from posthouse.wire.anthropic.stream import Reader
from posthouse.wire.fields import Kind
from posthouse.wire.sse import Cutter
from posthouse.wire.wire import ToolCall

WORDS = ("content_block_start", "content_block_delta", "content_block_stop", "message_start")
WORDS += ("message_delta", "message_stop", "error", "text_delta", "input_json_delta", "tool_use")
KEYS = ("type", "index", "delta", "content_block", "message", "usage", "text", "partial_json")
KEYS += ("name", "input", "stop_reason", "input_tokens")
values = st.recursive(
    st.none() | st.integers(0, 2) | st.text(max_size=3) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=8,
)
odd_events = values | st.fixed_dictionaries(
    {"type": st.sampled_from(WORDS)},
    optional={"index": values, "delta": values, "content_block": values, "message": values},
)


def start(index, **block):
    return {"type": "content_block_start", "index": index, "content_block": block}


def text(index, said):
    delta = {"type": "text_delta", "text": said}
    return {"type": "content_block_delta", "index": index, "delta": delta}


def tool_input(index, part):
    delta = {"type": "input_json_delta", "partial_json": part}
    return {"type": "content_block_delta", "index": index, "delta": delta}


def stop(index):
    return {"type": "content_block_stop", "index": index}


def ended(reason, **usage):
    return {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": usage}


def call(index, *parts, name="run"):
    begun = start(index, type="tool_use", id=f"toolu_{index}", name=name, input={})
    return [begun, *(tool_input(index, part) for part in parts), stop(index)]


def read(reader, *events):
    return [reader.read(event.get("type", ""), event) for event in events]


def said(step):
    return [(piece.slot.text, piece.slot.kind, piece.channel) for piece in step.pieces]


def events_of(data):
    return [(event.name, json.loads(event.data)) for event in Cutter().feed(data)]


def test_a_text_block_is_one_channel_from_start_to_stop():
    steps = read(Reader(), start(0, type="text", text="a"), text(0, "b"), stop(0))
    assert said(steps[0]) == [("a", Kind.TEXT, "text0")]
    assert said(steps[1]) == [("b", Kind.TEXT, "text0")]
    assert steps[2].closes == ("text0",)
    assert all(step.call is None for step in steps)


def test_a_piece_is_written_where_it_stood():
    event = text(0, "TOKEN")
    (step,) = read(Reader(), event)
    step.pieces[0].slot.put("value")
    assert event["delta"]["text"] == "value"


def test_a_tool_call_is_held_from_start_to_stop():
    reader = Reader()
    steps = read(reader, *call(1, '{"cmd":', '"ls"}'))
    (key,) = {step.call for step in steps}
    assert [step.done for step in steps] == [(), (), (), (key,)]
    assert said(steps[1])[0][:2] == ('{"cmd":', Kind.JSON_TEXT)
    assert steps[3].closes == (steps[1].pieces[0].channel,)
    assert steps[1].pieces[0].channel.startswith(key)
    assert reader.tool_call(key) == ToolCall(key, "run", '{"cmd":"ls"}')


def test_a_ping_keeps_its_place_in_line():
    begun, part, stopped = call(0, "{}")
    steps = read(Reader(), {"type": "ping"}, begun, {"type": "ping"}, part, stopped)
    steps += read(Reader(), {"type": "ping"})
    assert [step.call for step in steps] == [None, *[steps[1].call] * 4, None]


def test_parallel_calls_do_not_mix():
    reader = Reader()
    one, two = call(1, "{}", name="one"), call(10, '{"a":1}', name="two")
    steps = read(reader, one[0], two[0], two[1], one[1], one[2], two[2])
    calls = [reader.tool_call(key) for step in steps for key in step.done]
    assert [(c.name, c.arguments) for c in calls] == [("one", "{}"), ("two", '{"a":1}')]
    channels = {p.channel for step in steps for p in step.pieces}
    assert len(channels) == 2


@pytest.mark.parametrize(
    ("begun", "parts", "arguments"),
    [({}, [], "{}"), ({"a": 1}, [], '{"a":1}'), ({"a": 1}, ['{"b":2}'], '{"a":1}{"b":2}')],
)
def test_input_given_at_the_start_is_judged_too(begun, parts, arguments):
    reader = Reader()
    read(reader, start(0, type="tool_use", name="f", input=begun))
    read(reader, *(tool_input(0, part) for part in parts))
    (step,) = read(reader, stop(0))
    assert reader.tool_call(step.done[0]).arguments == arguments


def test_tools_that_the_provider_runs_are_restored_but_not_held():
    begun = start(0, type="server_tool_use", id="s", name="web_search", input={})
    steps = read(Reader(), begun, tool_input(0, '{"query":"x"}'), stop(0))
    assert [step.call for step in steps] == [None, None, None]
    assert said(steps[1]) == [('{"query":"x"}', Kind.JSON_TEXT, "json0")]
    assert steps[2].closes == ("json0",)


@pytest.mark.parametrize(
    "delta",
    [
        {"type": "thinking_delta", "thinking": "TOKEN"},
        {"type": "signature_delta", "signature": "TOKEN"},
        {"type": "compaction_delta", "content": "TOKEN"},
        {"type": "citations_delta", "citation": {"cited_text": "TOKEN"}},
        {"type": "a_delta_of_tomorrow", "words": "TOKEN"},
    ],
)
def test_other_deltas_have_no_text_that_goes_on(delta):
    event = {"type": "content_block_delta", "index": 0, "delta": delta}
    (step,) = read(Reader(), start(0, type="thinking", thinking=""), event)[1:]
    assert step.pieces == ()
    assert step.call is None


def test_counts_merge_over_the_stream():
    reader = Reader()
    message = {"model": "m", "usage": {"input_tokens": 5, "cache_read_input_tokens": 7}}
    steps = read(
        reader,
        {"type": "message_start", "message": message},
        {"type": "ping"},
        ended("end_turn", output_tokens=9),
        {"type": "message_stop"},
    )
    assert steps[0].model == "m"
    assert steps[0].usage == Usage(input=12, cache_read=7)
    assert steps[2].usage == reader.finish().usage == Usage(input=12, output=9, cache_read=7)
    assert [step.last for step in steps] == [False, False, False, True]


@pytest.mark.parametrize("kind", ["message_delta", "message_stop", "error"])
def test_nothing_stays_open_past_the_end_of_the_message(kind):
    (step,) = read(Reader(), {"type": kind})
    assert step.closes is None
    assert step.done is None


def test_a_message_spliced_into_another_ends_what_was_open():
    reader = Reader()
    open_call = call(0, '{"cut')[:2]
    steps = read(reader, *open_call, {"type": "message_start", "message": {}}, *call(0, "{}"))
    assert steps[2].done is None
    assert reader.tool_call(steps[0].call).arguments == '{"cut'
    assert reader.tool_call(steps[-1].done[0]).arguments == "{}"


def test_input_after_the_stop_is_judged_with_what_came_before():
    reader = Reader()
    (late,) = read(reader, *call(0, '{"cmd":"ls'), tool_input(0, ' ; more"}'))[-1:]
    assert late.done == (late.call,)
    assert late.ends == (late.pieces[0].channel,)
    assert reader.tool_call(late.call).arguments == '{"cmd":"ls ; more"}'


def test_input_without_a_start_is_judged_at_once():
    reader = Reader()
    (step,) = read(reader, tool_input(4, '{"cmd":"ls"}'))
    assert step.done == (step.call,)
    assert reader.tool_call(step.call).arguments == '{"cmd":"ls"}'


def test_a_blocked_call_becomes_a_text_block_of_the_same_index():
    reader = Reader()
    (step,) = read(reader, *call(2, "{}"))[-1:]
    assert events_of(reader.blocked(step.done[0], "no")) == [
        ("content_block_start", start(2, type="text", text="")),
        ("content_block_delta", text(2, "no")),
        ("content_block_stop", stop(2)),
    ]


def test_the_stop_reason_changes_once_every_call_is_blocked():
    reader = Reader()
    keys = [read(reader, *call(index, "{}"))[-1].done[0] for index in (0, 1)]
    reader.blocked(keys[0], "no")
    event = ended("tool_use")
    assert not reader.amend("message_delta", event)
    reader.blocked(keys[1], "no")
    assert reader.amend("message_delta", event)
    assert event["delta"]["stop_reason"] == "end_turn"


@pytest.mark.parametrize("event", [ended("tool_use"), ended("end_turn"), {"type": "ping"}])
def test_nothing_is_amended_where_nothing_was_blocked(event):
    before = json.dumps(event)
    assert not Reader().amend("", event)
    assert json.dumps(event) == before


@given(st.lists(odd_events, max_size=8))
def test_never_raises_on_what_an_upstream_sends(events):
    reader = Reader()
    held = set()
    for event in events:
        step = reader.read("", event)
        held |= {step.call} - {None}
        reader.amend("", event)
        for key in held if step.done is None else step.done:
            assert isinstance(reader.tool_call(key).arguments, str)
            assert events_of(reader.blocked(key, "no"))
    assert reader.finish().last
