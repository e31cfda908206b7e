"""One request as a dialogue: what is done to the exchange, and what it answers."""

from dataclasses import replace

import orjson
import pytest

from posthouse.exchange.actions import Call, Head, Reply
from posthouse.ledger.commitment import Commitment, Passage
from posthouse.model.errors import (
    BudgetSpent,
    Fault,
    Forbidden,
    Refusal,
    Throttled,
    Unauthorized,
    UpstreamFailed,
    UpstreamFault,
    UpstreamTimedOut,
)
from posthouse.model.finding import Label, Treatment
from posthouse.model.http import ResponseHead
from posthouse.model.record import Ending
from posthouse.model.scope import Scope
from posthouse.model.usage import MicroUSD, Usage
from posthouse.wire.wire import ToolCall
from tests.conformance.speech import Turn, by
from tests.facts import (
    CHATS,
    CLAUDES,
    GEMINIS,
    KEY,
    MINTED,
    PEER,
    SEED,
    VOICES,
    Counters,
    channel,
    facts,
    masked,
    relayed,
)

MAIL = "ada.lovelace@mail.test"
TWO = (channel("one"), channel("two", priority=1))
OK = ResponseHead(200, (("content-type", "application/json"), ("x-internal", "1")))


def failing(status):
    return ResponseHead(status, (("content-type", "application/json"),))


def committed(passage, *parts):
    commitment = Commitment(SEED.salt, passage)
    for part in parts:
        commitment.update(part)
    return commitment.told()


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_a_request_goes_from_its_head_to_its_receipt(voice):
    exchange = voice.begin()
    exchange.greet()
    body = voice.ask("Hello")
    call = exchange.open(body)
    assert isinstance(call, Call)
    assert call.channel.name == "one"
    assert exchange.intent().candidates == ("one",)
    head = exchange.answered(OK, PEER)
    assert isinstance(head, Head)
    assert head.whole
    answer = voice.plain(Turn("Hi there"))
    assert exchange.feed(answer) == b""
    rest = exchange.end()
    assert orjson.loads(rest) == orjson.loads(answer)
    receipt = exchange.close(Ending.DELIVERED, 2_000_000)
    assert receipt.came == committed(Passage.CAME, body)
    assert receipt.left == committed(Passage.LEFT, call.body)
    assert receipt.returned == committed(Passage.RETURNED, answer)
    assert receipt.delivered == committed(Passage.DELIVERED, rest)
    assert receipt.usage == Usage(120, 34, 100, receipt.usage.cache_write, receipt.usage.reasoning)
    assert receipt.status == 200
    assert [d.status for d in receipt.destinations] == [200]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_a_stream_is_delivered_as_it_comes_and_its_last_event_at_the_end(voice):
    exchange = voice.answered(voice.ask("Hello", stream=True), stream=True)
    sent = voice.events(Turn("Hi there, how are you"), by(4))
    early = exchange.feed(sent)
    assert sent.startswith(early)
    assert sent[len(early) :].count(b"data: ") == 1
    late = exchange.end()
    assert late
    assert early + late == sent
    receipt = exchange.close(Ending.DELIVERED, 2_000_000)
    assert receipt.stream
    assert receipt.delivered == committed(Passage.DELIVERED, sent)
    assert (receipt.usage.input, receipt.usage.output) == (120, 34)


def test_a_value_leaves_as_a_token_and_comes_back_as_itself():
    exchange = CHATS.begin()
    exchange.greet()
    call = exchange.open(CHATS.ask(f"Write to {MAIL}"))
    token = masked(exchange.case)[MAIL]
    assert MAIL.encode() not in call.body
    assert token.encode() in call.body
    exchange.answered(OK, PEER)
    assert MAIL.encode() in relayed(exchange, CHATS.plain(Turn(f"Wrote to {token}.")))
    assert exchange.close(Ending.DELIVERED, 0).masked == {"EMAIL": 1}


def test_the_head_that_the_client_gets_holds_only_what_is_meant_for_it():
    exchange = CHATS.begin()
    exchange.greet()
    exchange.open(CHATS.ask("Hello"))
    told = (("content-type", "application/json"), ("x-internal", "1"), ("x-ratelimit-left", "4"))
    head = exchange.answered(ResponseHead(200, told), PEER)
    assert head.headers == (
        ("content-type", "application/json"),
        ("x-ratelimit-left", "4"),
        ("posthouse-receipt", SEED.id),
        ("posthouse-receipt-salt", SEED.salt.hex()),
    )


def test_no_header_of_the_client_that_names_its_key_or_machine_goes_on():
    exchange = CLAUDES.begin(x_api_key="k", anthropic_version="v", x_stainless_os="Linux")
    exchange.greet()
    call = exchange.open(CLAUDES.ask("Hello"))
    assert call.headers == (("anthropic-version", "v"), ("content-type", "application/json"))


