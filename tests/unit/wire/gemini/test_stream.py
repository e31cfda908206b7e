import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.usage import Usage
from posthouse.wire.fields import Kind
from posthouse.wire.gemini.stream import Reader
from posthouse.wire.sse import Cutter
from posthouse.wire.wire import ToolCall

SIGNED = {"thoughtSignature": "c2ln"}
KEYS = ("candidates", "content", "parts", "text", "thought", "functionCall", "name", "args")
KEYS += ("partialArgs", "jsonPath", "stringValue", "willContinue", "finishReason", "index")
KEYS += ("usageMetadata", "totalTokenCount", "modelVersion", "error", "promptFeedback")
values = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 2) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=8,
)
odd_parts = st.dictionaries(st.sampled_from(KEYS), values) | st.fixed_dictionaries(
    {"functionCall": st.dictionaries(st.sampled_from(KEYS), values)}
)
odd_events = values | st.builds(
    lambda parts, more: {"candidates": [{"content": {"parts": parts}, **more}]},
    st.lists(odd_parts, max_size=3),
    st.dictionaries(st.sampled_from(("index", "finishReason")), values),
)


def chunk(*parts, candidate=0, **more):
    content = {"content": {"parts": list(parts), "role": "model"}, "index": candidate, **more}
    return {"candidates": [content]}


def text(said, **more):
    return {"text": said, **more}


def call(name="run", **args):
    return {"functionCall": {"name": name, "args": args}}


def streamed(*values, **more):
    return {"functionCall": {"partialArgs": list(values), **more}}


def value(path, said, **more):
    return {"jsonPath": path, "stringValue": said, **more}


def read(reader, *events):
    return [reader.read("", event) for event in events]


def said(step):
    return [piece.slot.text for piece in step.pieces]


def channels(*steps):
    return [piece.channel for step in steps for piece in step.pieces]


def events_of(data):
    return [json.loads(event.data) for event in Cutter().feed(data)]


def test_the_texts_of_a_candidate_are_one_channel():
    steps = read(Reader(), chunk(text("a")), chunk(text("b"), text("c")))
    assert [said(step) for step in steps] == [["a"], ["b", "c"]]
    assert len(set(channels(*steps))) == 1
    assert steps[0].pieces[0].slot.kind is Kind.TEXT


def test_candidates_do_not_mix():
    steps = read(Reader(), chunk(text("a")), chunk(text("b"), candidate=1), chunk(text("c")))
    one, two, again = channels(*steps)
    assert one == again != two


def test_a_piece_is_written_where_it_stood():
    event = chunk(text("TOKEN"))
    (step,) = read(Reader(), event)
    step.pieces[0].slot.put("value")
    assert event == chunk(text("value"))


def test_thoughts_are_never_handed_out_and_end_a_run():
    steps = read(Reader(), chunk(text("hm", thought=True)), chunk(text("a")))
    assert [said(step) for step in steps] == [[], ["a"]]
    reader = Reader()
    before, thought, after = read(
        reader, chunk(text("a")), chunk(text("hm", thought=True)), chunk(text("b"))
    )
    assert thought.closes == channels(before)
    assert channels(before) != channels(after)


def test_the_finish_ends_the_channel_in_its_event():
    reader = Reader()
    first, last = read(reader, chunk(text("a")), chunk(text("b"), finishReason="STOP"))
    assert last.ends == channels(last) == channels(first)
    assert (first.last, last.last) == (False, True)


def test_a_finish_without_text_closes_the_channel_before_its_event():
    first, last = read(Reader(), chunk(text("a")), {"candidates": [{"finishReason": "STOP"}]})
    assert last.closes == channels(first)
    assert last.last


def test_no_text_moves_past_its_signature():
    (step,) = read(Reader(), chunk(text("a", **SIGNED)))
    assert step.ends == channels(step)
    first, empty = read(Reader(), chunk(text("a")), chunk(text("", **SIGNED)))
    assert empty.closes == channels(first)


def test_a_whole_call_is_held_and_done_in_one_event():
    reader = Reader()
    before, step = read(reader, chunk(text("a")), chunk(call("run", cmd="ls"), finishReason="STOP"))
    assert step.closes == channels(before)
    assert step.done == (step.call,)
    assert reader.tool_call(step.call) == ToolCall(step.call, "run", '{"cmd":"ls"}')


def test_calls_in_one_event_are_judged_together():
    reader = Reader()
    (step,) = read(reader, chunk(call("one", a=1), call("two")))
    assert reader.tool_call(step.call) == ToolCall(step.call, "one, two", '[{"a":1},{}]')


def test_a_call_is_judged_as_the_upstream_sent_it():
    reader = Reader()
    event = chunk(call("run", to="TOKEN"))
    (step,) = read(reader, event)
    event["candidates"][0]["content"]["parts"][0]["functionCall"]["args"]["to"] = "value"
    assert reader.tool_call(step.call).arguments == '{"to":"TOKEN"}'


