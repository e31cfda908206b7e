"""Own keys in requests and answers become leaks; foreign, revoked and forged ones do not."""

from dataclasses import replace

import pytest

from posthouse.model.caller import KeyState, Leak
from posthouse.model.record import Ending
from posthouse.vault.caveats import Caveats
from posthouse.vault.derivedkey import derive, public_of
from posthouse.vault.virtualkey import mint
from tests.conformance.speech import Turn, by
from tests.facts import KEY, MINTED, VOICES, facts, relayed

PLAIN = MINTED.plain.reveal()
KNOWN = replace(KEY, public=public_of(MINTED.plain))
CHILD = derive(MINTED.plain, Caveats(expires_at=2**39)).reveal()
FOREIGN = mint(b"f" * 48, b"other").plain.reveal()
FORGED = mint(b"f" * 48, b"other", MINTED.id).plain.reveal()


def leaks(voice, asks="Hi", says="Hello", *, stream=False, key=KNOWN):
    exchange = voice.answered(voice.ask(asks, stream=stream), stream=stream, using=facts(key))
    turn = Turn(says)
    relayed(exchange, voice.events(turn, by(5)) if stream else voice.plain(turn))
    receipt = exchange.close(Ending.DELIVERED, 2_000_000)
    return exchange.leaks(), receipt


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
@pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])
def test_a_key_is_noticed_in_what_is_asked_and_in_what_is_answered(voice, stream):
    asked, _ = leaks(voice, f"my key is {PLAIN}.", stream=stream)
    assert asked == [Leak(KEY.id, "request")]
    told, _ = leaks(voice, "hi", f"your key is {PLAIN}, is it?", stream=stream)
    assert told == [Leak(KEY.id, "answer")]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_an_answer_that_repeats_the_request_is_no_second_leak(voice):
    assert leaks(voice, PLAIN, PLAIN)[0] == [Leak(KEY.id, "request")]


def test_a_derived_key_is_known_by_its_mark():
    (leak,) = leaks(VOICES[0], CHILD)[0]
    assert (leak.key, leak.where, len(leak.derived)) == (KEY.id, "request", 16)


@pytest.mark.parametrize("text", [FOREIGN, FORGED, PLAIN[:-1], "ph-", CHILD[:-1]])
def test_what_is_no_key_of_this_station_is_no_leak(text):
    assert leaks(VOICES[0], text, text)[0] == []


def test_a_revoked_key_cannot_leak_any_more():
    exchange = VOICES[0].begin(using=facts(KNOWN))
    exchange.greet()
    revoked = replace(KNOWN, state=KeyState.REVOKED)
    exchange.case.facts = replace(exchange.case.facts, keys={KEY.id: revoked})
    exchange.open(VOICES[0].ask(f"{PLAIN} {CHILD}"))
    assert exchange.leaks() == []


@pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])
def test_a_providers_key_in_an_answer_stands_in_the_receipt_and_not_its_value(stream):
    found, receipt = leaks(VOICES[0], "hi", "use sk-" + "a1B2" * 10 + " now", stream=stream)
    assert found == []
    assert [(one.rule, one.action) for one in receipt.inspections] == [
        ("leaks/provider-key", "passed")
    ]
    assert "a1B2" not in repr(receipt)
