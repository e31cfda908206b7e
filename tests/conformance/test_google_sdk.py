"""The official google-genai SDK, unchanged but for base URL and key."""

import pytest
from google import genai
from google.genai import errors, types

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
from tests.conformance.stage import ASK, EMAIL, FAULTY, GOOGLE, KEY, MODELS, PHONE, Tokens
from tests.upstreams import as_json

DECLARED = [
    types.FunctionDeclaration(name=name, parameters_json_schema=schema)
    for name, schema in TOOLS.items()
]
SIGNATURE = bytes(range(256))


def made_client(station, key: str = "") -> genai.Client:
    return genai.Client(
        api_key=key or station.key, http_options=types.HttpOptions(base_url=station.url)
    )


@pytest.fixture(scope="module")
def client(station):
    return made_client(station)


def echo(tokens: Tokens) -> Turn:
    return Turn(f"Write to {tokens.email}, please.")


def signed_calls(tokens: Tokens) -> Turn:
    """Calls as Gemini makes them: the first of a step carries the signature of the thoughts."""
    turn = two_calls(tokens)
    turn.calls[0].signature = types.Part(thought_signature=SIGNATURE).model_dump(mode="json")[
        "thought_signature"
    ]
    return turn


def parts_of(client, contents, *, streamed: bool, model: str = GOOGLE) -> list[types.Part]:
    config = types.GenerateContentConfig(
        tools=[types.Tool(function_declarations=DECLARED)],
        system_instruction=f"The user is {EMAIL}.",
    )
    asked = {"model": model, "contents": contents, "config": config}
    if not streamed:
        return client.models.generate_content(**asked).candidates[0].content.parts
    chunks = list(client.models.generate_content_stream(**asked))
    return [part for chunk in chunks for part in chunk.candidates[0].content.parts]


def text_of(parts: list[types.Part]) -> str:
    return "".join(part.text or "" for part in parts)


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_contents_carry_out_a_task_with_two_tools_at_once(client, stage, streamed):
    stage.says(signed_calls, closing)
    contents = [types.UserContent(ASK)]
    parts = parts_of(client, contents, streamed=streamed)
    calls = [part for part in parts if part.function_call]
    assert [part.function_call.args for part in calls] == [SENT, KEPT]
    assert calls[0].thought_signature == SIGNATURE
    results = [
        types.Part.from_function_response(
            name=part.function_call.name, response={"result": RESULTS[part.function_call.name]}
        )
        for part in calls
    ]
    contents += [types.ModelContent(calls), types.UserContent(results)]
    assert text_of(parts_of(client, contents, streamed=streamed)) == CLOSING
    assert_masked_alike(stage, "contents")
    first, second = (request.json for request in stage.requests)
    assert first["systemInstruction"] == second["systemInstruction"]
    told = first["tools"][0]["functionDeclarations"]  # the SDK writes this one key in snake_case
    assert {one["name"]: one["parameters_json_schema"] for one in told} == TOOLS
    signed = second["contents"][1]["parts"][0]
    assert types.Part.model_validate(signed).thought_signature == SIGNATURE
    assert signed["functionCall"]["args"]["to"] == stage.tokens().email


def test_python_functions_are_called_with_the_original_values(client, stage):
    stage.says(two_calls, closing)
    done: list[dict] = []

    def send_mail(to: str, note: str, times: int) -> str:
        """Send a mail."""
        done.append({"to": to, "note": note, "times": times})
        return RESULTS["send_mail"]

    def keep_key(secret: str, tags: list[str]) -> str:
        """Keep a key."""
        done.append({"secret": secret, "tags": tags})
        return RESULTS["keep_key"]

    config = types.GenerateContentConfig(tools=[send_mail, keep_key])
    chat = client.chats.create(model=GOOGLE, config=config)
    assert chat.send_message(ASK).text == CLOSING
    assert done == [SENT, KEPT]
    assert_masked_alike(stage, "contents")


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_a_dangerous_call_is_blocked_and_the_other_goes_on(client, stage, streamed):
    stage.says(dangerous)
    parts = parts_of(client, ASK, streamed=streamed)
    (call,) = (part.function_call for part in parts if part.function_call)
    assert call.args == KEPT
    assert "Posthouse blocked" in text_of(parts)


