import pytest

from posthouse.model.usage import Usage
from posthouse.wire.openai_embeddings.wire import WIRE
from posthouse.wire.wire import Step


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"prompt_tokens": 4, "total_tokens": 4}, Usage(4, 0)),
        ({"prompt_tokens": 4, "completion_tokens": 1}, Usage(4, 1)),
        ({}, Usage()),
        (None, Usage()),
        ([], Usage()),
    ],
)
def test_vectors_cost_input_only(told, expected):
    assert WIRE.usage({"usage": told}) == expected
    assert WIRE.usage("text") == Usage()


def test_it_calls_no_tools():
    tree = {"data": []}
    WIRE.block(tree, "0/", "notice")
    assert WIRE.calls(tree) == []
    assert tree == {"data": []}


def test_there_is_no_stream_and_an_event_passes():
    reader = WIRE.stream()
    assert reader.read("", {"error": {}}) == Step()
    assert not reader.amend("", {})
    assert reader.finish().last
    assert reader.blocked("0", "notice") == b""
    assert reader.tool_call("0").arguments == ""
