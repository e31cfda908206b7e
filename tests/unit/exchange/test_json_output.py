"""Where the request asks for JSON, restored values leave the answer's text JSON."""

import json

import orjson
import pytest

from tests import heard
from tests.conformance.speech import Call, Turn, by
from tests.detectors import detector
from tests.facts import CHATS, CLAUDES, GEMINIS, RESPONDS, facts, masked, relayed

NAME = 'Project "Nova"'
DETECTOR = detector(NAME)
SCHEMA = {"type": "json_schema", "schema": {"type": "object"}}
ASKING = [
    (CHATS, {"response_format": {"type": "json_object"}}),
    (RESPONDS, {"text": {"format": {**SCHEMA, "name": "a"}}}),
    (CLAUDES, {"output_config": {"format": SCHEMA}}),
    (GEMINIS, {"generationConfig": {"responseMimeType": "application/json"}}),
]

asking = pytest.mark.parametrize(("voice", "more"), ASKING, ids=[v.name for v, _ in ASKING])


def waiting(voice, more, *, stream):
    body = voice.ask(f"What of {NAME} today?", stream=stream, **more)
    exchange = voice.answered(body, stream=stream, using=facts(detector=DETECTOR))
    return exchange, masked(exchange.case)[NAME]


@asking
def test_a_value_with_a_quote_leaves_a_plain_answer_json(voice, more):
    exchange, token = waiting(voice, more, stream=False)
    call = Call("c", "f", {"about": token})
    turn = Turn(json.dumps({"about": [f"{token}!"]}), (call,))
    text, ((_, arguments),) = heard.plain(voice, relayed(exchange, voice.plain(turn)))
    assert orjson.loads(text) == {"about": [f"{NAME}!"]}
    assert orjson.loads(arguments) == {"about": NAME}


@asking
@pytest.mark.parametrize("size", [1, 9, 100])
def test_a_value_with_a_quote_leaves_a_streamed_answer_json(voice, more, size):
    exchange, token = waiting(voice, more, stream=True)
    call = Call("c", "f", {"about": token})
    turn = Turn(json.dumps({"about": [f"{token}!"]}), (call,))
    got = relayed(exchange, voice.events(turn, by(size)))
    text, ((_, arguments),) = heard.streamed(voice, got)
    assert orjson.loads(text) == {"about": [f"{NAME}!"]}
    assert orjson.loads(arguments) == {"about": NAME}


@asking
def test_words_beside_it_stay_words(voice, more):
    for stream in (False, True):
        exchange, token = waiting(voice, more, stream=stream)
        turn = Turn(f"I cannot speak of {token}.")
        if stream:
            text, _ = heard.streamed(voice, relayed(exchange, voice.events(turn, by(9))))
        else:
            text, _ = heard.plain(voice, relayed(exchange, voice.plain(turn)))
        assert text == f"I cannot speak of {NAME}."


@asking
def test_without_the_question_a_text_is_a_text(voice, more):
    exchange, token = waiting(voice, {}, stream=False)
    text, _ = heard.plain(voice, relayed(exchange, voice.plain(Turn(f"{{{token}}}"))))
    assert text == f"{{{NAME}}}"
