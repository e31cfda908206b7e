from dataclasses import replace

import pytest

from posthouse.model.dialect import Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.openai_responses.head import asked, target
from posthouse.wire.wire import Asked

ENDPOINT = Endpoint(Dialect.OPENAI_RESPONSES, Operation.GENERATE, "/v1/responses")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"input": "hello"}, Asked("m", stream=False)),
        ({"input": [{"role": "user", "content": "hi"}], "stream": True}, Asked("m", stream=True)),
        ({"prompt": {"id": "pmpt_1"}}, Asked("m", stream=False)),
        ({"input": "a", "max_output_tokens": 9}, Asked("m", stream=False, most_output=9)),
        ({"input": "a", "instructions": None, "tools": []}, Asked("m", stream=False)),
        ({"text": {"format": {"type": "text"}}}, Asked("m", stream=False)),
        ({"text": {"format": {"type": "json_schema"}}}, Asked("m", False, None, json_output=True)),
        ({"text": "odd"}, Asked("m", stream=False)),
    ],
)
def test_a_request_tells_its_model_stream_and_limit(more, expected):
    assert asked({"model": "m", **more}, ENDPOINT) == replace(expected, keeps=True)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("secret words", "body"),
        ({"input": "a"}, "model"),
        ({"model": "m", "input": 5}, "input"),
        ({"model": "m", "input": {"secret": "words"}}, "input"),
        ({"model": "m", "input": [{}, "secret words"]}, "input[1]"),
        ({"model": "m", "instructions": 5}, "instructions"),
        ({"model": "m", "input": "a", "stream": "yes"}, "stream"),
        ({"model": "m", "input": "a", "max_output_tokens": -1}, "max_output_tokens"),
        ({"model": "m", "input": "a", "tools": "secret words"}, "tools"),
        ({"model": "m", "input": "a", "tools": [None]}, "tools"),
    ],
)
def test_a_wrong_shape_is_named_by_its_place_and_without_content(body, where):
    with pytest.raises(BadRequest) as refused:
        asked(body, ENDPOINT)
    assert refused.value.code == "bad_shape"
    assert refused.value.message.startswith(where + ":")
    assert "secret" not in refused.value.message + refused.value.hint


def test_it_goes_to_the_endpoint_that_was_asked():
    compact = Endpoint(Dialect.OPENAI_RESPONSES, Operation.GENERATE, "/v1/responses/compact")
    assert target(ENDPOINT, "m", "") == "/v1/responses"
    assert target(compact, "m", "who=me") == "/v1/responses/compact"


@pytest.mark.parametrize(
    ("path", "more", "keeps"),
    [
        ("/v1/responses", {}, True),
        ("/v1/responses", {"store": False}, False),
        ("/v1/responses/compact", {"store": False}, True),
    ],
)
def test_a_request_tells_whether_what_it_makes_belongs_to_its_channel(path, more, keeps):
    told = asked({"model": "m", **more}, replace(ENDPOINT, path=path))
    assert told.keeps is keeps


def test_a_request_tells_what_it_builds_on():
    told = asked({"model": "m", "previous_response_id": "resp_1"}, ENDPOINT)
    assert told.recalls == ("response:resp_1",)
