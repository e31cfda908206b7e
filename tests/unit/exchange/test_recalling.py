"""What was masked in one call is restored in a later one that does not say it again."""

import orjson
import pytest

from posthouse.exchange.recalling import asked, named, not_kept, others, recalled
from posthouse.exchange.recalling import kept as kept_of
from posthouse.model.conversation import UNKNOWN, Recalled
from posthouse.model.errors import NotFound, Refusal
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
    made = RESPONDS.begin(using=facts(strange_ids=True))
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


def test_whose_an_answer_is_is_kept_where_nothing_was_masked():
    made = exchange(RESPONDS.ask("Hello"))
    answered(made, Turn("ok"), stream=True)
    kept = kept_of(made.case)
    assert kept.part == b""
    assert any(handle.startswith("response:") for handle in kept.handles)


@pytest.mark.parametrize(
    ("handle", "refused"),
    [("previous_response_id", True), ("conversation", True), ("input", False)],
)
def test_what_the_station_did_not_get_for_the_project_is_refused(handle, refused):
    items = [{"type": "item_reference", "id": "msg_1"}]
    made = RESPONDS.begin()
    made.greet()
    made.take(RESPONDS.ask("And?", **{handle: items if handle == "input" else "x_1"}))
    if not refused:
        recalled(made.case, UNKNOWN)
        return
    with pytest.raises(NotFound) as told:
        recalled(made.case, UNKNOWN)
    assert told.value.code == "id_unknown"


def asking_of(*files: str, using=None):
    parts = [{"type": "input_file", "file_id": one} for one in files]
    made = RESPONDS.begin(using=using)
    made.greet()
    made.take(RESPONDS.ask("", input=[{"role": "user", "content": parts}]))
    return made


def test_a_request_goes_where_the_files_lie_that_it_names():
    using = facts(channels=(channel("one"), channel("two")))
    made = asking_of("file-1", "file-2", "file-1", using=using)
    assert named(made.case) == ("default", ("file:file-1", "file:file-2"))
    part = first()[1].parts
    known = {f"file:file-{n}": Recalled(f"r{n}", "two", part) for n in (1, 2)}
    others(made.case, known)
    made.opened()
    assert made.case.channel.name == "two"
    assert MAIL in made.case.mapping.values()


@pytest.mark.parametrize(
    ("known", "status", "code"),
    [
        ({}, 404, "id_unknown"),
        (None, 503, "ids_unavailable"),
        ({"file:a": Recalled("1", "one"), "file:b": Recalled("2", "two")}, 400, "ids_apart"),
    ],
)
def test_files_that_are_not_there_or_lie_apart_are_refused(known, status, code):
    made = asking_of("a", "b")
    with pytest.raises(Refusal) as told:
        others(made.case, known)
    assert (told.value.status, told.value.code) == (status, code)


def test_a_file_whose_channel_is_gone_is_sent_nowhere_else():
    made = asking_of("a")
    others(made.case, {"file:a": Recalled("1", "gone")})
    with pytest.raises(Refusal) as told:
        made.opened()
    assert told.value.code == "keeper_gone"


def test_what_could_not_be_kept_is_noted():
    made = exchange(RESPONDS.ask(f"Write to {MAIL}"))
    not_kept(made.case)
    assert made.close(Ending.CLIENT_GONE, 0).extra["conversation"] == "not kept"
