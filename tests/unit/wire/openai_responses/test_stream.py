import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.usage import Usage
from posthouse.wire.fields import Kind
from posthouse.wire.openai_responses.stream import ResponsesStream
from posthouse.wire.sse import Cutter
from posthouse.wire.wire import Step

NOTICE = "[blocked]"
ARGUMENTS = "response.function_call_arguments"
CHANNEL = f"{ARGUMENTS}.delta/1/0"


def event(kind, place=0, **members):
    return {"type": kind, "output_index": place, **members}


def item(kind="function_call", **members):
    return {"type": kind, "id": "fc_1", "call_id": "call_1", "name": "f", **members}


def added(place=1, **members):
    return event("response.output_item.added", place, item=item(arguments="", **members))


def arguments(text, place=1):
    return event(f"{ARGUMENTS}.delta", place, delta=text, item_id="fc_1")


def done(text, place=1, **members):
    return event("response.output_item.done", place, item=item(arguments=text, **members))


def completed(*output, kind="response.completed", **members):
    return {"type": kind, "response": {"model": "m", "output": list(output), **members}}


def read(*trees):
    reader = ResponsesStream()
    return reader, [reader.read("", tree) for tree in trees]


def numbered(*trees):
    return [{**tree, "sequence_number": number} for number, tree in enumerate(trees)]


def pieces(step):
    return [(piece.channel, piece.slot.text, piece.slot.kind) for piece in step.pieces]


def events(data):
    return [orjson.loads(event.data) for event in Cutter().feed(data)]


@pytest.mark.parametrize(
    ("tree", "channel", "kind"),
    [
        (event("response.output_text.delta", 2, content_index=1), "2/1", Kind.TEXT),
        (event("response.refusal.delta", content_index=0), "0/0", Kind.TEXT),
        (event("response.reasoning_text.delta", content_index=0), "0/0", Kind.TEXT),
        (event("response.reasoning_summary_text.delta", summary_index=3), "0/3", Kind.TEXT),
        (event("response.code_interpreter_call_code.delta"), "0/0", Kind.TEXT),
        (event("response.audio.transcript.delta"), "0/0", Kind.TEXT),
        (event("response.never_heard_of.delta"), "0/0", Kind.TEXT),
        ({"type": "response.output_text.delta", "item_id": "msg_1"}, "id:msg_1/0", Kind.TEXT),
        ({"type": "response.output_text.delta"}, "-1/0", Kind.TEXT),
    ],
)
def test_a_delta_continues_the_channel_of_its_type_place_and_part(tree, channel, kind):
    _, (step,) = read({**tree, "delta": "text"})
    assert pieces(step) == [(f"{tree['type']}/{channel}", "text", kind)]
    assert step.call is None


@pytest.mark.parametrize(
    "tree",
    [
        event("response.audio.delta", delta="AAAA"),
        event("response.output_text.delta", delta=""),
        event("response.output_text.delta", delta=None),
        event("response.web_search_call.searching"),
        event("response.output_item.added", item={"type": "web_search_call"}),
        {"type": "error", "code": "server_error", "message": "m"},
        {"type": ["odd"], "delta": 5, "response": 4},
        {},
    ],
)
def test_other_events_mean_nothing_and_pass(tree):
    _, (step,) = read(tree)
    assert step == Step()


def test_what_a_shell_prints_has_two_channels():
    _, (step,) = read(
        event(
            "response.shell_call_output_content.delta",
            command_index=1,
            delta={"stdout": "a", "stderr": "b"},
        )
    )
    assert [text for _, text, _ in pieces(step)] == ["a", "b"]
    assert len({channel for channel, _, _ in pieces(step)}) == 2


def test_a_done_closes_the_channel_before_it():
    delta = event("response.output_text.delta", content_index=0, delta="a")
    _, steps = read(delta, event("response.output_text.done", content_index=0, text="a"))
    assert steps[1].closes == ("response.output_text.delta/0/0",)


def test_an_item_that_is_done_closes_what_is_still_open():
    delta = event("response.output_text.delta", content_index=0, delta="a")
    other = event("response.output_text.delta", 1, content_index=0, delta="a")
    _, steps = read(delta, other, event("response.output_item.done", item={"type": "message"}))
    assert steps[2].closes == ("response.output_text.delta/0/0",)


