"""The official openai SDK, unchanged but for base URL and key."""

import base64
import json
import struct

import openai
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
)  # fmt: skip
from tests.conformance.speech import CACHED, INPUT, OUTPUT, Turn, at
from tests.conformance.stage import ASK, EMAIL, EMBED, FAULTY, GPT, MODELS, Tokens
from tests.upstreams import as_json

CHAT_TOOLS = [
    {"type": "function", "function": {"name": name, "parameters": schema}}
    for name, schema in TOOLS.items()
]
RESPONSE_TOOLS = [
    {"type": "function", "name": name, "parameters": schema, "strict": False}
    for name, schema in TOOLS.items()
]
SEALED = base64.b64encode(bytes(range(256))).decode()


@pytest.fixture(scope="module")
def client(station):
    with openai.OpenAI(base_url=station.url + "/v1", api_key=station.key, max_retries=0) as made:
        yield made


def echo(tokens: Tokens) -> Turn:
    return Turn(f"Write to {tokens.email}, please.")


def chat(client, messages, *, streamed: bool):
    """Return one message of the model, by the SDK's own gathering of a stream."""
    asked = {"model": GPT, "messages": messages, "tools": CHAT_TOOLS}
    if not streamed:
        return client.chat.completions.create(**asked)
    with client.chat.completions.stream(**asked, stream_options={"include_usage": True}) as stream:
        for _ in stream:
            pass
        return stream.get_final_completion()


def respond(client, given, *, streamed: bool, **more):
    asked = {"model": GPT, "input": given, "tools": RESPONSE_TOOLS, **more}
    if not streamed:
        return client.responses.create(**asked)
    with client.responses.stream(**asked) as stream:
        for _ in stream:
            pass
        return stream.get_final_response()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_chat_carries_out_a_task_with_two_tools_at_once(client, stage, streamed):
    stage.says(two_calls, closing)
    messages = [{"role": "user", "content": ASK}]
    first = chat(client, messages, streamed=streamed).choices[0]
    assert first.finish_reason == "tool_calls"
    assert [json.loads(c.function.arguments) for c in first.message.tool_calls] == [SENT, KEPT]
    messages.append(first.message.model_dump(include={"role", "content", "tool_calls"}))
    for call in first.message.tool_calls:
        result = RESULTS[call.function.name]
        messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
    assert chat(client, messages, streamed=streamed).choices[0].message.content == CLOSING
    assert_masked_alike(stage, "messages")
    assert stage.requests[0].json["tools"] == CHAT_TOOLS


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_responses_carry_out_a_task_with_two_tools_at_once(client, stage, streamed):
    stage.says(two_calls, closing)
    given = [{"role": "user", "content": ASK}]
    first = respond(client, given, streamed=streamed)
    calls = [item for item in first.output if item.type == "function_call"]
    assert [json.loads(call.arguments) for call in calls] == [SENT, KEPT]
    given += [call.model_dump(include={"type", "call_id", "name", "arguments"}) for call in calls]
    given += [
        {"type": "function_call_output", "call_id": c.call_id, "output": RESULTS[c.name]}
        for c in calls
    ]
    assert respond(client, given, streamed=streamed).output_text == CLOSING
    assert_masked_alike(stage, "input")
    assert stage.requests[0].json["tools"] == RESPONSE_TOOLS


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_sealed_reasoning_passes_byte_for_byte_in_both_directions(client, stage, streamed):
    stage.says(Turn("One.", seal=SEALED), Turn("Two."))
    asked = {"store": False, "include": ["reasoning.encrypted_content"], "streamed": streamed}
    given = [{"role": "user", "content": f"Ask {EMAIL}"}]
    first = respond(client, given, **asked)
    assert first.output[0].encrypted_content == SEALED
    given += [first.output[0].model_dump(exclude_none=True), {"role": "user", "content": "And?"}]
    assert respond(client, given, **asked).output_text == "Two."
    sent_back = stage.requests[1].json["input"][1]
    assert sent_back["encrypted_content"] == SEALED
    stage.assert_nothing_leaked()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_a_dangerous_call_is_blocked_and_the_other_goes_on(client, stage, streamed):
    stage.says(dangerous, dangerous)
    message = chat(client, [{"role": "user", "content": ASK}], streamed=streamed).choices[0].message
    (call,) = message.tool_calls
    assert json.loads(call.function.arguments) == KEPT
    assert "Posthouse blocked" in message.content
    answer = respond(client, ASK, streamed=streamed)
    (call,) = (item for item in answer.output if item.type == "function_call")
    assert json.loads(call.arguments) == KEPT
    assert "Posthouse blocked" in answer.output_text


def test_a_text_file_is_opened_and_masked(client, stage):
    stage.says(Turn("Read."), Turn("Read."))
    data = "data:text/plain;base64," + base64.b64encode(ASK.encode()).decode()
    file = {"filename": "note.txt", "file_data": data}
    asked = [{"role": "user", "content": [{"type": "file", "file": file}]}]
    assert chat(client, asked, streamed=False).choices[0].message.content == "Read."
    asked = [{"role": "user", "content": [{"type": "input_file", **file}]}]
    assert respond(client, asked, streamed=False).output_text == "Read."
    first, second = (request.json for request in stage.requests)
    sent = first["messages"][0]["content"][0]["file"]["file_data"]
    assert sent == second["input"][0]["content"][0]["file_data"]
    head, _, rest = sent.partition(",")
    assert head == "data:text/plain;base64"
    stage.assert_file_was_masked(rest)


