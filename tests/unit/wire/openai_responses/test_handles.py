"""What a Responses request builds on, and under which names an answer is kept."""

import pytest

from posthouse.wire.openai_responses.handles import MOST, handles, recalled


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ()),
        ({"previous_response_id": "resp_1"}, ("response:resp_1",)),
        ({"conversation": "conv_1"}, ("conversation:conv_1",)),
        ({"conversation": {"id": "conv_1"}}, ("conversation:conv_1",)),
        ({"input": [{"type": "item_reference", "id": "msg_1"}, {"id": "x"}]}, ("item:msg_1",)),
        ({"previous_response_id": None, "conversation": 5, "input": "text"}, ()),
    ],
)
def test_a_request_builds_on(body, names):
    assert recalled(body) == names


@pytest.mark.parametrize(
    ("tree", "names"),
    [
        ({"id": "resp_1", "object": "response", "output": [{"id": "msg_1"}]},
         ("response:resp_1", "item:msg_1")),
        ({"type": "response.created", "response": {"id": "resp_1", "conversation": {"id": "c"}}},
         ("response:resp_1", "conversation:c")),
        ({"id": "x", "object": "list"}, ()),
        ({"response": "odd"}, ()),
        ([], ()),
    ],
)  # fmt: skip
def test_an_answer_is_kept_under(tree, names):
    assert handles(tree) == names


def test_there_is_an_end_to_it():
    assert len(handles({"id": "r", "output": [{"id": f"m{n}"} for n in range(99)]})) == MOST
