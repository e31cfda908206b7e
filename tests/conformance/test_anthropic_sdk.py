"""The official anthropic SDK, unchanged but for base URL and key."""

import base64

import anthropic
import pytest

from tests.conformance.scenario import (
    CLOSING,
    KEPT,
    RESULTS,
    SENT,
    TOOLS,
    assert_masked_alike,
    closing,
    dangerous,
    two_calls,
)
from tests.conformance.speech import CACHED, INPUT, OUTPUT, Turn, at
from tests.conformance.stage import ASK, CLAUDE, EMAIL, FAULTY, MODELS, Tokens
from tests.upstreams import as_json

ANTHROPIC_TOOLS = [{"name": name, "input_schema": schema} for name, schema in TOOLS.items()]
SEALED = base64.b64encode(bytes(range(256))).decode()
THINKING = {"type": "enabled", "budget_tokens": 1024}


@pytest.fixture(scope="module")
def client(station):
    with anthropic.Anthropic(base_url=station.url, api_key=station.key, max_retries=0) as made:
        yield made


def echo(tokens: Tokens) -> Turn:
    return Turn(f"Write to {tokens.email}, please.")


def speak(client, messages, *, streamed: bool, **more):
    """Return one message of the model, by the SDK's own gathering of a stream."""
    asked = {"model": CLAUDE, "max_tokens": 2048, "messages": messages, **more}
    if not streamed:
        return client.messages.create(**asked)
    with client.messages.stream(**asked) as stream:
        return stream.get_final_message()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_messages_carry_out_a_task_with_two_tools_at_once(client, stage, streamed):
    stage.says(two_calls, closing)
    cached = {"cache_control": {"type": "ephemeral"}}
    system = [{"type": "text", "text": f"The user is {EMAIL}.", **cached}]
    more = {"tools": ANTHROPIC_TOOLS, "system": system, "streamed": streamed}
    messages = [{"role": "user", "content": ASK}]
    first = speak(client, messages, **more)
    assert first.stop_reason == "tool_use"
    assert [block.input for block in first.content] == [SENT, KEPT]
    results = [
        {"type": "tool_result", "tool_use_id": block.id, "content": RESULTS[block.name]}
        for block in first.content
    ]
    messages += [
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": results},
    ]
    assert speak(client, messages, **more).content[0].text == CLOSING
    assert_masked_alike(stage, "messages")
    assert stage.requests[0].json["tools"] == ANTHROPIC_TOOLS
    assert stage.requests[0].json["system"] == stage.requests[1].json["system"]
    assert stage.requests[0].json["system"][0]["cache_control"] == {"type": "ephemeral"}


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_signed_thinking_passes_byte_for_byte_in_both_directions(client, stage, streamed):
    thoughts: list[str] = []

    def thinks(tokens: Tokens) -> Turn:
        thoughts.append(f"He means {tokens.email}.")
        return Turn(f"It is {tokens.email}.", thinking=thoughts[0], seal=SEALED)

    stage.says(thinks, closing_words)
    messages = [{"role": "user", "content": f"Who is {EMAIL}?"}]
    more = {"thinking": THINKING, "streamed": streamed}
    first = speak(client, messages, **more)
    thought, said = first.content
    assert (thought.thinking, thought.signature) == (thoughts[0], SEALED)
    assert said.text == f"It is {EMAIL}."
    messages += [{"role": "assistant", "content": first.content}, {"role": "user", "content": "?"}]
    assert speak(client, messages, **more).content[0].text == "Yes."
    sent_back = stage.requests[1].json["messages"][1]["content"]
    assert sent_back[0] == {"type": "thinking", "thinking": thoughts[0], "signature": SEALED}
    stage.assert_nothing_leaked()


def closing_words(_: Tokens) -> Turn:
    return Turn("Yes.")


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_a_dangerous_call_is_blocked_and_the_other_goes_on(client, stage, streamed):
    stage.says(dangerous)
    message = speak(client, [{"role": "user", "content": ASK}], streamed=streamed)
    (call,) = (block for block in message.content if block.type == "tool_use")
    assert call.input == KEPT
    assert "Posthouse blocked" in "".join(b.text for b in message.content if b.type == "text")


def test_a_text_file_is_opened_and_masked(client, stage):
    stage.says(Turn("Read."))
    data = base64.b64encode(ASK.encode()).decode()
    source = {"type": "base64", "media_type": "text/plain", "data": data}
    asked = [{"role": "user", "content": [{"type": "document", "source": source}]}]
    assert speak(client, asked, streamed=False).content[0].text == "Read."
    stage.assert_file_was_masked(
        stage.requests[0].json["messages"][0]["content"][0]["source"]["data"]
    )