@pytest.mark.parametrize("position", range(9, 24))
def test_a_token_split_anywhere_in_a_stream_comes_back_whole(client, stage, position):
    stage.says(echo, echo, cut=at(position))
    messages = [{"role": "user", "content": f"Whom? {EMAIL}"}]
    pieces = [
        chunk.choices[0].delta.content or ""
        for chunk in client.chat.completions.create(model=GPT, messages=messages, stream=True)
        if chunk.choices
    ]
    assert "".join(pieces) == f"Write to {EMAIL}, please."
    events = client.responses.create(model=GPT, input=f"Whom? {EMAIL}", stream=True)
    deltas = [event.delta for event in events if event.type == "response.output_text.delta"]
    assert "".join(deltas) == f"Write to {EMAIL}, please."
    stage.assert_nothing_leaked()


@pytest.mark.parametrize("position", range(1, 40))
def test_tool_arguments_split_anywhere_come_back_whole(client, stage, position):
    stage.says(two_calls, two_calls, cut=at(position))
    first = chat(client, [{"role": "user", "content": ASK}], streamed=True)
    calls = first.choices[0].message.tool_calls
    assert [json.loads(call.function.arguments) for call in calls] == [SENT, KEPT]
    second = respond(client, ASK, streamed=True)
    assert [json.loads(item.arguments) for item in second.output] == [SENT, KEPT]
    stage.assert_nothing_leaked()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_usage_is_what_the_upstream_told(client, stage, streamed):
    stage.says(Turn("Hello."), Turn("Hello."))
    told = chat(client, [{"role": "user", "content": "Hi"}], streamed=streamed).usage
    assert (told.prompt_tokens, told.completion_tokens) == (INPUT, OUTPUT)
    assert told.prompt_tokens_details.cached_tokens == CACHED
    told = respond(client, "Hi", streamed=streamed).usage
    assert (told.input_tokens, told.output_tokens) == (INPUT, OUTPUT)


def test_an_answer_names_a_receipt_that_anyone_can_check(client, stage, receipt):
    stage.says(closing)
    raw = client.chat.completions.with_raw_response.create(
        model=GPT, messages=[{"role": "user", "content": ASK}]
    )
    told = receipt(raw.headers)
    assert told["masked"] == {"EMAIL": 1, "PHONE": 1, "CREDENTIAL": 1}
    assert told["model_asked"] == GPT
    assert (told["status"], told["ending"], told["stream"]) == (200, "delivered", False)
    assert (told["usage"]["input"], told["usage"]["output"]) == (INPUT, OUTPUT)
    assert [d["channel"] for d in told["destinations"]] == ["main"]


def test_a_streamed_answer_names_a_receipt_too(client, stage, receipt):
    stage.says(closing)
    with client.responses.with_streaming_response.create(model=GPT, input=ASK, stream=True) as raw:
        for _ in raw.parse():
            pass
        told = receipt(raw.headers)
    assert (told["status"], told["ending"], told["stream"]) == (200, "delivered", True)


def test_embeddings_come_back_as_the_sdk_asks_for_them(client, stage):
    packed = base64.b64encode(struct.pack("<3f", 0.5, -1.0, 0.25)).decode()
    item = {"object": "embedding", "index": 0, "embedding": packed}
    usage = {"prompt_tokens": 5, "total_tokens": 5}
    stage.answers(as_json({"object": "list", "data": [item], "model": EMBED, "usage": usage}))
    made = client.embeddings.create(model=EMBED, input=[f"Ask {EMAIL}"])
    assert made.data[0].embedding == [0.5, -1.0, 0.25]
    assert made.usage.prompt_tokens == 5
    assert stage.requests[0].target == "/v1/embeddings"
    stage.assert_nothing_leaked()


def test_models_are_listed(client):
    assert {model.id for model in client.models.list()} == {*MODELS, FAULTY}
    assert client.models.retrieve(GPT).id == GPT


def test_a_wrong_key_is_an_authentication_error(client, stage):
    with pytest.raises(openai.AuthenticationError) as caught:
        chat(client.with_options(api_key="ph-wrong"), [], streamed=False)
    assert caught.value.body["message"]
    assert not stage.requests


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_an_unknown_model_is_a_not_found_error(client, stage, streamed):
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.create(model="no-such", messages=[], stream=streamed)
    with pytest.raises(openai.NotFoundError):
        client.responses.create(model="no-such", input="Hi", stream=streamed)
    assert not stage.requests


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
@pytest.mark.parametrize(
    ("status", "expected"), [(400, openai.BadRequestError), (429, openai.RateLimitError)]
)
def test_errors_of_the_upstream_keep_their_type(client, stage, status, expected, streamed):
    error = {"message": "not so", "type": "told", "param": None, "code": "so_it_is"}
    stage.answers(as_json({"error": error}, status))
    messages = [{"role": "user", "content": ASK}]
    with pytest.raises(expected) as caught:
        client.chat.completions.create(model=FAULTY, messages=messages, stream=streamed)
    assert (caught.value.code, caught.value.type) == ("so_it_is", "told")
    with pytest.raises(expected) as caught:
        client.responses.create(model=FAULTY, input=ASK, stream=streamed)
    assert caught.value.code == "so_it_is"
    stage.assert_nothing_leaked()


async def test_the_asynchronous_client_works_alike(station, stage):
    stage.says(closing, closing)
    messages = [{"role": "user", "content": ASK}]
    async with openai.AsyncOpenAI(base_url=station.url + "/v1", api_key=station.key) as client:
        whole = await client.chat.completions.create(model=GPT, messages=messages)
        assert whole.choices[0].message.content == CLOSING
        stream = await client.chat.completions.create(model=GPT, messages=messages, stream=True)
        deltas = [c.choices[0].delta.content or "" async for c in stream if c.choices]
        assert "".join(deltas) == CLOSING
    stage.assert_nothing_leaked()
