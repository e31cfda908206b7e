import pytest

from posthouse.model.dialect import Dialect, Operation
from posthouse.model.errors import MethodNotAllowed, NotFound
from posthouse.model.http import RequestHead
from posthouse.wire.dialects import WIRES, dialect_of_path, normal_path, resolve


def asked(path, method="POST", **headers):
    named = tuple((n.replace("_", "-"), v) for n, v in headers.items())
    return resolve(RequestHead(method, path, "", named))


@pytest.mark.parametrize(
    ("path", "dialect", "operation"),
    [
        ("/v1/chat/completions", Dialect.OPENAI_CHAT, Operation.GENERATE),
        ("/chat/completions", Dialect.OPENAI_CHAT, Operation.GENERATE),
        ("/openai/v1/chat/completions", Dialect.OPENAI_CHAT, Operation.GENERATE),
        ("/v1/v1/messages", Dialect.ANTHROPIC, Operation.GENERATE),
        ("/v1/responses", Dialect.OPENAI_RESPONSES, Operation.GENERATE),
        ("/v1/responses/compact", Dialect.OPENAI_RESPONSES, Operation.GENERATE),
        ("/v1/embeddings/", Dialect.OPENAI_EMBEDDINGS, Operation.EMBED),
        ("/v1/rerank", Dialect.OPENAI_EMBEDDINGS, Operation.EMBED),
        ("/v1/moderations", Dialect.OPENAI_EMBEDDINGS, Operation.EMBED),
        ("/v1/responses/input_tokens", Dialect.OPENAI_RESPONSES, Operation.COUNT_TOKENS),
        ("/anthropic/v1/messages", Dialect.ANTHROPIC, Operation.GENERATE),
        ("/v1/messages/count_tokens", Dialect.ANTHROPIC, Operation.COUNT_TOKENS),
    ],
)
def test_clients_disagree_on_base_urls_and_are_understood(path, dialect, operation):
    found = asked(path)
    assert (found.dialect, found.operation) == (dialect, operation)


@pytest.mark.parametrize(
    ("path", "model", "operation", "stream"),
    [
        ("/v1beta/models/g-1:generateContent", "g-1", Operation.GENERATE, False),
        ("/v1/models/g-1:streamGenerateContent", "g-1", Operation.GENERATE, True),
        ("/gemini/v1beta/models/a/b:countTokens", "a/b", Operation.COUNT_TOKENS, False),
    ],
)
def test_gemini_says_model_and_stream_in_the_path(path, model, operation, stream):
    found = asked(path)
    assert found.dialect is Dialect.GEMINI
    assert (found.model, found.operation, found.stream) == (model, operation, stream)


def test_the_models_list_is_asked_in_three_ways():
    assert asked("/v1/models", "GET").dialect is Dialect.OPENAI_CHAT
    assert asked("/v1/models", "GET", anthropic_version="1").dialect is Dialect.ANTHROPIC
    assert asked("/v1beta/models", "GET").dialect is Dialect.GEMINI
    assert asked("/v1/models/gpt-x", "GET").model == "gpt-x"


@pytest.mark.parametrize(
    "path", ["/", "/v1", "/v1/threads", "/v1beta/models/m:predict", "/v1/chat/completions/x"]
)
def test_what_nobody_knows_is_not_found(path):
    with pytest.raises(NotFound):
        asked(path)


def test_a_known_path_wants_its_method():
    with pytest.raises(MethodNotAllowed):
        asked("/v1/chat/completions", "PUT")
    with pytest.raises(MethodNotAllowed):
        asked("/v1/models", "DELETE")


def test_refusals_before_a_dialect_is_known_follow_the_path():
    assert dialect_of_path("/v1/messages/other") is Dialect.ANTHROPIC
    assert dialect_of_path("/v1beta/other") is Dialect.GEMINI
    assert dialect_of_path("/elsewhere") is Dialect.OPENAI_CHAT
    assert normal_path("/anthropic/v1/messages/") == "/v1/messages"


def test_every_dialect_has_its_wire():
    assert set(WIRES) == set(Dialect)
