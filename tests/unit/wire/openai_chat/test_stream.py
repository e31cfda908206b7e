import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.usage import Usage
from posthouse.wire.fields import Kind
from posthouse.wire.openai_chat.stream import ChatStream
from posthouse.wire.sse import Cutter
from posthouse.wire.wire import Step

NOTICE = "[blocked]"


def chunk(delta=None, finish=None, index=0, **more):
    choice = {"index": index, "delta": delta or {}, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "model": "m", "choices": [choice]} | more


def calling(index=0, name=None, arguments="", told_id=None, finish=None, **delta):
    entry = {"index": index, "function": {"arguments": arguments}}
    if name:
        entry |= {"id": told_id or f"call_{index}", "type": "function"}
        entry["function"]["name"] = name
    return chunk({"tool_calls": [entry], **delta}, finish)


def read(*trees):
    """Return the reader and the steps of these chunks."""
    reader = ChatStream()
    return reader, [reader.read("", tree) for tree in trees]


def pieces(step):
    return [(piece.channel, piece.slot.text) for piece in step.pieces]


def events(data):
    return [orjson.loads(event.data) for event in Cutter().feed(data)]


def deltas(data):
    return [event["choices"][0]["delta"] for event in events(data)]


@pytest.mark.parametrize(
    ("delta", "expected"),
    [
        ({"role": "assistant", "content": "", "refusal": None}, []),
        ({"content": "Hi"}, [("0/content", "Hi")]),
        ({"refusal": "No"}, [("0/refusal", "No")]),
        ({"reasoning": "r", "content": "c"}, [("0/reasoning", "r"), ("0/content", "c")]),
        ({"reasoning_content": "r", "channel": "analysis"}, [("0/reasoning_content", "r")]),
        ({"never_heard_of": "x"}, [("0/never_heard_of", "x")]),
        (
            {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "t"}]}]},
            [("0/content/thinking/thinking", "t")],
        ),
        ({"content": [{"type": "text", "text": "t"}, "odd"]}, [("0/content/text", "t")]),
        (
            {"reasoning_details": [{"type": "reasoning.text", "text": "t", "index": 1}]},
            [("0/reasoning_details/1/text", "t")],
        ),
        ({"reasoning_details": [{"text": "t", "format": "anthropic-claude-v1"}]}, []),
        ({"reasoning_details": [{"type": "reasoning.encrypted", "data": "gAAA"}]}, []),
        ({"audio": {"id": "a", "data": "AAAA", "transcript": "t"}}, [("0/audio", "t")]),
    ],
)
def test_each_text_of_a_delta_continues_its_channel(delta, expected):
    _, (step,) = read(chunk(delta))
    assert pieces(step) == expected


def test_a_piece_is_put_where_it_stood():
    tree = chunk({"content": "a"})
    _, (step,) = read(tree)
    step.pieces[0].slot.put("b")
    assert tree["choices"][0]["delta"] == {"content": "b"}


def test_choices_have_channels_of_their_own():
    tree = chunk({"content": "a"})
    tree["choices"].append({"index": 1, "delta": {"content": "b"}, "finish_reason": "stop"})
    _, (step,) = read(tree)
    assert pieces(step) == [("0/content", "a"), ("1/content", "b")]
    assert step.ends == ("1/content",)


def test_a_finish_reason_closes_what_was_open_and_ends_what_stands_beside_it():
    _, steps = read(
        chunk({"reasoning": "r"}), chunk({"content": "a"}), chunk({"content": "b"}, "stop")
    )
    assert steps[1].closes == steps[1].ends == ()
    assert (steps[2].closes, steps[2].ends) == (("0/reasoning",), ("0/content",))
    assert not steps[2].last


def test_the_end_closes_everything_whether_or_not_done_came():
    assert ChatStream().finish() == Step(closes=None, done=None, last=True)


