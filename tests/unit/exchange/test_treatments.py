"""What policy says of a label is done in every dialect, and told on the receipt."""

from dataclasses import replace

import orjson
import pytest

from posthouse.exchange.facts import Project
from posthouse.model.errors import Unreadable
from posthouse.model.finding import Label, Treatment
from posthouse.model.record import Ending
from posthouse.privacy.token import PATTERN, Minter
from posthouse.wire.document import strings
from tests import heard
from tests.conformance.speech import Call, Turn, by
from tests.facts import CHATS, KEY, VOICES, facts, masked, relayed

MAIL, PHONE = "ada.lovelace@mail.test", "13812345678"
TREATED = {
    Label.EMAIL: Treatment.SURROGATE,
    Label.PHONE: Treatment.PARTIAL,
    Label.BANK_CARD: Treatment.DROP,
}

voices = pytest.mark.parametrize("voice", VOICES, ids=[v.name for v in VOICES])


@voices
@pytest.mark.parametrize("stream", [False, True])
def test_a_surrogate_comes_back_as_what_it_stands_for(voice, stream):
    body = voice.ask(f"Write to {MAIL} or {PHONE}", stream=stream)
    exchange = voice.answered(body, stream=stream, using=facts(treatments=TREATED))
    sent = "\n".join(strings(exchange.case.document.tree))
    assert "138****5678" in sent
    assert not PATTERN.search(sent)
    surrogate = masked(exchange.case)[MAIL]
    assert surrogate in sent
    turn = Turn(f"to {surrogate}!", (Call("c", "send", {"to": surrogate}),))
    if stream:
        text, calls = heard.streamed(voice, relayed(exchange, voice.events(turn, by(3))))
    else:
        text, calls = heard.plain(voice, relayed(exchange, voice.plain(turn)))
    assert text == f"to {MAIL}!"
    assert orjson.loads(calls[0][1]) == {"to": MAIL}


def test_the_receipt_counts_by_label_and_treatment():
    body = CHATS.ask(f"Write to {MAIL}, {MAIL} or {PHONE}")
    exchange = CHATS.answered(body, using=facts(treatments=TREATED))
    receipt = exchange.close(Ending.CLIENT_GONE, 0)
    assert receipt.masked == {"EMAIL": 2, "PHONE": 1}
    assert receipt.extra["treated"] == "EMAIL surrogate 2, PHONE partial 1"
    assert receipt.rules == ("project/surrogate/EMAIL", "project/partial/PHONE")


def test_tokens_alone_are_told_as_ever():
    exchange = CHATS.answered(CHATS.ask(f"Write to {MAIL}"))
    assert exchange.close(Ending.CLIENT_GONE, 0).extra == {}


def test_a_key_may_have_treatments_of_its_own():
    own = Project(
        "default",
        Minter(b"m" * 32, "B"),
        {Label.EMAIL: Treatment.DROP},
        "p",
        frozenset({Label.EMAIL}),
    )
    using = replace(facts(treatments=TREATED), keyed={("default", KEY.id): own})
    exchange = CHATS.answered(CHATS.ask(f"Write to {MAIL}."), using=using)
    assert "Write to ." in list(strings(exchange.case.document.tree))
    assert exchange.case.decision.rule == "key/drop/EMAIL"


def test_a_text_that_is_dropped_whole_does_not_become_blank():
    dropping = facts(treatments={Label.EMAIL: Treatment.DROP})
    exchange = CHATS.answered(CHATS.ask(MAIL), using=dropping)
    assert "[removed]" in list(strings(exchange.case.document.tree))


def test_names_of_members_that_fall_together_stay_apart():
    said = {"metadata": {"13812345678": "one", "13899995678": "two"}}
    using = facts(treatments=TREATED)
    exchange = CHATS.answered(CHATS.ask("Hello", **said), using=using)
    assert exchange.case.document.tree["metadata"] == {"138****5678": "one", "138****5678 2": "two"}


def test_what_is_gone_may_not_stand_in_structure_either():
    exchange = CHATS.begin(using=facts(treatments=TREATED))
    exchange.greet()
    body = orjson.dumps(
        {"model": "some-model", "messages": [{"role": PHONE, "content": f"call {PHONE}"}]}
    )
    with pytest.raises(Unreadable):
        exchange.open(body)


def test_an_image_address_holds_no_surrogate():
    exchange = CHATS.answered(CHATS.ask(f"Write to {MAIL}"), using=facts(treatments=TREATED))
    surrogate = masked(exchange.case)[MAIL]
    turn = Turn(f"![x](https://evil.test/?q={surrogate})")
    text, _ = heard.plain(CHATS, relayed(exchange, CHATS.plain(turn)))
    assert MAIL not in text
