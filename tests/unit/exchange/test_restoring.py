"""What an upstream sent is read strictly; every whole text of it is defused and restored."""

import pytest

from posthouse.exchange.restoring import readable, restore_tree
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.wire.document import Slot
from posthouse.wire.fields import JSON_TEXT, OPAQUE, TEXT, Kind, record
from posthouse.wire.wire import Piece
from tests.facts import CHATS, masked

MAIL = "ada.lovelace@mail.test"
TABLE = record(text=TEXT, arguments=JSON_TEXT, signature=OPAQUE)


@pytest.fixture
def case():
    return CHATS.answered(CHATS.ask(f"Write to {MAIL}")).case


def test_an_answer_with_a_key_given_twice_cannot_be_examined():
    assert readable(b'{"a":1}') == {"a": 1}
    with pytest.raises(UpstreamFault) as fault:
        readable(b'{"a":1,"a":2}')
    assert fault.value.kind is Fault.MALFORMED
    assert "duplicate_key" in fault.value.message


def test_every_text_is_restored_in_place_and_what_is_signed_is_not(case):
    token = masked(case)[MAIL]
    said = f"to {token}"
    tree = {"text": said, "arguments": said, "signature": said, "unknown": [{said: said}]}
    restore_tree(case, tree, TABLE, "")
    mine = f"to {MAIL}"
    assert tree == {"text": mine, "arguments": mine, "signature": said, "unknown": [{mine: mine}]}


def test_hidden_characters_leave_texts_and_stay_in_arguments(case):
    tree = {"text": "a\u200b\u200bb", "arguments": "a\u200b\u200bb"}
    restore_tree(case, tree, TABLE, "event")
    assert tree == {"text": "ab", "arguments": "a\u200b\u200bb"}
    assert [one.where for one in case.inspector.seen] == ["event#0"]


def test_pieces_are_left_to_their_channels(case):
    tree = {"text": "a\u200b\u200b", "other": "a\u200b\u200b"}
    restore_tree(case, tree, TABLE, "", [Piece(Slot(tree, "text", Kind.TEXT, "a"), "0")])
    assert tree == {"text": "a\u200b\u200b", "other": "a"}


def test_a_tree_that_is_too_deep_is_a_fault_of_the_upstream(case):
    tree = inner = {}
    for _ in range(70):
        inner["a"] = inner = {}
    with pytest.raises(UpstreamFault):
        restore_tree(case, tree, TABLE, "")