@pytest.mark.parametrize("position", range(9, 24))
def test_a_token_split_anywhere_in_a_stream_comes_back_whole(client, stage, position):
    stage.says(echo, cut=at(position))
    asked = {"model": CLAUDE, "max_tokens": 64, "messages": [{"role": "user", "content": EMAIL}]}
    with client.messages.stream(**asked) as stream:
        assert "".join(stream.text_stream) == f"Write to {EMAIL}, please."
    stage.assert_nothing_leaked()


@pytest.mark.parametrize("position", range(1, 40))
def test_tool_arguments_split_anywhere_come_back_whole(client, stage, position):
    stage.says(two_calls, cut=at(position))
    asked = [{"role": "user", "content": ASK}]
    whole = speak(client, asked, tools=ANTHROPIC_TOOLS, streamed=True)
    assert [block.input for block in whole.content] == [SENT, KEPT]
    stage.assert_nothing_leaked()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_usage_is_what_the_upstream_told(client, stage, streamed):
    stage.says(Turn("Hello."))
    told = speak(client, [{"role": "user", "content": "Hi"}], streamed=streamed).usage
    assert (told.input_tokens, told.output_tokens) == (INPUT - CACHED, OUTPUT)
    assert told.cache_read_input_tokens == CACHED


def test_tokens_are_counted_of_what_would_be_sent(client, stage):
    asked = {"model": CLAUDE, "messages": [{"role": "user", "content": ASK}]}
    assert client.messages.count_tokens(**asked, tools=ANTHROPIC_TOOLS).input_tokens == 42
    assert stage.requests[0].target == "/v1/messages/count_tokens"
    assert len(stage.tokens().all) == 3
    stage.assert_nothing_leaked()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_an_answer_names_a_receipt_that_anyone_can_check(client, stage, receipt, streamed):
    stage.says(closing)
    asked = {"model": CLAUDE, "max_tokens": 64, "messages": [{"role": "user", "content": ASK}]}
    with client.messages.with_streaming_response.create(**asked, stream=streamed) as raw:
        raw.read()
        told = receipt(raw.headers)
    assert told["masked"] == {"EMAIL": 1, "PHONE": 1, "CREDENTIAL": 1}
    assert (told["dialect"], told["model_asked"]) == ("anthropic", CLAUDE)
    assert (told["status"], told["ending"], told["stream"]) == (200, "delivered", streamed)
    assert (told["usage"]["input"], told["usage"]["output"]) == (INPUT, OUTPUT)


def test_models_are_listed(client):
    assert {model.id for model in client.models.list()} == {*MODELS, FAULTY}
    assert client.models.retrieve(CLAUDE).id == CLAUDE


def test_a_bearer_token_is_as_good_as_a_key(station, stage):
    stage.says(Turn("Hello."))
    with anthropic.Anthropic(base_url=station.url, auth_token=station.key, api_key=None) as client:
        assert speak(client, [{"role": "user", "content": "Hi"}], streamed=False).content


def test_a_wrong_key_is_an_authentication_error(client, stage):
    with pytest.raises(anthropic.AuthenticationError) as caught:
        speak(client.with_options(api_key="ph-wrong"), [], streamed=False)
    assert caught.value.body["error"]["type"] == "authentication_error"
    assert not stage.requests


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_an_unknown_model_is_a_not_found_error(client, stage, streamed):
    with pytest.raises(anthropic.NotFoundError) as caught:
        speak(client, [{"role": "user", "content": "Hi"}], model="no-such", streamed=streamed)
    assert caught.value.body["error"]["type"] == "not_found_error"
    assert not stage.requests


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("invalid_request_error", anthropic.BadRequestError),
        ("rate_limit_error", anthropic.RateLimitError),
    ],
)
def test_errors_of_the_upstream_keep_their_type(client, stage, kind, expected, streamed):
    error = {"type": kind, "message": "not so"}
    status = 429 if kind == "rate_limit_error" else 400
    stage.answers(as_json({"type": "error", "error": error, "request_id": "req_1"}, status))
    with pytest.raises(expected) as caught:
        speak(client, [{"role": "user", "content": ASK}], model=FAULTY, streamed=streamed)
    assert caught.value.body["error"] == error
    stage.assert_nothing_leaked()


async def test_the_asynchronous_client_works_alike(station, stage):
    stage.says(closing, closing)
    asked = {"model": CLAUDE, "max_tokens": 64, "messages": [{"role": "user", "content": ASK}]}
    async with anthropic.AsyncAnthropic(base_url=station.url, api_key=station.key) as client:
        whole = await client.messages.create(**asked)
        assert whole.content[0].text == CLOSING
        async with client.messages.stream(**asked) as stream:
            assert "".join([text async for text in stream.text_stream]) == CLOSING
    stage.assert_nothing_leaked()
