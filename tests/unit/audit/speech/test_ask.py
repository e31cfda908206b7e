import json

import pytest

from posthouse.audit.speech.ask import Ask, Call, Told, Tool, events, heard, request
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.model.dialect import Dialect

CHAT, RESPONSES = SPEECHES[Dialect.OPENAI_CHAT], SPEECHES[Dialect.OPENAI_RESPONSES]
ANTHROPIC, GEMINI = SPEECHES[Dialect.ANTHROPIC], SPEECHES[Dialect.GEMINI]
FULL = Ask(
    "x",
    "Say it.",
    system="Be brief.",
    max_tokens=20,
    temperature=0.0,
    seed=7,
    stop=("END",),
    tool=Tool("run", "Runs a command.", "command"),
    stream=True,
    logprobs=True,
)

ASKED = [
    (
        CHAT,
        "/v1/chat/completions",
        [
            "messages",
            "model",
            "max_tokens",
            "temperature",
            "seed",
            "stop",
            "tools",
            "logprobs",
            "top_logprobs",
            "stream",
            "stream_options",
        ],
    ),
    (
        RESPONSES,
        "/v1/responses",
        [
            "model",
            "input",
            "store",
            "instructions",
            "max_output_tokens",
            "temperature",
            "tools",
            "include",
            "top_logprobs",
            "stream",
        ],
    ),
    (
        ANTHROPIC,
        "/v1/messages",
        [
            "model",
            "max_tokens",
            "messages",
            "system",
            "temperature",
            "stop_sequences",
            "tools",
            "stream",
        ],
    ),
    (
        GEMINI,
        "/v1beta/models/m%201:streamGenerateContent?alt=sse",
        ["contents", "generationConfig", "systemInstruction", "tools"],
    ),
]


@pytest.mark.parametrize(("speech", "path", "fields"), ASKED)
def test_a_question_says_what_is_asked_for_and_nothing_else(speech, path, fields):
    assert speech.path(FULL, "m 1") == path
    assert sorted(json.loads(request(speech, FULL, "m"))) == sorted(fields)
    least = json.loads(request(speech, Ask("x", "Say it."), "m"))
    assert set(least) < set(fields)


USAGE = {
    "openai": {
        "prompt_tokens": 9,
        "completion_tokens": 2,
        "prompt_tokens_details": {"cached_tokens": 4},
    },
    "responses": {
        "input_tokens": 9,
        "output_tokens": 2,
        "input_tokens_details": {"cached_tokens": 4},
    },
    "anthropic": {"input_tokens": 5, "output_tokens": 2, "cache_read_input_tokens": 4},
    "gemini": {"promptTokenCount": 9, "candidatesTokenCount": 2, "cachedContentTokenCount": 4},
}
CALLED = {"name": "run", "arguments": '{"command": "ls"}'}
PLAIN = [
    (
        CHAT,
        {
            "id": "i",
            "model": "m",
            "usage": USAGE["openai"],
            "choices": [
                {
                    "message": {"content": "hi", "tool_calls": [{"function": CALLED}]},
                    "finish_reason": "tool_calls",
                }
            ],
        },
    ),
    (
        RESPONSES,
        {
            "id": "i",
            "model": "m",
            "usage": USAGE["responses"],
            "output": [
                {"type": "message", "content": [{"type": "output_text", "text": "hi"}]},
                {"type": "function_call", **CALLED},
            ],
        },
    ),
    (
        ANTHROPIC,
        {
            "id": "i",
            "model": "m",
            "usage": USAGE["anthropic"],
            "stop_reason": "tool_use",
            "content": [
                {"type": "text", "text": "hi"},
                {"type": "tool_use", "name": "run", "input": {"command": "ls"}},
            ],
        },
    ),
    (
        GEMINI,
        {
            "responseId": "i",
            "modelVersion": "m",
            "usageMetadata": USAGE["gemini"],
            "candidates": [
                {
                    "content": {
                        "parts": [
                            {"text": "hi"},
                            {"functionCall": {"name": "run", "args": {"command": "ls"}}},
                        ]
                    },
                    "finishReason": "STOP",
                }
            ],
        },
    ),
]


@pytest.mark.parametrize(("speech", "tree"), PLAIN)
def test_a_plain_answer_is_heard_alike_in_every_dialect(speech, tree):
    found = heard(speech, Ask("x", ""), Told("x", 200, body=json.dumps(tree)))
    assert (found.text, found.finish, found.calls) == ("hi", "tool", (Call("run", "ls"),))
    assert (found.tokens_in, found.tokens_out, found.cached) == (9, 2, 4)
    assert (found.id, found.model) == ("i", "m")


