import pytest

from posthouse.model.dialect import Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.model.secret import Secret
from posthouse.wire.gemini.head import FORWARDED, asked, credential, put_model, target
from posthouse.wire.wire import Asked

GOOD = {"contents": [{"role": "user", "parts": [{"text": "hi"}]}]}


def endpoint(method="generateContent", model="gemini-2.5-pro"):
    path = f"/v1beta/models/{model}:{method}"
    stream = method.startswith("stream")
    return Endpoint(Dialect.GEMINI, Operation.GENERATE, path, model, stream)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"responseMimeType": "application/json"}, True),
        ({"response_mime_type": "application/json"}, True),
        ({"responseMimeType": "text/plain"}, False),
        ({}, False),
    ],
)
def test_says_whether_json_is_asked_for(config, expected):
    assert asked({**GOOD, "generationConfig": config}, endpoint()).json_output is expected


def test_model_and_stream_stand_in_the_path():
    assert asked(GOOD, endpoint()) == Asked("gemini-2.5-pro", False)
    assert asked(GOOD, endpoint("streamGenerateContent")) == Asked("gemini-2.5-pro", True)


@pytest.mark.parametrize(
    "body",
    [
        {**GOOD, "generationConfig": {"maxOutputTokens": 9}},
        {**GOOD, "generation_config": {"max_output_tokens": 9}},
        {"generateContentRequest": {**GOOD, "generationConfig": {"maxOutputTokens": 9}}},
    ],
)
def test_finds_the_limit_in_either_spelling(body):
    assert asked(body, endpoint()).most_output == 9


def test_takes_one_object_for_a_list_of_one_as_google_does():
    assert asked({"contents": {"parts": {"text": "hi"}}}, endpoint())


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "contents"),
        ({"contents": []}, "contents"),
        ({"contents": "secret"}, "contents"),
        ({"contents": ["secret"]}, "contents[0]"),
        ({"contents": [{"parts": "secret"}]}, "contents[0].parts"),
        ({"contents": [{"parts": ["secret"]}]}, "contents[0].parts"),
        ({"generateContentRequest": "secret"}, "generateContentRequest"),
        ({"generateContentRequest": {}}, "generateContentRequest.contents"),
        ({**GOOD, "generationConfig": "secret"}, "generationConfig"),
        (
            {**GOOD, "generationConfig": {"maxOutputTokens": "secret"}},
            "generationConfig.maxOutputTokens",
        ),
        (
            {**GOOD, "generationConfig": {"maxOutputTokens": 0}},
            "generationConfig.maxOutputTokens",
        ),
    ],
)
def test_refuses_a_wrong_shape_and_says_where(body, where):
    with pytest.raises(BadRequest) as refused:
        asked(body, endpoint())
    assert refused.value.code == "bad_shape"
    assert refused.value.message.startswith(f"{where}: expected ")
    assert refused.value.hint
    assert "secret" not in refused.value.message


@pytest.mark.parametrize("model", ["", "..", "a/../b", "a b", "a?key=1", "a%2e%2e", "/a", "a\r\nb"])
def test_refuses_a_model_name_that_would_change_the_path(model):
    with pytest.raises(BadRequest):
        asked(GOOD, endpoint(model=model))


def test_writes_the_upstreams_name_of_the_model_where_the_body_repeats_it():
    body = {"generateContentRequest": {"model": "models/a", **GOOD}}
    put_model(body, "b")
    assert body["generateContentRequest"]["model"] == "models/b"
    plain = dict(GOOD)
    put_model(plain, "b")
    assert plain == GOOD


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("", ""),
        ("alt=sse", "?alt=sse"),
        ("key=virtual&alt=sse", "?alt=sse"),
        ("alt=sse&key=virtual&prettyPrint=who@example.com", "?alt=sse"),
        ("alt=media", ""),
    ],
)
def test_only_alt_goes_on_in_the_query(query, sent):
    path = target(endpoint("streamGenerateContent"), "other", query)
    assert path == "/v1beta/models/other:streamGenerateContent" + sent


def test_the_key_goes_into_the_dialects_own_header():
    assert credential(Secret("k")) == ("x-goog-api-key", Secret("k"))


def test_headers_that_tell_of_the_callers_machine_stay():
    assert not {"x-goog-api-client", "x-goog-api-key", "authorization", "cookie"} & FORWARDED