@pytest.mark.parametrize(
    "cause", [UpstreamFault(Fault.CONNECT, "refused"), failing(500), failing(429), failing(401)]
)
def test_before_the_first_byte_the_next_candidate_is_called(cause):
    exchange = CHATS.begin(using=facts(channels=TWO))
    exchange.greet()
    first = exchange.open(CHATS.ask("Hello"))
    if isinstance(cause, UpstreamFault):
        second = exchange.failed(cause)
    else:
        second = exchange.answered(cause, PEER)
    assert [first.channel.name, second.channel.name] == ["one", "two"]
    assert first.body == second.body
    assert isinstance(exchange.answered(OK, PEER), Head)
    relayed(exchange, CHATS.plain(Turn("Hi")))
    receipt = exchange.close(Ending.DELIVERED, 0)
    assert [d.channel for d in receipt.destinations] == ["one", "two"]
    assert exchange.case.health.told[1] == "two worked"


def test_each_candidate_gets_the_name_under_which_it_knows_the_model():
    channels = (
        channel("one", models={"some-model": "a"}), channel("two", models={"some-model": "b"}),
    )  # fmt: skip
    exchange = CHATS.begin(using=facts(channels=channels))
    exchange.greet()
    calls = [exchange.open(CHATS.ask("Hello")), exchange.failed(UpstreamFault(Fault.RESET, "r"))]
    assert [orjson.loads(call.body)["model"] for call in calls] == ["a", "b"]
    receipt = exchange.close(Ending.UPSTREAM_FAILED, 0)
    assert receipt.left == committed(Passage.LEFT, calls[1].body)
    assert (receipt.model_asked, receipt.model_routed) == ("some-model", "b")
    assert receipt.parameters_changed == ("model",)


@pytest.mark.parametrize(
    ("kind", "refusal"), [(Fault.CONNECT, UpstreamFailed), (Fault.TIMEOUT, UpstreamTimedOut)]
)
def test_when_no_candidate_is_left_the_client_is_told(kind, refusal):
    exchange = CHATS.begin()
    exchange.greet()
    exchange.open(CHATS.ask("Hello"))
    with pytest.raises(refusal):
        exchange.failed(UpstreamFault(kind, "no"))
    assert exchange.case.health.told == ["one failed"]


def test_the_last_candidates_own_error_reaches_the_client():
    exchange = CHATS.begin()
    exchange.greet()
    exchange.open(CHATS.ask("Hello"))
    head = exchange.answered(failing(429), PEER)
    assert (head.status, head.whole) == (429, True)
    told = b'{"error":{"message":"slow down"}}'
    assert relayed(exchange, told) == told


def test_a_clients_own_error_is_not_tried_elsewhere():
    exchange = CHATS.begin(using=facts(channels=TWO))
    exchange.greet()
    exchange.open(CHATS.ask("Hello"))
    assert isinstance(exchange.answered(failing(400), PEER), Head)


def test_a_redirect_is_a_fault_of_the_upstream():
    exchange = CHATS.begin()
    exchange.greet()
    exchange.open(CHATS.ask("Hello"))
    with pytest.raises(UpstreamFault):
        exchange.answered(ResponseHead(302, (("location", "https://192.0.2.9/"),)), PEER)


def test_a_stranger_is_refused_by_the_head_alone():
    exchange = CHATS.begin(authorization="Bearer nonsense")
    with pytest.raises(Unauthorized):
        exchange.greet()
    assert exchange.case.counters.told == []