def sse(*trees):
    return "".join(f"data: {one if isinstance(one, str) else json.dumps(one)}\n\n" for one in trees)


def chunk(**delta):
    return {"id": "i", "model": "m", "choices": [{"index": 0, "delta": delta}]}


STREAMED = [
    (
        CHAT,
        sse(
            chunk(role="assistant", content=""),
            chunk(content="h"),
            chunk(content="i"),
            {"id": "i", "choices": [{"delta": {}, "finish_reason": "length"}]},
            {"id": "i", "choices": [], "usage": USAGE["openai"]},
            "[DONE]",
        ),
    ),
    (
        RESPONSES,
        sse(
            {"type": "response.output_text.delta", "delta": "h"},
            {"type": "response.output_text.delta", "delta": "i"},
            {
                "type": "response.incomplete",
                "response": {
                    "id": "i",
                    "model": "m",
                    "incomplete_details": {"reason": "max_output_tokens"},
                    "usage": USAGE["responses"],
                    "output": [
                        {"type": "message", "content": [{"type": "output_text", "text": "hi"}]}
                    ],
                },
            },
        ),
    ),
    (
        ANTHROPIC,
        sse(
            {
                "type": "message_start",
                "message": {
                    "id": "i",
                    "model": "m",
                    "usage": {**USAGE["anthropic"], "output_tokens": 0},
                },
            },
            {
                "type": "content_block_start",
                "index": 0,
                "content_block": {"type": "text", "text": ""},
            },
            {
                "type": "content_block_delta",
                "index": 0,
                "delta": {"type": "text_delta", "text": "h"},
            },
            {
                "type": "content_block_delta",
                "index": 0,
                "delta": {"type": "text_delta", "text": "i"},
            },
            {
                "type": "message_delta",
                "delta": {"stop_reason": "max_tokens"},
                "usage": {"output_tokens": 2},
            },
            {"type": "message_stop"},
        ),
    ),
    (
        GEMINI,
        sse(
            {
                "responseId": "i",
                "modelVersion": "m",
                "candidates": [{"content": {"parts": [{"text": "h"}]}}],
            },
            {
                "responseId": "i",
                "modelVersion": "m",
                "usageMetadata": USAGE["gemini"],
                "candidates": [
                    {"content": {"parts": [{"text": "i"}]}, "finishReason": "MAX_TOKENS"}
                ],
            },
        ),
    ),
]


@pytest.mark.parametrize(("speech", "body"), STREAMED)
def test_a_stream_is_heard_as_its_plain_answer_would_be(speech, body):
    found = heard(speech, Ask("x", "", stream=True), Told("x", 200, body=body))
    assert (found.text, found.finish, found.pieces, found.ended) == ("hi", "length", 2, True)
    assert (found.tokens_in, found.tokens_out, found.id) == (9, 2, "i")


@pytest.mark.parametrize("speech", SPEECHES.values())
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>",
        "[]",
        "{}",
        "null",
        "7",
        "[" * 5000,
        "data: {}\n\n",
        "data: [1]\n\n",
        "data: x\n\n",
        '{"choices": [], "output": 3, "content": "x", "candidates": {}}',
    ],
)
def test_what_is_no_answer_is_heard_as_none(speech, stream, body):
    found = heard(speech, Ask("x", "", stream=stream), Told("x", 200, body=body))
    assert found is None or found.text == ""
    assert heard(speech, Ask("x", ""), Told("x", 500, body=body)) is None


def test_a_stream_of_calls_is_put_together():
    start = {"index": 0, "function": {"name": "run", "arguments": ""}}
    rest = {"index": 0, "function": {"arguments": '{"command": "ls"}'}}
    body = sse(chunk(tool_calls=[start]), chunk(tool_calls=[rest]), "[DONE]")
    found = heard(CHAT, Ask("x", "", stream=True), Told("x", 200, body=body))
    assert found.calls == (Call("run", "ls"),)


def test_events_without_data_count_for_nothing():
    assert events(": ping\n\ndata: 1\n\n\n\ndata: [DONE]") == [1, "[DONE]"]


def test_a_tool_is_declared_as_each_dialect_wants_it():
    (tool,) = json.loads(request(ANTHROPIC, FULL, "m"))["tools"]
    (function,) = json.loads(request(CHAT, FULL, "m"))["tools"]
    assert set(tool) == {"name", "description", "input_schema"}
    assert tool["input_schema"] == function["function"]["parameters"]
