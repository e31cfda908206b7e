import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.usage import Usage
from posthouse.wire.openai_chat.answer import block, calls, usage

NOTICE = "[blocked]"


def call(name, arguments="{}", told_id="call_1"):
    return {"id": told_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def answer(*tool_calls, finish_reason="tool_calls", **message):
    told = {"role": "assistant", "content": None, "tool_calls": list(tool_calls), **message}
    return {"choices": [{"index": 0, "message": told, "finish_reason": finish_reason}]}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}, Usage(3, 4)),
        (
            {
                "prompt_tokens": 30,
                "completion_tokens": 4,
                "prompt_tokens_details": {"cached_tokens": 20, "cache_write_tokens": 5},
                "completion_tokens_details": {"reasoning_tokens": 2},
            },
            Usage(30, 4, 20, 5, 2),
        ),
        ({"prompt_tokens": 3, "prompt_cache_hit_tokens": 2}, Usage(3, None, 2)),
        ({"prompt_tokens": 3, "num_cached_tokens": 1}, Usage(3, None, 1)),
        (
            {
                "prompt_tokens": 10,
                "completion_tokens": 35,
                "total_tokens": 420,
                "completion_tokens_details": {"reasoning_tokens": 375},
            },
            Usage(10, 410, None, None, 375),
        ),
        ({"prompt_tokens": "3", "completion_tokens": -1, "prompt_tokens_details": []}, Usage()),
        ({"prompt_tokens": True, "completion_tokens": 1.5}, Usage()),
        (None, Usage()),
        ("many", Usage()),
    ],
)
def test_usage_is_taken_as_told_and_never_raises(told, expected):
    assert usage({"usage": told}) == expected


def test_usage_of_groq_stands_beside_its_id():
    assert usage({"x_groq": {"usage": {"prompt_tokens": 1}}}) == Usage(1)
    assert usage([]) == Usage()


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (answer(call("a", '{"x":1}')), [("0/tool/0/", "a", '{"x":1}')]),
        (answer(call("a"), call("b")), [("0/tool/1/", "b", "{}"), ("0/tool/0/", "a", "{}")]),
        (
            answer({"type": "custom", "custom": {"name": "sh", "input": "ls"}}),
            [("0/tool/0/", "sh", "ls")],
        ),
        (
            {"choices": [{"message": {"function_call": {"name": "f", "arguments": "{}"}}}]},
            [("0/function_call/", "f", "{}")],
        ),
        (answer({"function": {"name": 4, "arguments": {"x": 1}}}), [("0/tool/0/", "", '{"x":1}')]),
        (answer({"odd": 1}), [("0/tool/0/", "", '{"odd":1}')]),
        ({"choices": [None, {"message": None}, {"message": {"tool_calls": "x"}}]}, []),
        ({"choices": {}}, []),
        ("text", []),
    ],
)
def test_the_calls_of_an_answer_come_last_first(tree, expected):
    assert [(c.key, c.name, c.arguments) for c in calls(tree)] == expected


def test_a_blocked_call_leaves_the_others_and_a_notice():
    tree = answer(call("a"), call("b"), call("c"), content="So:")
    for found in calls(tree):
        if found.name in "ab":
            block(tree, found.key, NOTICE)
    (choice,) = tree["choices"]
    assert [c["function"]["name"] for c in choice["message"]["tool_calls"]] == ["c"]
    assert choice["message"]["content"] == f"So:\n\n{NOTICE}\n\n{NOTICE}"
    assert choice["finish_reason"] == "tool_calls"


def test_an_answer_whose_last_call_is_blocked_is_an_ordinary_text():
    tree = answer(call("a"))
    block(tree, "0/tool/0/", NOTICE)
    assert tree["choices"][0]["message"] == {"role": "assistant", "content": NOTICE}
    assert tree["choices"][0]["finish_reason"] == "stop"


def test_a_call_that_is_not_found_takes_all_calls_with_it():
    tree = answer(call("a"), call("b"))
    block(tree, "0/tool/7/", NOTICE)
    assert calls(tree) == []


def test_a_legacy_function_call_is_blocked_too():
    tree = {
        "choices": [{"message": {"function_call": {"name": "f"}}, "finish_reason": "function_call"}]
    }
    block(tree, "0/function_call/", NOTICE)
    assert tree == {"choices": [{"message": {"content": NOTICE}, "finish_reason": "stop"}]}


def test_a_content_that_is_a_list_gets_a_part():
    tree = answer(call("a"), content=[{"type": "text", "text": "So:"}])
    block(tree, "0/tool/0/", NOTICE)
    parts = tree["choices"][0]["message"]["content"]
    assert parts[1] == {"type": "text", "text": NOTICE}


KEYS = st.sampled_from(
    [
        *("choices", "message", "tool_calls", "function", "custom", "function_call", "name"),
        *("arguments", "input", "content", "finish_reason", "usage", "prompt_tokens", "model"),
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
