import pytest

from posthouse.model.dialect import Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.model.secret import Secret
from posthouse.wire.anthropic.head import FORWARDED, asked, credential, put_model, target
from posthouse.wire.wire import Asked

GENERATE = Endpoint(Dialect.ANTHROPIC, Operation.GENERATE, "/v1/messages")
COUNT = Endpoint(Dialect.ANTHROPIC, Operation.COUNT_TOKENS, "/v1/messages/count_tokens")
GOOD = {"model": "m", "max_tokens": 8, "messages": [{"role": "user", "content": "hi"}]}


def test_says_what_is_asked_for():
    assert asked(GOOD, GENERATE) == Asked("m", False, 8)
    assert asked({**GOOD, "stream": True}, GENERATE) == Asked("m", True, 8)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"output_config": {"effort": "low"}}, False),
        ({"output_config": {"format": {"type": "json_schema", "schema": {}}}}, True),
        ({"output_format": {"type": "json_schema", "schema": {}}}, True),
        ({"output_config": "odd", "output_format": []}, False),
    ],
)
def test_says_whether_json_is_asked_for(more, expected):
    assert asked({**GOOD, **more}, GENERATE).json_output is expected


def test_counting_tokens_needs_no_limit():
    body = {"model": "m", "messages": GOOD["messages"]}
    assert asked(body, COUNT) == Asked("m", False, None)


def test_a_limit_of_zero_fills_the_cache():
    assert asked({**GOOD, "max_tokens": 0}, GENERATE).most_output == 0


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"model": None}, "model"),
        ({"model": ""}, "model"),
        ({"model": ["m"]}, "model"),
        ({"max_tokens": None}, "max_tokens"),
        ({"max_tokens": -1}, "max_tokens"),
        ({"max_tokens": True}, "max_tokens"),
        ({"max_tokens": "8"}, "max_tokens"),
        ({"max_tokens": 8.5}, "max_tokens"),
        ({"messages": None}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": {"role": "user"}}, "messages"),
        ({"messages": [GOOD["messages"][0], "secret"]}, "messages[1]"),
        ({"messages": [{"content": "secret"}]}, "messages[0].role"),
        ({"messages": [{"role": 1, "content": "secret"}]}, "messages[0].role"),
        ({"messages": [{"role": "user"}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": ["secret"]}]}, "messages[0].content"),
        ({"system": {"text": "secret"}}, "system"),
        ({"tools": "secret"}, "tools"),
        ({"stream": "secret"}, "stream"),
    ],
)
def test_refuses_a_wrong_shape_and_says_where(change, where):
    with pytest.raises(BadRequest) as refused:
        asked({**GOOD, **change}, GENERATE)
    assert refused.value.code == "bad_shape"
    assert refused.value.message.startswith(f"{where}: expected ")
    assert refused.value.hint
    assert "secret" not in refused.value.message


def test_writes_the_upstreams_name_of_the_model():
    body = dict(GOOD)
    put_model(body, "other")
    assert body["model"] == "other"


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("", "/v1/messages"),
        ("beta=true", "/v1/messages?beta=true"),
        ("x=1&beta=true", "/v1/messages?beta=true"),
        ("beta=true%0d%0a&who=who@example.com", "/v1/messages"),
    ],
)
def test_only_beta_goes_on_in_the_query(query, sent):
    assert target(GENERATE, "m", query) == sent


def test_the_key_goes_into_the_dialects_own_header():
    assert credential(Secret("k")) == ("x-api-key", Secret("k"))


def test_headers_that_tell_of_the_callers_machine_stay():
    assert {"anthropic-version", "anthropic-beta"} <= FORWARDED
    assert not any(name.startswith("x-stainless") for name in FORWARDED)
    assert not {"x-api-key", "authorization", "cookie"} & FORWARDED
