"""The question to a second witness: where it goes, what it asks, and what comes of its answer."""

from dataclasses import replace

import orjson
import pytest

from posthouse.exchange.facts import Project
from posthouse.exchange.question import heard, question
from posthouse.exchange.state import Seed
from posthouse.inspection.confirm import Statement
from posthouse.inspection.modes import Mode, Modes, Witnessing
from posthouse.model.errors import UpstreamFault
from posthouse.model.http import Peer, ResponseHead
from posthouse.model.incident import State
from posthouse.model.record import Ending
from posthouse.model.switch import Reach, Switch, Switches
from posthouse.privacy.token import Minter
from tests import heard as hearing
from tests.conformance.speech import Call, Turn, by
from tests.facts import CHATS, GEMINIS, PEER, RESPONDS, VOICES, channel, facts

INSTALL = Call("call_1", "bash", {"command": "pip install requests"})
SAME = Statement((("shell", '{"command": "pip install requests -q"}'),))
OTHER = Statement((("shell", '{"command": "pip install flask"}'),))
ASKED = Seed("q-1", b"x" * 32, 2_000_000, 6.0)
JSON = (("content-type", "application/json"),)
each_voice = pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
each_way = pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])


def using(witness=Witnessing(silent="block"), mode=Mode.ENFORCE, **changes):  # noqa: B008
    modes = Modes(mode, witness=witness)
    project = Project("default", Minter(b"m" * 32, "B"), {}, modes=modes)
    channels = (channel("one"), channel("two"), channel("three"))
    return facts(projects={"default": project}, **{"channels": channels, **changes})


def first(voice, facts_, turn=Turn("So:", (INSTALL,)), *, stream=False, **more):  # noqa: B008
    """An exchange whose answer has come; what went out so far."""
    exchange = voice.answered(voice.ask("Hi", stream=stream, **more), stream=stream, using=facts_)
    sent = exchange.feed(voice.events(turn, by(6)) if stream else voice.plain(turn))
    return exchange, sent


def came(voice, exchange, sent, *, stream):
    rest = sent + exchange.end()
    return hearing.streamed(voice, rest) if stream else hearing.plain(voice, rest)


@each_way
@each_voice
def test_a_call_waits_and_goes_out_as_it_came_once_it_is_confirmed(voice, stream):
    exchange, sent = first(voice, using(), stream=stream)
    assert exchange.unconfirmed()
    assert b"pip" not in sent
    heard(exchange, question(exchange, ASKED), SAME)
    assert exchange.asks() == []
    text, calls = came(voice, exchange, sent, stream=stream)
    assert text == "So:"
    assert "pip install requests" in calls[0][1]
    assert exchange.incidents() == []


@each_way
@each_voice
@pytest.mark.parametrize(("answer", "rule"), [(OTHER, "differs"), (Statement(), "silent")])
def test_a_call_is_blocked_with_a_reason_where_it_is_not_confirmed(voice, stream, answer, rule):
    exchange, sent = first(voice, using(), stream=stream)
    assert exchange.unconfirmed()
    heard(exchange, question(exchange, ASKED), answer)
    assert exchange.asks() == []
    text, calls = came(voice, exchange, sent, stream=stream)
    assert not calls
    assert f"witness/{rule}" in text
    (incident,) = exchange.incidents()
    assert incident.id in text
    assert incident.rules == (f"witness/{rule}",)


@each_voice
def test_without_a_word_nothing_unconfirmed_goes_out(voice):
    exchange, sent = first(voice, using(), stream=True)
    assert not came(voice, exchange, sent, stream=True)[1]


def test_a_gemini_stream_in_one_list_is_asked_about_too():
    exchange, _ = first(GEMINIS, using(Witnessing(silent="ask")))
    tree = orjson.loads(GEMINIS.plain(Turn("So:", (INSTALL,))))
    exchange = GEMINIS.answered(GEMINIS.ask("Hi"), using=using(Witnessing(silent="ask")))
    exchange.feed(orjson.dumps([tree]))
    assert exchange.unconfirmed()
    heard(exchange, question(exchange, ASKED), SAME)
    assert b"pip install requests" in exchange.end()


@each_voice
def test_it_asks_the_same_masked_turn_for_one_whole_answer(voice):
    exchange, _ = first(voice, using(), stream=True, **({"store": True} if voice is CHATS else {}))
    exchange.unconfirmed()
    asked = question(exchange, ASKED)
    call = asked.begins()
    tree = orjson.loads(call.body)
    assert "stream" not in tree
    assert "streamGenerate" not in call.target
    assert "alt=sse" not in call.target
    assert tree.get("store") in (None, False)
    assert call.channel.name == "two"
    assert asked.intent().candidates == ("two", "three")
    assert asked.case.seed.salt == exchange.case.seed.salt