def test_a_text_file_is_opened_and_masked(client, stage):
    stage.says(Turn("Read."))
    file = types.Part.from_bytes(data=ASK.encode(), mime_type="text/plain")
    assert text_of(parts_of(client, [types.UserContent([file])], streamed=False)) == "Read."
    sent = stage.requests[0].json["contents"][0]["parts"][0]["inlineData"]["data"]
    stage.assert_file_was_masked(sent)


@pytest.mark.parametrize("position", range(9, 24))
def test_a_token_split_anywhere_in_a_stream_comes_back_whole(client, stage, position):
    stage.says(echo, cut=at(position))
    parts = parts_of(client, f"Whom? {EMAIL}", streamed=True)
    assert text_of(parts) == f"Write to {EMAIL}, please."
    stage.assert_nothing_leaked()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_usage_is_what_the_upstream_told(client, stage, streamed):
    stage.says(Turn("Hello."))
    if streamed:
        *_, answer = client.models.generate_content_stream(model=GOOGLE, contents="Hi")
    else:
        answer = client.models.generate_content(model=GOOGLE, contents="Hi")
    told = answer.usage_metadata
    assert (told.prompt_token_count, told.candidates_token_count) == (INPUT, OUTPUT)
    assert told.cached_content_token_count == CACHED


def test_tokens_are_counted_of_what_would_be_sent(client, stage):
    assert client.models.count_tokens(model=GOOGLE, contents=ASK).total_tokens == 42
    assert stage.requests[0].target.endswith(f"/{GOOGLE}:countTokens")
    assert len(stage.tokens().all) == 3
    stage.assert_nothing_leaked()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_an_answer_names_a_receipt_that_anyone_can_check(client, stage, receipt, streamed):
    stage.says(closing)
    if streamed:
        answer, *_ = list(client.models.generate_content_stream(model=GOOGLE, contents=ASK))
    else:
        answer = client.models.generate_content(model=GOOGLE, contents=ASK)
    told = receipt(answer.sdk_http_response.headers)
    assert told["masked"] == {"EMAIL": 1, "PHONE": 1, "CREDENTIAL": 1}
    assert (told["dialect"], told["model_asked"]) == ("gemini", GOOGLE)
    assert (told["status"], told["ending"], told["stream"]) == (200, "delivered", streamed)
    assert (told["usage"]["input"], told["usage"]["output"]) == (INPUT, OUTPUT)


def test_models_are_listed(client):
    listed = {model.name for model in client.models.list()}
    assert listed == {f"models/{name}" for name in (*MODELS, FAULTY)}
    assert client.models.get(model=GOOGLE).name == f"models/{GOOGLE}"


def test_a_wrong_key_is_a_client_error_401(station, stage):
    client = made_client(station, "ph-wrong")
    with pytest.raises(errors.ClientError) as caught:
        client.models.generate_content(model=GOOGLE, contents="Hi")
    assert (caught.value.code, caught.value.status) == (401, "UNAUTHENTICATED")
    assert not stage.requests


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
def test_an_unknown_model_is_a_client_error_404(client, stage, streamed):
    with pytest.raises(errors.ClientError) as caught:
        parts_of(client, "Hi", streamed=streamed, model="no-such")
    assert (caught.value.code, caught.value.status) == (404, "NOT_FOUND")
    assert not stage.requests


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "streamed"])
@pytest.mark.parametrize(
    ("status", "name"), [(400, "INVALID_ARGUMENT"), (429, "RESOURCE_EXHAUSTED")]
)
def test_errors_of_the_upstream_keep_their_type(client, stage, status, name, streamed):
    error = {"code": status, "message": "not so", "status": name}
    stage.answers(as_json({"error": error}, status))
    with pytest.raises(errors.ClientError) as caught:
        parts_of(client, ASK, streamed=streamed, model=FAULTY)
    assert (caught.value.code, caught.value.status) == (status, name)
    assert caught.value.message == "not so"
    stage.assert_nothing_leaked()


async def test_the_asynchronous_client_works_alike(station, stage):
    stage.says(closing, closing)
    client = made_client(station)
    asked = {"model": GOOGLE, "contents": ASK}
    whole = await client.aio.models.generate_content(**asked)
    assert whole.text == CLOSING
    stream = await client.aio.models.generate_content_stream(**asked)
    assert "".join([chunk.text or "" async for chunk in stream]) == CLOSING
    await client.aio.aclose()
    stage.assert_nothing_leaked()
    assert all(value not in str(stage.requests[0].headers) for value in (EMAIL, KEY, PHONE))
