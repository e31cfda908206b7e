import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.usage import Usage
from posthouse.wire.gemini.answer import block, calls, claimed, usage
from posthouse.wire.wire import ToolCall

KEYS = ("candidates", "content", "parts", "functionCall", "name", "args", "usageMetadata")
KEYS += ("modelVersion", "promptTokenCount")
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


def answer(*parts, **more):
    return {"candidates": [{"content": {"parts": list(parts)}, "finishReason": "STOP"}], **more}


def call(name="run", **args):
    return {"functionCall": {"name": name, "args": args}, "thoughtSignature": "c2ln"}


@pytest.mark.parametrize(
    ("told", "tokens"),
    [
        ({"promptTokenCount": 3, "candidatesTokenCount": 4}, Usage(3, 4)),
        (
            {
                "promptTokenCount": 100,
                "cachedContentTokenCount": 90,
                "toolUsePromptTokenCount": 10,
                "candidatesTokenCount": 4,
                "thoughtsTokenCount": 6,
            },
            Usage(110, 10, 90, None, 6),
        ),
        ({"prompt_token_count": 3}, Usage(3)),
        ({"thoughtsTokenCount": 6}, Usage(None, 6, None, None, 6)),
        ({"promptTokenCount": "3", "candidatesTokenCount": -4}, Usage()),
        ([], Usage()),
        (None, Usage()),
    ],
)
def test_counts_prompt_and_output_with_all_their_parts(told, tokens):
    assert usage({"usageMetadata": told}) == tokens


def test_a_list_of_chunks_is_one_answer():
    tree = [
        answer(call("one"), usageMetadata={"promptTokenCount": 3}),
        answer(call("two"), usageMetadata={"candidatesTokenCount": 4}, modelVersion="m"),
    ]
    assert usage(tree) == Usage(3, 4)
    assert claimed(tree) == "m"
    assert [found.name for found in calls(tree)] == ["one", "two"]
    block(tree, calls(tree)[1].key, "no")
    assert tree[1]["candidates"][0]["content"]["parts"] == [{"text": "no"}]


@given(trees)
def test_never_raises_on_what_an_upstream_sends(tree):
    usage(tree)
    assert isinstance(claimed(tree), str)
    for found in calls(tree):
        block(tree, found.key, "no")
    assert calls(tree) == []


def test_only_calls_for_the_client_are_calls():
    tree = answer(
        {"text": "I will"},
        {"toolCall": {"toolType": "FILE_SEARCH", "args": {}}},
        {"executableCode": {"code": "1"}},
        call(cmd="ls"),
    )
    assert calls(tree) == [ToolCall("0.0.3", "run", '{"cmd":"ls"}')]


def test_a_blocked_call_becomes_text_where_it_stood():
    tree = answer(call("one"), call("two"))
    block(tree, calls(tree)[0].key, "no")
    assert tree == answer({"text": "no"}, call("two"))


def test_the_other_spelling_is_a_call_too():
    tree = answer({"function_call": {"name": "run", "args": {}}})
    assert [found.name for found in calls(tree)] == ["run"]
