from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.records import record_facts


def test_whose_record_a_call_touches() -> None:
    found = record_facts("get_user_details", {"user_id": "ana_lopez_1234"})
    assert found == [Fact(Kind.PERSON, "ana_lopez_1234", "user_id")]
    assert record_facts("get_order", {"order_id": "W123"}) == []


def test_contacts_that_are_changed_and_people_who_are_sent_to() -> None:
    assert record_facts("updateUserPhone", {"phone": "+1-555-0100"})[0].kind is Kind.CONTACT
    found = record_facts("send_email", {"to": ["a@b.example"], "subject": "x"})
    assert found == [Fact(Kind.RECIPIENT, "a@b.example", "to")]
    assert record_facts("find_user_by_email", {"email": "a@b.example"}) == []
