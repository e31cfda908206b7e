import pytest
from openai.types.conversations import (
    Conversation,
    ConversationItemList,
    conversation_create_params,
)
from openai.types.responses import ResponseItemList

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.document import Document
from posthouse.wire.openai_responses.stored import WIRE
from tests.unit.wire.vendors import Comparison


def endpoint(act: Act, path: str = "/v1/conversations/c", handle: str = "") -> Endpoint:
    return Endpoint(Dialect.OPENAI_RESPONSES, Operation.STORED, path, act=act, handle=handle)


def test_the_tables_know_every_key_of_the_vendors_sdk():
    comparison = Comparison()
    comparison.compare(conversation_create_params.ConversationCreateParams, WIRE.request)
    for told in (Conversation, ConversationItemList, ResponseItemList):
        comparison.compare(told, WIRE.response)
    assert comparison.missing == set()


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"object": "conversation", "id": "c"}, ("conversation:c",)),
        ({"object": "response", "id": "r"}, ("response:r",)),
        ({"object": "response", "id": "r", "output": [{"id": "m"}]}, ("response:r", "item:m")),
        ({"object": "list", "data": [], "first_id": "x"}, ()),
        ({"id": "m", "type": "message"}, ()),
        ([], ()),
    ],
)
def test_responses_and_conversations_are_named_and_lists_are_not(tree, expected):
    assert WIRE.handles(tree) == expected


def test_items_are_examined_wherever_they_stand():
    said = {"role": "user", "content": [{"type": "input_text", "text": "a"}]}
    assert [s.text for s in Document({"items": [said]}, WIRE.request).slots] == ["a"]
    for told in ({"data": [said]}, {"output": [said]}, said):
        assert [s.text for s in Document(told, WIRE.response).slots] == ["a"]


def test_what_the_path_names_is_recalled_and_what_is_deleted_not_kept():
    found = WIRE.asked({}, endpoint(Act.READ, handle="conversation:c"))
    assert (found.recalls, found.keeps) == (("conversation:c",), True)
    assert not WIRE.asked({}, endpoint(Act.END, handle="conversation:c")).keeps


@pytest.mark.parametrize("items", ["text", [1], {"a": 1}])
def test_items_are_objects(items):
    with pytest.raises(BadRequest, match="items"):
        WIRE.asked({"items": items}, endpoint(Act.MAKE))


def test_a_stream_of_a_stored_response_can_be_asked_for():
    one = endpoint(Act.READ, "/v1/responses/r")
    assert WIRE.target(one, "", "stream=true&key=x") == "/v1/responses/r?stream=true"
