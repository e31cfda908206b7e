"""Values that a model says by itself are taken out where policy asks, in every dialect."""

import pytest

from posthouse.model.record import Ending
from tests import heard
from tests.conformance.speech import Turn, by
from tests.facts import CHATS, VOICES, facts, masked, relayed

MAIL, OTHER = "ada.lovelace@mail.test", "grace.hopper@navy.test"


@pytest.mark.parametrize("voice", VOICES, ids=[v.name for v in VOICES])
@pytest.mark.parametrize("stream", [False, True])
def test_the_callers_values_come_back_and_strange_ones_do_not(voice, stream):
    body = voice.ask(f"Write to {MAIL}", stream=stream)
    exchange = voice.answered(body, stream=stream, using=facts(answers=True))
    turn = Turn(f"{masked(exchange.case)[MAIL]} or {OTHER}\nok")
    if stream:
        text, _ = heard.streamed(voice, relayed(exchange, voice.events(turn, by(3))))
    else:
        text, _ = heard.plain(voice, relayed(exchange, voice.plain(turn)))
    assert text == f"{MAIL} or [EMAIL]\nok"
    seen = exchange.close(Ending.DELIVERED, 0).inspections
    assert "answers/EMAIL" in {one.rule for one in seen}


def test_all_passes_where_policy_does_not_ask():
    exchange = CHATS.answered(CHATS.ask("Hello"))
    text, _ = heard.plain(CHATS, relayed(exchange, CHATS.plain(Turn(OTHER))))
    assert text == OTHER


def test_examples_are_masked_where_policy_asks():
    sample = "SSN 900-12-3456, user@example.com"
    exchange = CHATS.answered(CHATS.ask(sample), using=facts(examples=True))
    assert set(masked(exchange.case)) == {"900-12-3456", "user@example.com"}
    assert not CHATS.answered(CHATS.ask(sample)).case.mapping
