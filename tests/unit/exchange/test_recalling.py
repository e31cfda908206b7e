"""What was masked in one call is restored in a later one that does not say it again."""

import orjson
import pytest

from posthouse.exchange.recalling import asked, not_kept, recalled
from posthouse.exchange.recalling import kept as kept_of
from posthouse.model.conversation import UNKNOWN, Recalled
from posthouse.model.http import ResponseHead
from posthouse.model.record import Ending
from posthouse.wire.document import strings
from tests import heard
from tests.conformance.speech import Turn, by
from tests.facts import PEER, RESPONDS, channel, facts, masked, relayed

MAIL = "ada.lovelace@mail.test"


def exchange(body, *, stream=False, found=None, using=None):
    made = RESPONDS.begin(stream=stream, using=using)
    made.greet()
    made.take(body)
    if found is not None:
        recalled(made.case, found)
    made.opened()
    return made


def answered(made, turn, *, stream):
    kind = "text/event-stream" if stream else "application/json"
    made.answered(ResponseHead(200, (("content-type", kind),)), PEER)
    if stream:
        return heard.streamed(RESPONDS, relayed(made, RESPONDS.events(turn, by(4))))[0]
    return heard.plain(RESPONDS, relayed(made, RESPONDS.plain(turn)))[0]


def first() -> tuple[str, Recalled]:
    """Return the token of the first call, and what is kept of it."""
    made = exchange(RESPONDS.ask(f"Write to {MAIL}"))
    token = masked(made.case)[MAIL]
    answered(made, Turn("ok"), stream=False)
    kept = kept_of(made.case)
    assert kept.tenant == "default"
    assert kept.record == ""
    assert any(handle.startswith("response:") for handle in kept.handles)
    return token, Recalled("r1", "one", (kept.part,))


@pytest.mark.parametrize("stream", [False, True])
def test_a_later_answer_restores_what_its_request_does_not_say(stream):
    token, recalled = first()
    body = RESPONDS.ask("And again?", stream=stream, previous_response_id="resp_1")
    made = exchange(body, stream=stream, found=recalled)
    assert answered(made, Turn(f"to {token}!"), stream=stream) == f"to {MAIL}!"
    kept = kept_of(made.case)
    assert (kept.record, kept.part) == ("r1", b"")
    receipt = made.close(Ending.DELIVERED, 0)
    assert receipt.extra["conversation"] == "recalled"
    assert receipt.masked == {}


def test_what_was_masked_before_is_masked_again_wherever_it_stands():
    made = exchange(RESPONDS.ask("So?", previous_response_id="r"), found=first()[1])
    assert asked(made.case) == ("default", ("response:r",))
    known = {"Zhang Weiguo": "QXMBBBBBBBBBBB"}
    part = orjson.dumps([[t, v, "PERSON", "mask", []] for v, t in known.items()])
    made = exchange(
        RESPONDS.ask("ask Zhang Weiguo", previous_response_id="r"),
        found=Recalled("r", "one", (part,)),
    )
    assert "Zhang Weiguo" not in "\n".join(strings(made.case.document.tree))


@pytest.mark.parametrize(("found", "told"), [(UNKNOWN, "unknown"), (None, "unavailable")])
def test_what_is_not_known_stays_a_token_and_is_noted(found, told):
    made = RESPONDS.begin()
    made.greet()
    made.take(RESPONDS.ask("And?", previous_response_id="resp_1"))
    recalled(made.case, found)
    made.opened()
    assert answered(made, Turn("to QXMBBBBBBBBBBB"), stream=False) == "to QXMBBBBBBBBBBB"
    assert made.close(Ending.DELIVERED, 0).extra["conversation"] == told


def test_the_channel_that_keeps_a_conversation_answers_it():
    using = facts(channels=(channel("one"), channel("two")))
    part = first()[1].parts
    body = RESPONDS.ask("So?", previous_response_id="r")
    assert exchange(body, found=Recalled("r", "two", part), using=using).case.channel.name == "two"
    assert exchange(body, found=Recalled("r", "gone", part), using=using).case.channel.name == "one"


@pytest.mark.parametrize(
    ("more", "keeps"),
    [({}, True), ({"store": True}, True), ({"store": False}, False)],
)
def test_only_what_the_upstream_keeps_is_kept(more, keeps):
    made = exchange(RESPONDS.ask(f"Write to {MAIL}", **more))
    answered(made, Turn("ok"), stream=False)
    assert (kept_of(made.case) is not None) is keeps


def test_nothing_masked_is_nothing_kept():
    made = exchange(RESPONDS.ask("Hello"))
    answered(made, Turn("ok"), stream=True)
    assert kept_of(made.case) is None


def test_what_could_not_be_kept_is_noted():
    made = exchange(RESPONDS.ask(f"Write to {MAIL}"))
    not_kept(made.case)
    assert made.close(Ending.CLIENT_GONE, 0).extra["conversation"] == "not kept"
