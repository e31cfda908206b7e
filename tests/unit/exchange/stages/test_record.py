"""A receipt tells all that was seen, and stays small whatever clients and upstreams send."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.exchange.stages.record import MOST_DESTINATIONS, MOST_INSPECTIONS, record
from posthouse.ledger.chain import chain_of
from posthouse.ledger.promise import Sealer
from posthouse.ledger.receipt import body_of, key_id, verify
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.model.http import ResponseHead
from posthouse.model.record import Destination, Ending, Inspection
from tests.conformance.speech import Turn, by
from tests.conformance.stage import EMAIL
from tests.facts import CHATS, PEER, VOICES, facts, relayed
from tests.unit.ledger.test_receipt import SIGNER

MOST_BYTES = 24_000
SEALER = Sealer(
    "s" * 16, key_id(SIGNER.public_key), SIGNER.sign, lambda: 5, "log.example/" + "x" * 80
)
WORDS = st.text(max_size=2_000) | st.text('\x00\x1f"\\', min_size=500, max_size=2_000)


@pytest.mark.parametrize("voice", VOICES, ids=lambda v: v.name)
def test_a_stream_is_chained_as_delivered_and_counted(voice):
    exchange = voice.answered(voice.ask(f"mail {EMAIL}", stream=True), stream=True)
    sent = relayed(exchange, voice.events(Turn("Hello there"), by(3)))
    receipt = exchange.close(Ending.DELIVERED, 2_000_000)
    chain = chain_of(exchange.case.seed.salt, receipt.id, sent)
    assert (receipt.chain, receipt.chunks) == (chain.hexdigest(), chain.count)
    assert receipt.chunks > 2
    counted = receipt.counted
    assert counted.delivered == len(sent)
    assert counted.output_text == len("Hello there")
    assert counted.output_estimate == 3
    assert counted.input_text > 10
    assert (receipt.attempts, receipt.truncated, receipt.rules) == (
        1,
        False,
        ("default/mask/EMAIL",),
    )


@pytest.mark.parametrize("voice", VOICES, ids=lambda v: v.name)
def test_a_whole_answer_has_no_chain_and_is_counted(voice):
    exchange = voice.answered(voice.ask("hello"))
    sent = relayed(exchange, voice.plain(Turn("你好")))
    receipt = exchange.close(Ending.DELIVERED, 2_000_000)
    assert (receipt.chain, receipt.chunks) == ("", 0)
    assert receipt.counted.delivered == len(sent)
    assert receipt.counted.output_text == 6
    assert receipt.rules == ("default/clean",)


@pytest.mark.parametrize(
    ("ending", "begun", "truncated"),
    [
        (Ending.TRUNCATED, True, True),
        (Ending.CLIENT_GONE, True, True),
        (Ending.CLIENT_GONE, False, False),
        (Ending.DELIVERED, True, False),
        (Ending.REFUSED, True, False),
    ],
)
def test_truncated_is_an_answer_that_began_and_did_not_end(ending, begun, truncated):
    exchange = CHATS.answered(CHATS.ask("hello", stream=True), stream=True)
    if begun:
        exchange.feed(CHATS.events(Turn("Hello"), by(1))[:-40])
    assert exchange.close(ending, 2_000_000).truncated is truncated


def test_the_policy_and_the_build_in_force_are_named():
    using = facts(build="wheel:ab")
    project = replace(using.projects["default"], policy="cd" * 32)
    using = replace(using, projects={"default": project})
    receipt = CHATS.answered(CHATS.ask("hello"), using=using).close(Ending.CLIENT_GONE, 2_000_000)
    assert (receipt.policy, receipt.build) == ("cd" * 32, "wheel:ab")


@settings(max_examples=60)
@given(WORDS, st.lists(WORDS, max_size=5), st.integers(0, 400))
def test_whatever_is_sent_the_receipt_stays_small_and_can_be_signed(word, places, many):
    exchange = CHATS.answered(CHATS.ask(word, model="m" * 200, **{"x" * 300: word}))
    case = exchange.case
    exchange.feed(
        json.dumps({"model": word, "choices": [], "usage": {"prompt_tokens": 2**70}}).encode()
    )
    exchange.end()
    case.inspector.seen[:] = [Inspection("rule", "defused", p) for p in (places or [word]) * 60]
    case.destinations += [Destination("c" * 100, "h" * 253, 443, "a" * 39, "e" * 64, 500)] * many
    receipt = record(case, Ending.DELIVERED, 2_000_000, "")
    sealed = SEALER.seal(receipt.id, body_of(receipt))
    assert len(sealed) < MOST_BYTES
    told = verify(sealed, SIGNER.public_key)
    assert told["attempts"] == len(case.destinations)
    assert len(told["destinations"]) <= MOST_DESTINATIONS
    assert told["inspected"] == len(case.inspector.seen)
    assert len(told["inspections"]) <= MOST_INSPECTIONS


def test_every_attempt_is_counted():
    exchange = CHATS.begin()
    exchange.greet()
    exchange.open(CHATS.ask("hello"))
    exchange.answered(ResponseHead(200, (("content-type", "application/json"),)), PEER)
    exchange.broke(UpstreamFault(Fault.RESET, "reset"))
    receipt = exchange.close(Ending.UPSTREAM_FAILED, 2_000_000)
    assert (receipt.attempts, receipt.destinations[0].fault) == (1, "reset")