REFUSING = [
    ("a body that is no JSON", b"{", {}, "invalid_json"),
    ("a body that is no object", b"[]", {}, "bad_shape"),
    ("a shape that is not the dialect's", b'{"model":"m","messages":5}', {}, "bad_shape"),
    ("a model that the key may not use", CHATS.ask("Hello"), {"scope": Scope(models=("other",))},
     "model_not_allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "key", "code"), REFUSING, ids=[r[0] for r in REFUSING])
def test_what_is_refused_before_it_counts_takes_no_place_and_no_money(why, body, key, code):
    exchange = CHATS.begin(using=facts(replace(KEY, **key)))
    exchange.greet()
    with pytest.raises(Refusal) as refused:
        exchange.open(body)
    assert refused.value.code == code
    receipt = exchange.close(Ending.REFUSED, 0, code)
    assert exchange.case.counters.told == []
    assert (receipt.refusal, receipt.cost, receipt.left) == (code, 0, "")


@pytest.mark.parametrize(
    ("name", "refusal", "left"),
    [("enter", Throttled("slow"), []), ("reserve", BudgetSpent("spent"), ["enter", "leave"])],
)
def test_a_counter_that_refuses_leaves_nothing_behind(name, refusal, left):
    exchange = CHATS.begin()
    exchange.case.counters = counters = Counters({name: refusal})
    exchange.greet()
    with pytest.raises(type(refusal)):
        exchange.open(CHATS.ask("Hello"))
    exchange.close(Ending.REFUSED, 0)
    assert counters.told == left


def test_what_policy_refuses_gives_back_its_place_and_its_money():
    refusing = facts(treatments={Label.EMAIL: Treatment.REFUSE})
    exchange = CHATS.begin(using=refusing)
    exchange.greet()
    with pytest.raises(Forbidden) as refused:
        exchange.open(CHATS.ask(f"Write to {MAIL}"))
    assert MAIL not in refused.value.message + refused.value.hint
    exchange.close(Ending.REFUSED, 0)
    (entered, reserved, settled, left) = exchange.case.counters.told
    assert (entered, left) == ("enter", "leave")
    amount = int(reserved.split()[1])
    assert settled == f"settle {amount} 0"


def test_a_model_that_no_channel_serves_is_named_nowhere():
    exchange = CHATS.begin(using=facts(channels=(channel("one", models={"other": "other"}),)))
    exchange.greet()
    with pytest.raises(Refusal) as refused:
        exchange.open(CHATS.ask("Hello"))
    assert refused.value.code == "model_unknown"
    assert exchange.close(Ending.REFUSED, 0).model_asked == ""


def test_the_place_of_a_request_is_given_back_once():
    exchange = CHATS.answered(CHATS.ask("Hello"))
    exchange.leave()
    exchange.close(Ending.CLIENT_GONE, 0)
    exchange.leave()
    assert exchange.case.counters.told.count("leave") == 1
    assert exchange.closed


def test_an_answer_that_tells_no_usage_costs_what_was_set_aside():
    exchange = CHATS.answered(CHATS.ask("Hello"))
    relayed(exchange, b'{"choices":[]}')
    receipt = exchange.close(Ending.DELIVERED, 0)
    assert receipt.cost == receipt.reserved > MicroUSD(0)


def test_a_request_that_nobody_answered_costs_nothing():
    exchange = CHATS.begin()
    exchange.greet()
    exchange.open(CHATS.ask("Hello"))
    assert exchange.close(Ending.CLIENT_GONE, 0).cost == 0


def test_counting_tokens_sets_no_money_aside():
    head = replace(CLAUDES, path="/v1/messages/count_tokens")
    exchange = head.begin()
    exchange.greet()
    exchange.open(CLAUDES.ask("Hello"))
    assert exchange.case.counters.told == ["enter"]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_a_refusal_has_the_form_of_the_callers_dialect(voice):
    exchange = voice.begin()
    exchange.greet()
    reply = exchange.refuse(Throttled("slow down", retry_after_s=7))
    assert isinstance(reply, Reply)
    assert reply.status == 429
    assert ("retry-after", "7") in reply.headers
    assert orjson.loads(reply.body)["error"]["message"].startswith("slow down")
    receipt = exchange.close(Ending.REFUSED, 0, "rate_limited")
    assert receipt.delivered == committed(Passage.DELIVERED, reply.body)


def test_the_receipt_of_a_broken_stream_commits_to_what_the_client_got():
    """The shell asks for the event first, then for a reply that it does not send."""
    exchange = CHATS.answered(CHATS.ask("Hello", stream=True), stream=True)
    early = exchange.feed(CHATS.events(Turn("Hi there"), by(3))[:400])
    broken = UpstreamFailed("the answer broke off")
    last = exchange.break_off(broken)
    exchange.refuse(broken)
    receipt = exchange.close(Ending.TRUNCATED, 0, broken.code)
    assert receipt.delivered == committed(Passage.DELIVERED, early, last)
    assert receipt.status == 200


def test_nothing_that_holds_content_or_keys_has_a_readable_form():
    """The wrong log line cannot be written."""
    exchange = CHATS.begin()
    exchange.greet()
    call = exchange.open(CHATS.ask("canary"))
    reply = exchange.refuse(Throttled("canary"))
    call_made = ToolCall("0", "canary", "canary")
    for one in (exchange, exchange.case, exchange.case.facts, call, reply, SEED, call_made):
        shown = f"{one!r}{one}"
        for secret in ("canary", MINTED.plain.reveal(), "pppp", "ssss"):
            assert secret not in shown


def test_gemini_is_asked_for_a_stream_by_its_path():
    exchange = GEMINIS.begin(stream=True)
    exchange.greet()
    call = exchange.open(GEMINIS.ask("Hello", stream=True))
    assert call.target == "/v1beta/models/some-model:streamGenerateContent?alt=sse"
