import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.usage import Usage
from posthouse.wire.openai_responses.answer import block, calls, usage


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"input_tokens": 3, "output_tokens": 4, "total_tokens": 7}, Usage(3, 4)),
        (
            {
                "input_tokens": 30,
                "input_tokens_details": {"cached_tokens": 20, "cache_write_tokens": 1},
                "output_tokens": 9,
                "output_tokens_details": {"reasoning_tokens": 8},
            },
            Usage(30, 9, 20, 1, 8),
        ),
        ({"input_tokens": None, "output_tokens": []}, Usage()),
        (None, Usage()),
    ],
)
def test_usage_is_taken_as_told_and_never_raises(told, expected):
    assert usage({"usage": told}) == expected
    assert usage(None) == Usage()


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"type": "function_call", "name": "f", "arguments": "{}"}, ("f", "{}")),
        ({"type": "function_call", "name": 4, "arguments": {"a": 1}}, ("function_call", '{"a":1}')),
        ({"type": "custom_tool_call", "name": "sh", "input": "ls"}, ("sh", "ls")),
        ({"type": "mcp_call", "name": "m", "arguments": "{}"}, ("m", "{}")),
        ({"type": "mcp_approval_request", "name": "m", "arguments": "{}"}, ("m", "{}")),
        ({"type": "shell_call", "action": {"commands": ["a", "b"]}}, ("shell_call", "a\nb")),
        (
            {"type": "local_shell_call", "action": {"command": ["ls", "-a"]}},
            ("local_shell_call", "ls -a"),
        ),
        (
            {"type": "apply_patch_call", "operation": {"path": "p", "diff": "+a"}},
            ("apply_patch_call", "p\n+a"),
        ),
        (
            {"type": "computer_call", "action": {"type": "wait"}},
            ("computer_call", '{"type":"computer_call","action":{"type":"wait"}}'),
        ),
        ({"type": "new_call"}, ("new_call", '{"type":"new_call"}')),
    ],
)
def test_every_item_that_somebody_carries_out_is_a_call(item, expected):
    (call,) = calls({"output": [{"type": "reasoning"}, item]})
    assert (call.key, call.name, call.arguments) == ("call/1/", *expected)


@pytest.mark.parametrize(
    "item", [{"type": "message"}, {"type": "web_search_call"}, {"type": 4}, {}, None, "call"]
)
def test_other_items_are_no_calls(item):
    assert calls({"output": [item]}) == []


def test_a_blocked_call_is_a_message_in_its_place():
    tree = {"output": [{"type": "reasoning"}, {"type": "function_call", "name": "f"}]}
    block(tree, "call/1/", "[blocked]")
    assert tree["output"][0] == {"type": "reasoning"}
    message = tree["output"][1]
    assert (message["type"], message["role"]) == ("message", "assistant")
    assert message["content"][0]["text"] == "[blocked]"
    block(tree, "call/7/", "[blocked]")
    assert calls(tree) == []


@pytest.mark.parametrize("tree", [None, [], {}, {"output": None}, {"output": {}}])
def test_odd_answers_hold_no_calls(tree):
    assert calls(tree) == []


KEYS = st.sampled_from(
    [
        *("output", "type", "name", "arguments", "input", "action", "commands", "command"),
        *("operation", "path", "diff", "usage", "input_tokens", "output_tokens_details", "model"),
    ]
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "function_call", "new_call"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@settings(deadline=None)
@given(ODD)
def test_odd_answers_never_raise_and_every_call_can_be_blocked(tree):
    usage(tree)
    for call in calls(tree):
        block(tree, call.key, "[blocked]")
    assert calls(tree) == []
