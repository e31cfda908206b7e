"""What a client saw is committed to as it passes, however it was cut; nothing of it is kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.test_golden import EVENTS, FOLDER, IDENT, REQUEST, SALT, SIGNER

from posthouse.kit.exchange import Exchange, promised

SEALED = (FOLDER / "receipt-2.json").read_bytes()
ANSWER = (FOLDER / "receipt-2.answer").read_bytes()
KEY = SIGNER.public_key
HEADERS = {"posthouse-receipt": IDENT, "posthouse-receipt-salt": SALT.hex()}


def seen(*chunks, headers=HEADERS, request=REQUEST, streamed=True):
    exchange = Exchange(headers, request, streamed=streamed)
    for chunk in chunks:
        exchange.feed(chunk)
    exchange.end()
    return exchange


def what(exchange, sealed=SEALED, key=KEY):
    return [failure.what for failure in exchange.failures(sealed, key)]


@given(st.lists(st.integers(0, len(ANSWER)), max_size=12))
def test_holds_however_the_answer_was_cut(cuts):
    places = [0, *sorted(cuts), len(ANSWER)]
    chunks = [ANSWER[a:b] for a, b in zip(places, places[1:], strict=False)]  # noqa: RUF007
    exchange = seen(*chunks)
    assert exchange.promise.startswith(b'{"promise"')
    assert what(exchange) == []


def test_an_answer_without_the_promise_holds_too():
    assert what(seen(EVENTS)) == []
    assert what(seen(EVENTS, request=None)) == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (EVENTS.replace(b"choices", b"Choices"), "changed"),
        (EVENTS[22:], "dropped"),
        (EVENTS + b"data: x\n\n", "inserted"),
        (EVENTS + ANSWER[len(EVENTS) :] * 2, "inserted"),
        (ANSWER + b"data: x\n\n", "inserted"),
        (b": posthouse-promise x\n\n" + EVENTS, "inserted"),
    ],
)
def test_a_changed_stream_breaks_delivered_and_chain_and_says_how(answer, found):
    failures = seen(answer).failures(SEALED, KEY)
    assert [f.what for f in failures] in (["delivered", "chain"], ["promise"])
    assert failures[-1].what == "promise" or found in failures[-1].found


def test_what_was_sent_and_whose_salt_it_is_are_compared():
    assert what(seen(EVENTS, request=REQUEST + b" ")) == ["came"]
    other = {**HEADERS, "posthouse-receipt-salt": "11" * 32}
    assert what(seen(EVENTS, headers=other)) == ["came", "delivered", "chain"]
    for broken in ("", "zz", "11"):
        told = {**HEADERS, "posthouse-receipt-salt": broken}
        assert what(seen(EVENTS, headers=told)) == ["came", "delivered", "chain"]


def test_a_receipt_of_another_exchange_key_or_form_is_refused():
    other = {**HEADERS, "posthouse-receipt": "another"}
    assert what(seen(EVENTS, headers=other)) == ["receipt"]
    assert what(seen(EVENTS), key=b"\x00" * 32) == ["signature"]
    assert what(seen(EVENTS), SEALED[:-1]) == ["receipt"]
    assert what(seen(EVENTS), SEALED.replace(b'"cost":12', b'"cost":13')) == ["signature"]


@pytest.mark.parametrize(
    "promise",
    [b"x", b"{}", b"[]", b'{"promise":{},"signature":{"value":"x"}}', b'{"promise":1}'],
)
def test_a_promise_that_is_not_the_receipts_is_told(promise):
    assert what(seen(EVENTS + b": posthouse-promise " + promise + b"\n\n")) == ["promise"]
    told = {**HEADERS, "posthouse-promise": promise.decode()}
    assert what(seen(EVENTS, headers=told)) == ["promise"]


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        (b"data: x\n\n", False),
        (b"data: x\n\ndata: [DONE]\n\n", True),
        (b"data: x\n\n: posthouse-promise {", True),
        (b"data: x\n\n: pos", False),
    ],
)
def test_the_place_where_clients_stop_reading_is_known(body, ending):
    exchange = Exchange(HEADERS, None, streamed=True)
    exchange.feed(body)
    assert exchange.ending is ending


def test_the_promised_log_is_read_from_the_receipt():
    log, by_us = promised(SEALED)
    assert log == "log.example/station"
    assert by_us == int(re.search(rb'"include_by_us":(\d+)', SEALED)[1])