def test_a_streamed_call_is_held_until_it_is_whole():
    reader = Reader()
    steps = read(
        reader,
        chunk({"functionCall": {"name": "run", "willContinue": True}, **SIGNED}),
        chunk(streamed(value("$.cmd", "l", willContinue=True), willContinue=True)),
        chunk(streamed(value("$.cmd", "s"), willContinue=True)),
        chunk(streamed({"jsonPath": "$.times", "numberValue": 2}, willContinue=True)),
        chunk({"functionCall": {}}),
    )
    (key,) = {step.call for step in steps}
    assert [step.done for step in steps] == [(), (), (), (), (key,)]
    assert reader.tool_call(key) == ToolCall(key, "run", '{"cmd":"ls","times":2}')
    pieces = [p for step in steps for p in step.pieces if p.slot.text in {"l", "s"}]
    (channel,) = {piece.channel for piece in pieces}
    assert channel in steps[2].ends
    assert channel not in steps[1].ends


def test_a_string_that_ends_empty_closes_its_channel_first():
    first, last = read(
        Reader(),
        chunk(streamed(value("$.a", "x", willContinue=True), name="f", willContinue=True)),
        chunk(streamed(value("$.a", ""), willContinue=True)),
    )
    (piece,) = (p for p in first.pieces if p.slot.text == "x")
    assert last.closes == [piece.channel]


def test_a_streamed_call_that_never_ends_is_done_at_the_finish():
    reader = Reader()
    begun = {"functionCall": {"name": "run", "willContinue": True}}
    first, last = read(reader, chunk(begun), {"candidates": [{"finishReason": "STOP"}]})
    assert last.done == (first.call,)
    assert reader.finish().done is None


def test_what_follows_one_streamed_call_is_another():
    reader = Reader()
    begun = {"functionCall": {"name": "run", "willContinue": True}}
    steps = read(reader, chunk(begun), chunk({"functionCall": {}}), chunk(call("two")))
    assert steps[1].done == (steps[0].call,)
    assert steps[2].call != steps[0].call
    assert reader.tool_call(steps[2].call).name == "two"


def test_a_blocked_call_becomes_text_and_the_rest_of_the_event_stays():
    reader = Reader()
    event = chunk(text("I will"), call(), finishReason="STOP")
    event["usageMetadata"] = {"totalTokenCount": 3}
    (step,) = read(reader, event)
    expected = chunk(text("I will"), text("no"), finishReason="STOP")
    expected["usageMetadata"] = {"totalTokenCount": 3}
    assert events_of(reader.blocked(step.call, "no")) == [expected]


def test_a_blocked_streamed_call_leaves_one_notice():
    reader = Reader()
    begun = {"functionCall": {"name": "run", "willContinue": True}}
    (*_, step) = read(
        reader, chunk(begun), chunk(streamed(willContinue=True)), chunk({"functionCall": {}})
    )
    assert events_of(reader.blocked(step.call, "no")) == [chunk(text("no"))]
    assert not reader.amend("", chunk(finishReason="STOP"))


def test_whole_texts_beside_a_running_text_end_at_once():
    ground = {"webSearchQueries": ["q"], "searchEntryPoint": {"renderedContent": "<p>"}}
    (step,) = read(Reader(), chunk(text("a"), groundingMetadata=ground))
    assert sorted(said(step)) == ["<p>", "a", "q"]
    assert set(step.ends) == set(channels(step)[1:])


def test_usage_and_model_are_told_once():
    reader = Reader()
    meta = {"promptTokenCount": 3, "candidatesTokenCount": 1, "totalTokenCount": 4}
    last = {"promptTokenCount": 3, "candidatesTokenCount": 2, "totalTokenCount": 5}
    steps = read(
        reader,
        {**chunk(text("a")), "usageMetadata": meta, "modelVersion": "m"},
        {**chunk(text("b")), "usageMetadata": {"trafficType": "x"}, "modelVersion": "m"},
        {**chunk(text("c"), finishReason="STOP"), "usageMetadata": last, "modelVersion": "m"},
    )
    assert [step.model for step in steps] == ["m", None, None]
    assert [step.usage for step in steps] == [None, None, Usage(3, 2)]


def test_a_stream_that_breaks_off_still_tells_its_usage():
    reader = Reader()
    read(
        reader, {**chunk(text("a")), "usageMetadata": {"totalTokenCount": 1, "promptTokenCount": 1}}
    )
    assert reader.finish().usage == Usage(1)


@pytest.mark.parametrize("event", [{"error": {"code": 500}}, {"promptFeedback": {}}])
def test_an_error_or_a_blocked_prompt_is_the_last_event(event):
    (step,) = read(Reader(), event)
    assert step.last


def test_a_candidate_that_is_nothing_beside_a_blocked_call_is_left():
    reader = Reader()
    call = {"content": {"parts": [{"functionCall": {"name": "f", "args": {}}}]}}
    held = reader.read("", {"candidates": [None, call]}).call
    assert held is not None
    assert b"functionCall" not in reader.blocked(held, "no")


@given(st.lists(odd_events, max_size=6))
def test_never_raises_on_what_an_upstream_sends(events):
    reader = Reader()
    held = set()
    for event in events:
        step = reader.read("", event)
        held |= {step.call} - {None}
    for key in held:
        assert isinstance(reader.tool_call(key).arguments, str)
        reader.blocked(key, "no")
    assert reader.finish().last
