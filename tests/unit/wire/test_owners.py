"""Arguments of tool calls are told from other texts, in every dialect's answers and events."""

import orjson
import pytest

from posthouse.wire.dialects import WIRES
from posthouse.wire.document import Document
from posthouse.wire.owners import Owners
from tests.conformance.speech import Call, Turn
from tests.facts import VOICES

CALL = Call("c1", "WebFetch", {"url": "inside", "more": {"deep": ["inside"]}})


@pytest.mark.parametrize("voice", VOICES, ids=[v.name for v in VOICES])
def test_a_calls_arguments_belong_to_it_and_nothing_else_does(voice):
    tree = orjson.loads(voice.plain(Turn("said", (CALL,))))
    wire = WIRES[voice.begin().case.endpoint.dialect]
    owners = Owners(tree, wire.response)
    found = {slot.text: owners.call(slot) for slot in Document(tree, wire.response).slots}
    assert found["said"] is None
    assert found["WebFetch"] is None
    inside = [call for text, call in found.items() if "inside" in text]
    assert inside
    assert all(call.name == "WebFetch" and "inside" in call.arguments for call in inside)
