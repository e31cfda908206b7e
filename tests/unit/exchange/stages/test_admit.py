import gzip
from dataclasses import replace

import orjson
import pytest

from posthouse.exchange.facts import Limits
from posthouse.exchange.stages.admit import MOST_LETTERS, admit
from posthouse.model.errors import Refusal
from posthouse.model.media import Handling, MediaRules
from posthouse.model.usage import MicroUSD
from tests.facts import CHATS, CLAUDES, KEY, MODEL, facts

BODY = CHATS.ask("Hello")


def case_of(body, voice=CHATS, using=None, **headers):
    exchange = voice.begin(using=using, **headers)
    exchange.greet()
    exchange.case.body = body
    return exchange.case


def refused(case):
    with pytest.raises(Refusal) as error:
        admit(case)
    assert case.counters.told == []
    return error.value


def test_a_request_is_parsed_counted_and_paid_for():
    case = case_of(BODY)
    admit(case)
    assert case.asked.model == MODEL
    assert [slot.text for slot in case.document.slots] == ["Hello"]
    assert case.entered
    assert case.counters.told == ["enter", f"reserve {case.reserved}"]
    assert case.reserved > 0


def test_a_packed_body_is_unpacked():
    case = case_of(gzip.compress(BODY), content_encoding="gzip")
    admit(case)
    assert case.asked.model == MODEL


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_is_taken_however_it_is_called(kind):
    admit(case_of(BODY, content_type=kind))


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (BODY, {"content_type": "multipart/form-data"}, 415, "content_type_unsupported"),
        (BODY, {"content_encoding": "rot13"}, 415, "encoding_unsupported"),
        (b'{"a":1,"a":1}', {}, 400, "duplicate_key"),
        (b'"text"', {}, 400, "bad_shape"),
        (CHATS.ask("x", model="a" * (MOST_LETTERS + 1)), {}, 400, "bad_shape"),
        (CHATS.ask("x", model="a\nb"), {}, 400, "bad_shape"),
        (CHATS.ask("x", model=" "), {}, 400, "bad_shape"),
        (gzip.compress(BODY + b" " * 5000), {"content_encoding": "gzip"}, 413, "body_too_large"),
    ],
)
def test_what_cannot_be_examined_is_refused(body, headers, status, code):
    error = refused(case_of(body, using=facts(limits=Limits(max_body=4096)), **headers))
    assert (error.status, error.code) == (status, code)


def test_a_key_with_a_budget_pays_for_every_model_that_it_uses():
    using = facts(replace(KEY, budget=MicroUSD(1)), price=lambda model: None)
    with pytest.raises(Refusal) as error:
        admit(case_of(BODY, using=using))
    assert error.value.code == "model_unpriced"


def test_media_that_are_no_text_pass_unless_the_operator_says_otherwise():
    image = {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}
    said = [{"role": "user", "content": [{"type": "image", "source": image}]}]
    body = orjson.dumps({"model": MODEL, "max_tokens": 5, "messages": said})
    case = case_of(body, CLAUDES)
    admit(case)
    assert case.document.unexamined == 1
    assert refused(case_of(body, CLAUDES, facts(media=MediaRules(Handling.REFUSE)))).status == 422