def test_it_never_goes_to_the_first_origin_nor_beyond_scope_switches_and_names():
    same = channel("twin")
    object.__setattr__(same, "address", channel("one").address)
    off = Switches([Switch(Reach.CHANNEL, "two", "", "", 0)])
    channels = (channel("one"), same, channel("two"), channel("three"), channel("four"))
    exchange, _ = first(CHATS, using(Witnessing(channels=("four", "two", "twin")),
                                     channels=channels, switches=off))  # fmt: skip
    exchange.unconfirmed()
    asked = question(exchange, ASKED)
    assert [one.name for one in asked.case.candidates] == ["four"]


def test_nobody_is_asked_where_no_other_channel_is_or_the_upstream_keeps_what_was_said():
    alone, _ = first(CHATS, using(channels=(channel("one"),)))
    alone.unconfirmed()
    assert question(alone, ASKED) is None
    kept, _ = first(RESPONDS, using(), previous_response_id="resp_1")
    assert kept.unconfirmed()
    assert question(kept, ASKED) is None


def answering(exchange, body, *, status=200, peer=Peer("192.0.2.9", 443, "cd" * 32)):  # noqa: B008
    exchange.unconfirmed()
    asked = question(exchange, ASKED)
    asked.departs(asked.begins())
    asked.answered(ResponseHead(status, JSON), peer)
    asked.feed(body)
    return asked


@each_voice
def test_its_answer_is_read_and_its_receipt_names_what_it_confirms(voice):
    exchange, _ = first(voice, using())
    asked = answering(exchange, voice.plain(Turn("Fine.", (INSTALL,))))
    told = asked.statement()
    assert told.texts == ("Fine.",)
    assert [name for name, _ in told.calls] == ["bash"]
    receipt = asked.close(Ending.DELIVERED, 9)
    heard(exchange, asked, told)
    exchange.end()
    own = exchange.close(Ending.DELIVERED, 9)
    assert own.extra["witness"] == "answered two q-1"
    assert receipt.extra["confirms"] == "r-1"
    assert receipt.usage.total
    assert receipt.cost
    assert receipt.masked == own.masked
    assert receipt.destinations[0].channel == "two"
    assert receipt.reserved == own.reserved


def test_what_is_set_aside_for_it_is_settled():
    exchange, _ = first(CHATS, using())
    asked = answering(exchange, CHATS.plain(Turn("Fine.")))
    asked.statement()
    asked.close(Ending.DELIVERED, 9)
    told = exchange.case.counters.told
    assert told.count(f"reserve {asked.case.reserved}") == 2
    assert told[-1] == f"settle {asked.case.reserved} {asked.case.cost}"


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"a": {"b":' * 300])
def test_an_answer_that_cannot_be_read_is_a_fault(body):
    exchange, _ = first(CHATS, using())
    with pytest.raises(UpstreamFault):
        answering(exchange, body).statement()


def test_an_upstream_with_the_firsts_own_key_is_no_second_one():
    exchange, _ = first(CHATS, using())
    asked = answering(exchange, CHATS.plain(Turn("", (INSTALL,))), peer=PEER)
    assert asked.statement().empty


def test_a_refused_question_is_a_fault_and_the_next_channel_is_tried_before():
    exchange, _ = first(CHATS, using())
    exchange.unconfirmed()
    asked = question(exchange, ASKED)
    asked.begins()
    call = asked.answered(ResponseHead(503, JSON), PEER)
    assert call.channel.name == "three"
    with pytest.raises(UpstreamFault):
        asked.answered(ResponseHead(400, JSON), PEER)


def test_in_observe_mode_all_passes_and_is_told():
    exchange, _ = first(CHATS, using(mode=Mode.OBSERVE))
    assert exchange.unconfirmed()
    heard(exchange, None, OTHER)
    assert b"pip install requests" in exchange.end()
    (incident,) = exchange.incidents()
    assert (incident.what, incident.rules) == ("observed", ("witness/differs",))


@each_voice
def test_without_an_answer_somebody_is_asked_and_his_word_counts(voice):
    exchange, _ = first(voice, using(Witnessing(silent="ask")))
    assert exchange.unconfirmed()
    heard(exchange, None, None)
    (one,) = exchange.asks()
    assert one.rules == ("witness/silent",)
    exchange.decided({one.id: replace(one, state=State.APPROVED)})
    assert b"pip install requests" in exchange.end()
