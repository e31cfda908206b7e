import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.usage import Usage
from posthouse.wire.anthropic.answer import block, calls, claimed, usage
from posthouse.wire.wire import ToolCall

KEYS = ("usage", "model", "content", "type", "input", "name", "stop_reason", "input_tokens")
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.just("tool_use"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


def answer(*content, stop="tool_use"):
    return {"model": "m", "content": list(content), "stop_reason": stop}


def call(name="run", **arguments):
    return {"type": "tool_use", "id": "toolu_1", "name": name, "input": arguments}


@pytest.mark.parametrize(
    ("told", "tokens"),
    [
        ({"input_tokens": 3, "output_tokens": 4}, Usage(3, 4)),
        (
            {
                "input_tokens": 3,
                "cache_read_input_tokens": 10,
                "cache_creation_input_tokens": 100,
                "output_tokens": 4,
                "output_tokens_details": {"thinking_tokens": 2},
            },
            Usage(113, 4, 10, 100, 2),
        ),
        ({"output_tokens": 4}, Usage(None, 4)),
        ({"input_tokens": "3", "output_tokens": -1, "output_tokens_details": []}, Usage()),
        ({"input_tokens": True}, Usage()),
        (None, Usage()),
    ],
)
def test_input_counts_every_prompt_token(told, tokens):
    assert usage({"usage": told}) == tokens


@given(trees)
def test_never_raises_on_what_an_upstream_sends(tree):
    usage(tree)
    assert isinstance(claimed(tree), str)
    for found in calls(tree):
        block(tree, found.key, "no")
    assert calls(tree) == []


def test_only_calls_for_the_client_are_calls():
    tree = answer(
        {"type": "text", "text": "I will"},
        {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}},
        {"type": "mcp_tool_use", "id": "m", "name": "ask", "input": {}},
        call(cmd="ls"),
    )
    assert calls(tree) == [ToolCall("3", "run", '{"cmd":"ls"}')]


def test_a_blocked_call_becomes_text_where_it_stood():
    tree = answer(call("one"), call("two"))
    first, second = calls(tree)
    block(tree, first.key, "no")
    assert tree["content"] == [{"type": "text", "text": "no"}, call("two")]
    assert tree["stop_reason"] == "tool_use"
    block(tree, second.key, "no")
    assert tree["stop_reason"] == "end_turn"


def test_another_stop_reason_stays():
    tree = answer(call(), stop="max_tokens")
    block(tree, "0", "no")
    assert tree["stop_reason"] == "max_tokens"
