import pytest
from openai.types.chat import ChatCompletion, ChatCompletionChunk, completion_create_params

from posthouse.wire.document import Document
from posthouse.wire.fields import Kind
from posthouse.wire.openai_chat.fields import EVENT, REQUEST, RESPONSE
from tests.unit.wire.vendors import Comparison

WHO = "who@example.com"


def texts(body, table=REQUEST):
    return [slot.text for slot in Document(body, table).slots]


def said(**message):
    return {"messages": [{"role": "user", **message}]}


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (completion_create_params.CompletionCreateParamsNonStreaming, REQUEST),
        (completion_create_params.CompletionCreateParamsStreaming, REQUEST),
        (ChatCompletion, RESPONSE),
        (ChatCompletionChunk, EVENT),
    ],
)
def test_the_tables_know_every_key_of_the_vendors_sdk(kind, table):
    comparison = Comparison()
    comparison.compare(kind, table)
    assert comparison.missing == set()


@pytest.mark.parametrize(
    "body",
    [
        said(content=WHO),
        said(content=[{"type": "text", "text": WHO}]),
        said(content=[{"type": "image_url", "image_url": {"url": f"https://x.test/?u={WHO}"}}]),
        said(content=[{"type": "image_url", "image_url": WHO}]),
        said(content=[{"type": "file", "file": {"filename": WHO, "file_data": ""}}]),
        said(content=[{"type": "never_heard_of", "deep": {"deeper": [WHO]}}]),
        said(content={"text": WHO}),
        said(name=WHO),
        said(reasoning_content=WHO),
        said(reasoning_details=[{"type": "reasoning.text", "text": WHO}]),
        said(tool_calls=[{"id": "c", "function": {"name": "f", "arguments": f'{{"a":"{WHO}"}}'}}]),
        said(tool_calls=[{"id": "c", "type": "custom", "custom": {"name": "f", "input": WHO}}]),
        said(function_call={"name": "f", "arguments": WHO}),
        {"tools": [{"type": "function", "function": {"description": WHO}}]},
        {"tools": [{"type": "function", "function": {"name": WHO}}]},
        {"tools": [{"function": {"parameters": {"properties": {WHO: {"type": "string"}}}}}]},
        {"tools": [{"function": {"parameters": {"properties": {"a": {"default": WHO}}}}}]},
        {"tools": [{"type": "custom", "custom": {"format": {"definition": WHO}}}]},
        {"tool_choice": {"type": "function", "function": {"name": WHO}}},
        {"response_format": {"json_schema": {"schema": {"description": WHO}}}},
        {"metadata": {WHO: ""}},
        {"metadata": {"who": WHO}},
        {"prediction": {"type": "content", "content": WHO}},
        {"web_search_options": {"user_location": {"approximate": {"city": WHO}}}},
        *({name: WHO} for name in ("user", "safety_identifier", "prompt_cache_key", "stop")),
        {"stop": [WHO]},
        {"never_heard_of": [{"a": WHO}]},
    ],
)
def test_what_a_person_can_put_somewhere_is_examined(body):
    assert any(WHO in text for text in texts(body))


@pytest.mark.parametrize(
    "body",
    [
        {"model": "m", "stream": True, "temperature": 1, "seed": 12345678, "n": 2},
        said(tool_call_id="call_1234567890"),
        said(tool_calls=[{"id": "call_1", "type": "function", "index": 0}]),
        said(reasoning_details=[{"data": "gAAAA", "format": "openai-responses-v1"}]),
        said(reasoning_details=[{"text": "signed words", "signature": "EuQC"}]),
        {"tools": [{"function": {"parameters": {"type": "object", "properties": {}}}}]},
    ],
)
def test_structure_and_what_a_provider_signed_is_left_alone(body):
    assert texts(body) == []


def test_arguments_are_json_and_custom_input_is_text():
    calls = [{"function": {"arguments": "{}"}}, {"custom": {"input": "ls"}}]
    kinds = [slot.kind for slot in Document(said(tool_calls=calls), REQUEST).slots]
    assert kinds == [Kind.JSON_TEXT, Kind.TEXT]


@pytest.mark.parametrize(
    "file_data", ["data:text/plain;base64,d2hvQGV4YW1wbGUuY29t", "https://files.test/who.txt"]
)
def test_a_file_that_is_text_is_opened(file_data):
    assert len(texts(said(content=[{"type": "file", "file": {"file_data": file_data}}]))) == 1


def test_reasoning_that_a_later_chunk_signs_is_not_restored():
    detail = {"type": "reasoning.text", "format": "anthropic-claude-v1", "text": "words"}
    assert texts({"choices": [{"delta": {"reasoning_details": [detail]}}]}, EVENT) == []
    detail["format"] = "unknown"
    assert texts({"choices": [{"delta": {"reasoning_details": [detail]}}]}, EVENT) == ["words"]
