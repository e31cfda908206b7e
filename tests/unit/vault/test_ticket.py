import pytest

from posthouse.vault.ticket import open_ticket, seal_ticket

KEY = b"k" * 32
TICKET = seal_ticket(KEY, b"n" * 12, "upload_1", "ph-made-up")


def test_a_ticket_stands_for_a_thing_and_a_key_and_shows_neither():
    assert open_ticket(KEY, TICKET) == ("upload_1", "ph-made-up")
    assert "made-up" not in TICKET
    assert TICKET.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "ticket", ["", "x", TICKET[:-2], "A" + TICKET[1:], TICKET + "AA", "ä", "A" * 10_000, "===="]
)
def test_what_this_station_did_not_seal_opens_to_nothing(ticket):
    assert open_ticket(KEY, ticket) is None
    assert open_ticket(b"o" * 32, TICKET) is None