def test_item_ids_may_change_from_event_to_event():
    one = event("response.output_text.delta", content_index=0, delta="a", item_id="1")
    two = event("response.output_text.delta", content_index=0, delta="b", item_id="2")
    _, steps = read(one, two)
    assert steps[0].pieces[0].channel == steps[1].pieces[0].channel


@pytest.mark.parametrize(
    "kind", ["response.completed", "response.incomplete", "response.failed", "response.cancelled"]
)
def test_the_last_event_closes_everything_and_tells_the_usage(kind):
    usage = {"input_tokens": 3, "output_tokens": 4}
    _, (_, step) = read(
        {"type": "response.created", "response": {"model": "m", "usage": None}},
        completed(kind=kind, usage=usage),
    )
    assert step.closes is None
    assert step.done is None
    assert step.last
    assert step.usage == Usage(3, 4)
    assert step.model is None


def test_the_model_is_told_once():
    _, (first, second) = read(
        {"type": "response.created", "response": {"model": "m"}},
        {"type": "response.in_progress", "response": {"model": "m"}},
    )
    assert (first.model, second.model) == ("m", None)
    assert not first.last


def test_a_call_is_held_until_its_item_is_done():
    reader, steps = read(
        added(),
        arguments('{"a"'),
        arguments(":1}"),
        event(f"{ARGUMENTS}.done", 1, arguments='{"a":1}'),
        done('{"a":1}'),
    )
    assert {step.call for step in steps} == {"call/1/"}
    assert [step.done for step in steps] == [()] * 4 + [("call/1/",)]
    assert pieces(steps[1]) == [(CHANNEL, '{"a"', Kind.JSON_TEXT)]
    assert steps[3].closes == (CHANNEL,)
    call = reader.tool_call("call/1/")
    assert (call.name, call.arguments) == ("f", '{"a":1}')


def test_parallel_calls_are_told_apart_and_text_between_them_is_not_held():
    text = event("response.output_text.delta", 0, content_index=0, delta="a")
    reader, steps = read(
        added(1), added(2, name="g"), arguments("{}", 1), text, arguments("[]", 2), done("[]", 2)
    )
    assert [step.call for step in steps] == [
        "call/1/",
        "call/2/",
        "call/1/",
        None,
        "call/2/",
        "call/2/",
    ]
    assert reader.tool_call("call/1/").arguments == "{}"
    assert reader.tool_call("call/2/").arguments == "[]"


@pytest.mark.parametrize(
    "trees",
    [
        [added(), arguments("evil"), done("{}")],
        [added(), arguments("{}"), event(f"{ARGUMENTS}.done", 1, arguments="evil"), done("{}")],
        [added(), arguments("{}"), done("evil")],
        [done("{}"), arguments("evil")],
        [arguments("evil")],
    ],
)
def test_whatever_a_client_may_take_for_the_arguments_is_judged(trees):
    reader, steps = read(*trees)
    assert all(step.call == "call/1/" for step in steps)
    assert "evil" in reader.tool_call("call/1/").arguments


@pytest.mark.parametrize(
    ("kind", "members", "deltas", "expected"),
    [
        (
            "custom_tool_call",
            {"input": "ls -a"},
            [event("response.custom_tool_call_input.delta", delta="ls -a")],
            "ls -a",
        ),
        (
            "shell_call",
            {"action": {"commands": ["ls", "pwd"]}},
            [
                event("response.shell_call_command.delta", command_index=0, delta="ls"),
                event("response.shell_call_command.done", command_index=0, command="ls"),
                event("response.shell_call_command.delta", command_index=1, delta="pwd"),
            ],
            "ls\npwd\nlspwd",
        ),
        (
            "apply_patch_call",
            {"operation": {"path": "p", "diff": "+a"}},
            [event("response.apply_patch_call_operation_diff.delta", delta="+a")],
            "p\n+a",
        ),
    ],
)
def test_calls_of_built_in_tools_are_held_too(kind, members, deltas, expected):
    told = {"type": kind, **members}
    reader, steps = read(
        event("response.output_item.added", item={"type": kind}),
        *deltas,
        event("response.output_item.done", item=told),
    )
    assert {step.call for step in steps} == {"call/0/"}
    assert reader.tool_call("call/0/").arguments == expected


