import base64

import pytest
from anthropic.types import beta
from anthropic.types.beta import message_count_tokens_params, message_create_params

from posthouse.wire.anthropic.fields import EVENT, REQUEST, RESPONSE
from posthouse.wire.document import Document
from posthouse.wire.fields import Kind
from tests.unit.wire.vendors import Comparison

WHO = "who@example.com"


def texts(body, table=REQUEST):
    return [slot.text for slot in Document(body, table).slots]


def message(*blocks, role="user"):
    return {"messages": [{"role": role, "content": list(blocks)}]}


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (message_create_params.MessageCreateParamsBase, REQUEST),
        (message_count_tokens_params.MessageCountTokensParams, REQUEST),
        (beta.BetaMessage, RESPONSE),
        (beta.BetaRawMessageStreamEvent, EVENT),
    ],
)
def test_the_tables_know_every_key_of_the_vendors_sdk(kind, table):
    comparison = Comparison()
    comparison.compare(kind, table)
    assert comparison.missing == set()


@pytest.mark.parametrize(
    "body",
    [
        {"system": WHO},
        {"system": [{"type": "text", "text": WHO, "cache_control": {"type": "ephemeral"}}]},
        {"messages": [{"role": "user", "content": WHO}]},
        message({"type": "text", "text": WHO}),
        message({"type": "image", "source": {"type": "url", "url": WHO}}),
        message({"type": "document", "source": {"type": "text", "data": WHO}}),
        message({"type": "document", "source": {"type": "content", "content": WHO}}),
        message({"type": "document", "source": {"type": "file", "file_id": "f"}, "title": WHO}),
        message(
            {
                "type": "document",
                "source": {"type": "content", "content": [{"type": "text", "text": WHO}]},
            }
        ),
        message({"type": "search_result", "source": WHO, "content": []}),
        message({"type": "tool_result", "tool_use_id": "t", "content": WHO}),
        message({"type": "tool_result", "content": [{"type": "text", "text": WHO}]}),
        message({"type": "tool_use", "id": "t", "name": "f", "input": {"to": [WHO]}}),
        message({"type": "text", "text": "", "citations": [{"cited_text": WHO}]}),
        message({"type": "bash_code_execution_tool_result", "content": {"stdout": WHO}}),
        message(
            {
                "type": "web_fetch_tool_result",
                "content": {"content": {"source": {"type": "text", "data": WHO}}},
            }
        ),
        message({"type": "never_heard_of", "deep": {"deeper": [WHO]}}),
        {"tools": [{"name": "f", "description": WHO}]},
        {"tools": [{"name": "f", "input_schema": {"properties": {"to": {"default": WHO}}}}]},
        {"tools": [{"name": "f", "input_examples": [{"to": WHO}]}]},
        {"stop_sequences": [WHO]},
        {"metadata": {"user_id": WHO}},
        {"mcp_servers": [{"type": "url", "url": WHO, "name": "m"}]},
        {"context_management": {"edits": [{"type": "compact", "instructions": WHO}]}},
        {"a_parameter_of_tomorrow": {"who": WHO}},
    ],
)
def test_what_people_and_models_say_is_handed_out(body):
    assert WHO in texts(body)


def test_structure_and_the_providers_ids_are_not_handed_out():
    body = {
        "model": "claude",
        "max_tokens": 5,
        "stream": True,
        "thinking": {"type": "enabled", "budget_tokens": 9_999_999},
        "container": "container_1",
        "tool_choice": {"type": "auto"},
        **message(
            {"type": "tool_result", "tool_use_id": "toolu_1", "is_error": False, "content": ""},
            {"type": "container_upload", "file_id": "file_1"},
            {"type": "web_search_tool_result", "content": [{"encrypted_content": "ab"}]},
        ),
    }
    assert texts(body) == []


@pytest.mark.parametrize(
    ("block", "handed_out"),
    [
        ({"type": "thinking", "thinking": WHO, "signature": "c2ln"}, []),
        ({"type": "thinking", "thinking": WHO, "signature": ""}, [WHO]),
        ({"type": "thinking", "thinking": WHO}, [WHO]),
        ({"type": "thinking", "thinking": WHO, "signature": {"odd": 1}}, [WHO]),
        ({"type": "redacted_thinking", "data": "c2ln"}, []),
        ({"type": "compaction", "content": WHO, "encrypted_content": "c2ln"}, []),
        ({"type": "compaction", "content": WHO}, [WHO]),
        ({"type": "text", "text": WHO, "signature": "c2ln"}, [WHO]),
        ({"type": ["odd"], "text": WHO}, [WHO]),
    ],
)
def test_a_request_passes_only_signed_thinking_unread(block, handed_out):
    found = texts(message(block, role="assistant"))
    assert [text for text in found if text == WHO] == handed_out


@pytest.mark.parametrize("signature", [{}, {"signature": ""}, {"signature": "c2ln"}])
def test_an_answers_thinking_is_never_handed_out(signature):
    block = {"type": "thinking", "thinking": WHO, **signature}
    assert texts({"content": [block]}, RESPONSE) == []
    assert texts({"type": "content_block_start", "content_block": block}, EVENT) == []
    delta = {"type": "thinking_delta", "thinking": WHO}
    assert texts({"type": "content_block_delta", "delta": delta}, EVENT) == []


@pytest.mark.parametrize(
    ("media_type", "data", "handed_out", "unexamined"),
    [
        ("text/plain", WHO.encode(), [WHO], 0),
        ("application/pdf", WHO.encode(), [WHO], 0),
        ("application/pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", [], 1),
    ],
)
def test_base64_that_is_text_is_opened(media_type, data, handed_out, unexamined):
    coded = base64.b64encode(data).decode()
    source = {"type": "base64", "media_type": media_type, "data": coded}
    document = Document(message({"type": "document", "source": source}), REQUEST)
    assert [slot.text for slot in document.slots] == handed_out
    assert document.unexamined == unexamined


def test_streamed_tool_input_is_json_text():
    delta = {"type": "input_json_delta", "partial_json": '{"a'}
    (slot,) = Document({"type": "content_block_delta", "delta": delta}, EVENT).slots
    assert slot.kind is Kind.JSON_TEXT
