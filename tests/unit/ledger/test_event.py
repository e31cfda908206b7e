import pytest

from posthouse.ledger.canonical import NotCanonical
from posthouse.ledger.event import event_body
from posthouse.model.event import Event


def test_an_event_has_one_form():
    told = Event("key.created", 5, "Ab12", "cli", "web", {"until": "7", "after": "x"})
    assert event_body(told) == (
        b'{"actor":"cli","at_us":5,"detail":{"after":"x","until":"7"},'
        b'"format":"posthouse/event/1","kind":"key.created","project":"web","subject":"Ab12"}'
    )


def test_refuses_a_time_that_json_cannot_hold():
    with pytest.raises(NotCanonical):
        event_body(Event("key.created", 2**60, "Ab12"))