def test_a_call_that_stands_only_in_the_last_event_is_judged_there():
    seen, unseen = item(arguments="{}"), item(name="g", arguments="evil")
    last = completed(seen, unseen)
    reader, steps = read(added(), done("{}"), last)
    assert steps[2].call == "call/final/"
    assert reader.tool_call("call/final/").arguments == "evil"
    (told,) = events(reader.blocked("call/final/", NOTICE))
    kept, gone = told["response"]["output"]
    assert kept == seen
    assert gone["content"][0]["text"] == NOTICE


def test_a_blocked_call_is_replaced_by_a_message_at_its_place():
    trees = numbered(added(), arguments("evil"), done("evil"), completed(item(arguments="evil")))
    reader, _ = read(*trees[:3])
    told = events(reader.blocked("call/1/", NOTICE))
    assert [tree["type"] for tree in told] == [
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
    ]
    assert {tree["output_index"] for tree in told} == {1}
    assert told[2]["delta"] == told[3]["text"] == NOTICE
    reader.read("", trees[3])
    assert reader.amend("", trees[3])
    (message,) = trees[3]["response"]["output"]
    assert message == told[5]["item"]
    numbers = [tree["sequence_number"] for tree in (*told, trees[3])]
    assert numbers == sorted(set(numbers))
    assert numbers[0] >= 2


def test_what_is_read_after_a_blocked_call_is_numbered_behind_the_notice():
    later = numbered(added(1), done("evil", 1), added(2), arguments("{}", 2), done("{}", 2))
    reader, _ = read(*later[:2])
    told = events(reader.blocked("call/1/", NOTICE))
    for tree in later[2:]:
        reader.read("", tree)
    numbers = [tree["sequence_number"] for tree in (*told, *later[2:])]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    "again",
    [
        item(arguments="evil", id="other", call_id="other"),
        item(arguments="restored", id="fc_1", call_id=None),
        item(arguments="restored", id=None, call_id="call_1"),
    ],
)
def test_a_blocked_call_is_known_again_by_id_or_by_what_it_says(again):
    reader, _ = read(added(), done("evil"))
    reader.blocked("call/1/", NOTICE)
    last = completed(again)
    assert reader.amend("", last)
    assert last["response"]["output"][0]["type"] == "message"


def test_nothing_is_amended_where_nothing_of_our_own_was_sent():
    last = {**completed(item(arguments="{}")), "sequence_number": 4}
    reader, _ = read(added(), done("{}"))
    assert not reader.amend("", last)
    assert not reader.amend("", "odd")


def test_events_without_numbers_get_none():
    reader, _ = read(added(), done("evil"))
    assert all("sequence_number" not in tree for tree in events(reader.blocked("call/1/", NOTICE)))


def test_the_end_closes_everything():
    assert ResponsesStream().finish() == Step(closes=None, done=None, last=True)


KEYS = st.sampled_from(
    [
        *("type", "delta", "item", "item_id", "output_index", "content_index", "summary_index"),
        *("sequence_number", "response", "output", "usage", "model", "arguments", "input"),
        *("command", "diff", "id", "call_id", "name", "action", "operation"),
    ]
)
TYPES = st.sampled_from(
    [
        *("response.output_item.added", "response.output_item.done", "response.completed"),
        *(f"{ARGUMENTS}.delta", f"{ARGUMENTS}.done", "response.output_text.delta"),
        *("function_call", "shell_call", "apply_patch_call", "message", "odd"),
    ]
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 2) | st.just("a") | TYPES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
EVENT = st.builds(lambda kind, more: {**more, "type": kind}, TYPES, st.dictionaries(KEYS, ODD))


@settings(deadline=None)
@given(st.lists(EVENT | ODD, max_size=5))
def test_odd_events_never_raise_and_held_calls_can_always_be_judged(trees):
    reader = ResponsesStream()
    held = set()
    for tree in trees:
        step = reader.read("", tree)
        held |= {step.call} - {None}
        for key in step.done or ():
            assert key in held
        reader.amend("", tree)
    for key in held:
        assert reader.tool_call(key).key == key
        assert events(reader.blocked(key, NOTICE))