def test_usage_and_model_are_told_once_they_are_known():
    _, steps = read(
        chunk({"content": "a"}, usage=None),
        chunk({}, "stop"),
        {"choices": [], "model": "m", "usage": {"prompt_tokens": 3, "completion_tokens": 4}},
    )
    assert [step.model for step in steps] == ["m", None, None]
    assert [step.usage for step in steps] == [None, None, Usage(3, 4)]


def test_a_call_is_held_until_its_choice_finishes():
    reader, steps = read(
        calling(0, "f"), calling(0, arguments='{"a"'), calling(0, arguments=":1}"), chunk({}, "x")
    )
    assert [step.call for step in steps] == ["0/tool/0/"] * 3 + [None]
    assert [step.done for step in steps] == [()] * 3 + [("0/tool/0/",)]
    assert steps[3].closes == ("0/tool/0/arguments",)
    assert steps[1].pieces[0].slot.kind is Kind.JSON_TEXT
    call = reader.tool_call("0/tool/0/")
    assert (call.name, call.arguments) == ("f", '{"a":1}')


def test_parallel_and_interleaved_calls_are_told_apart():
    reader, steps = read(
        calling(0, "f"),
        calling(1, "g"),
        calling(0, arguments="{}"),
        calling(1, arguments="[]"),
        chunk({}, "tool_calls"),
    )
    assert [step.call for step in steps[:4]] == ["0/tool/0/", "0/tool/1/"] * 2
    assert steps[4].done == ("0/tool/0/", "0/tool/1/")
    assert [reader.tool_call(key).arguments for key in steps[4].done] == ["{}", "[]"]


def test_calls_that_share_a_chunk_are_judged_together():
    entries = [
        {"id": "a", "function": {"name": "f", "arguments": "{}"}},
        {"id": "", "function": {"name": "g", "arguments": "[]"}},
    ]
    reader, (step,) = read(chunk({"tool_calls": entries}, "stop"))
    assert step.call == "0/tool/0/"
    assert step.done == ("0/tool/0/",)
    assert [channel for channel, _ in pieces(step)] == [
        "0/tool/0/arguments",
        "0/tool/1/arguments",
    ]
    call = reader.tool_call("0/tool/0/")
    assert (call.name, call.arguments) == ("f:g", "{}\n[]")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        # every call at index 0, told apart by id (Gemini's own OpenAI dialect)
        (
            [
                {"index": 0, "id": "a", "function": {"name": "f", "arguments": "1"}},
                {"index": 0, "id": "b", "function": {"name": "g", "arguments": "2"}},
            ],
            [("f", "1"), ("g", "2")],
        ),
        # no index and no ids
        (
            [
                {"function": {"name": "f", "arguments": "1"}},
                {"function": {"arguments": "1"}},
                {"function": {"name": "g", "arguments": "2"}},
            ],
            [("f", "11"), ("g", "2")],
        ),
        # ids that are repeated with every piece
        (
            [
                {"index": 0, "id": "a", "function": {"name": "f", "arguments": "1"}},
                {"index": 0, "id": "a", "function": {"name": "f", "arguments": "2"}},
            ],
            [("f", "12")],
        ),
        # arguments that are an object
        ([{"index": 0, "function": {"name": "f", "arguments": {"a": 1}}}], [("f", '{"a":1}')]),
        ([{"index": "0", "id": 4, "function": None}], [("", "")]),
    ],
)
def test_calls_of_odd_providers_are_told_apart(entries, expected):
    reader, steps = read(*(chunk({"tool_calls": [e]}) for e in entries), chunk({}, "stop"))
    told = [reader.tool_call(key) for key in steps[-1].done]
    assert [(call.name, call.arguments) for call in told] == expected


def test_a_custom_tool_has_free_text():
    entry = {"index": 0, "type": "custom", "custom": {"name": "sh", "input": "ls"}}
    reader, (step,) = read(chunk({"tool_calls": [entry]}))
    assert pieces(step) == [("0/tool/0/input", "ls")]
    assert step.pieces[0].slot.kind is Kind.TEXT
    assert reader.tool_call("0/tool/0/").arguments == "ls"


