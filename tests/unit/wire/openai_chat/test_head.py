import pytest

from posthouse.model.dialect import Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.openai_chat.head import asked, target
from posthouse.wire.wire import Asked

ENDPOINT = Endpoint(Dialect.OPENAI_CHAT, Operation.GENERATE, "/v1/chat/completions")
HELLO = {"role": "user", "content": "hello"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, Asked("m", stream=False)),
        ({"stream": None}, Asked("m", stream=False)),
        ({"stream": True}, Asked("m", stream=True)),
        ({"max_tokens": 5}, Asked("m", stream=False, most_output=5)),
        ({"max_tokens": 5, "max_completion_tokens": 7}, Asked("m", stream=False, most_output=7)),
        ({"max_tokens": 5, "n": 3}, Asked("m", stream=False, most_output=15)),
        ({"tools": [], "max_tokens": None}, Asked("m", stream=False)),
        ({"response_format": {"type": "text"}}, Asked("m", stream=False)),
        ({"response_format": {"type": "json_object"}}, Asked("m", False, None, json_output=True)),
        ({"response_format": {"type": "json_schema"}}, Asked("m", False, None, json_output=True)),
        ({"response_format": {"type": ["json"]}}, Asked("m", stream=False)),
    ],
)
def test_a_request_tells_its_model_stream_and_limit(more, expected):
    assert asked({"model": "m", "messages": [HELLO], **more}, ENDPOINT) == expected


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ([], "body"),
        ({"messages": [HELLO]}, "model"),
        ({"model": 4}, "model"),
        ({"model": ""}, "model"),
        ({"model": "m"}, "messages"),
        ({"model": "m", "messages": "secret words"}, "messages"),
        ({"model": "m", "messages": [HELLO, "secret words"]}, "messages[1]"),
        ({"model": "m", "messages": [{"content": "secret words"}]}, "messages[0].role"),
        ({"model": "m", "messages": [{"role": ["user"]}]}, "messages[0].role"),
        ({"model": "m", "messages": [{**HELLO, "content": 5}]}, "messages[0].content"),
        ({"model": "m", "messages": [{**HELLO, "content": {"a": 1}}]}, "messages[0].content"),
        ({"model": "m", "messages": [HELLO], "stream": "secret words"}, "stream"),
        ({"model": "m", "messages": [HELLO], "stream": 1}, "stream"),
        ({"model": "m", "messages": [HELLO], "max_tokens": 0}, "max_tokens"),
        ({"model": "m", "messages": [HELLO], "max_tokens": True}, "max_tokens"),
        ({"model": "m", "messages": [HELLO], "max_tokens": "5"}, "max_tokens"),
        ({"model": "m", "messages": [HELLO], "max_completion_tokens": 1.5}, "max_completion"),
        ({"model": "m", "messages": [HELLO], "n": -1}, "n"),
        ({"model": "m", "messages": [HELLO], "tools": {}}, "tools"),
        ({"model": "m", "messages": [HELLO], "tools": ["secret words"]}, "tools"),
    ],
)
def test_a_wrong_shape_is_named_by_its_place_and_without_content(body, where):
    with pytest.raises(BadRequest) as refused:
        asked(body, ENDPOINT)
    assert refused.value.code == "bad_shape"
    assert refused.value.message.startswith(where)
    assert refused.value.hint
    assert "secret" not in refused.value.message + refused.value.hint


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "/v1/chat/completions"),
        ("api-version=2026-01-01-preview", "/v1/chat/completions?api-version=2026-01-01-preview"),
        ("who=me@example.com&api-version=1", "/v1/chat/completions?api-version=1"),
        ("api-version=a%0d", "/v1/chat/completions"),
        ("key=abc", "/v1/chat/completions"),
    ],
)
def test_nothing_of_the_query_passes_but_the_api_version(query, expected):
    assert target(ENDPOINT, "m", query) == expected