def test_a_legacy_function_call_is_held_too():
    reader, steps = read(
        chunk({"function_call": {"name": "f", "arguments": ""}}),
        chunk({"function_call": {"arguments": "{}"}}),
        chunk({}, "function_call"),
    )
    assert [step.call for step in steps] == ["0/tool/0/", "0/tool/0/", None]
    assert reader.tool_call("0/tool/0/").arguments == "{}"


def test_a_blocked_call_is_replaced_by_the_notice_and_the_choice_just_stops():
    end = chunk({}, "tool_calls")
    reader, _ = read(calling(0, "f", role="assistant", content=None), calling(0), end)
    assert deltas(reader.blocked("0/tool/0/", NOTICE)) == [
        {"role": "assistant", "content": None},
        {"content": NOTICE},
    ]
    assert reader.amend("", end)
    assert end["choices"][0]["finish_reason"] == "stop"


def test_a_blocked_call_in_the_last_chunk_leaves_its_text_and_its_end():
    whole = calling(0, "f", finish="tool_calls", content="So:") | {"usage": {"prompt_tokens": 1}}
    reader, _ = read(whole)
    (end,) = events(reader.blocked("0/tool/0/", NOTICE))
    assert end["choices"][0]["delta"] == {"content": f"So:\n\n{NOTICE}"}
    assert end["choices"][0]["finish_reason"] == "stop"
    assert end["usage"] == {"prompt_tokens": 1}


def test_the_calls_that_are_left_move_up():
    """The SDKs' accumulators fail where an index is left out."""
    calls = [calling(place, "f", "{}") for place in range(4)]
    end = chunk({}, "tool_calls")
    reader, _ = read(*calls, end)
    for gone in (0, 2):
        reader.blocked(f"0/tool/{gone}/", NOTICE)
    left = [calls[place]["choices"][0]["delta"]["tool_calls"][0] for place in (1, 3)]
    assert [entry["index"] for entry in left] == [0, 1]
    assert not reader.amend("", end)


def test_nothing_is_amended_where_nothing_was_blocked():
    end = chunk({}, "tool_calls")
    reader, _ = read(calling(0, "f"), end)
    assert not reader.amend("", end)
    assert end == chunk({}, "tool_calls")


def test_an_error_event_passes():
    reader = ChatStream()
    assert reader.read("error", {"error": {"message": "m"}}) == Step()


KEYS = st.sampled_from(
    [
        *("choices", "index", "delta", "finish_reason", "tool_calls", "function", "custom"),
        *("arguments", "input", "name", "id", "content", "reasoning_details", "audio"),
        *("transcript", "thinking", "text", "type", "usage", "model", "function_call"),
    ]
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 2) | st.sampled_from(["", "a", "tool_calls"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
DELTA = st.dictionaries(KEYS, ODD, max_size=4)
CHUNK = st.builds(chunk, DELTA, st.none() | st.just("stop"))


@settings(deadline=None)
@given(st.lists(CHUNK | ODD, max_size=5))
def test_odd_chunks_never_raise_and_held_calls_can_always_be_judged(trees):
    reader = ChatStream()
    held = set()
    for tree in trees:
        step = reader.read("", tree)
        held |= {step.call} - {None}
        assert set(step.done) <= held
    for key in held:
        assert reader.tool_call(key).key == key
        assert events(reader.blocked(key, NOTICE))
    for tree in trees:
        reader.amend("", tree)


@settings(deadline=None)
@given(st.lists(st.text(min_size=1), max_size=8))
def test_the_pieces_of_a_channel_are_its_text(parts):
    _, steps = read(*(chunk({"content": part}) for part in parts))
    assert "".join(p.slot.text for step in steps for p in step.pieces) == "".join(parts)
