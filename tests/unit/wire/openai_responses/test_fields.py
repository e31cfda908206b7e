import pytest
from openai.types.responses import Response, ResponseStreamEvent, response_create_params

from posthouse.wire.document import Document
from posthouse.wire.fields import Kind
from posthouse.wire.openai_responses.fields import EVENT, REQUEST, RESPONSE
from tests.unit.wire.vendors import Comparison

WHO = "who@example.com"


def slots(body, table=REQUEST):
    return Document(body, table).slots


def item(kind, **members):
    return {"input": [{"type": kind, **members}]}


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (response_create_params.ResponseCreateParamsNonStreaming, REQUEST),
        (response_create_params.ResponseCreateParamsStreaming, REQUEST),
        (Response, RESPONSE),
        (ResponseStreamEvent, EVENT),
    ],
)
def test_the_tables_know_every_key_of_the_vendors_sdk(kind, table):
    comparison = Comparison()
    comparison.compare(kind, table)
    assert comparison.missing == set()


@pytest.mark.parametrize(
    "body",
    [
        {"input": WHO},
        {"input": [{"role": "user", "content": WHO}]},
        item("message", content=[{"type": "input_text", "text": WHO}]),
        item("message", content=[{"type": "input_image", "image_url": WHO}]),
        item("message", content=[{"type": "input_file", "filename": WHO, "file_url": ""}]),
        item("message", content=[{"type": "output_text", "annotations": [{"url": WHO}]}]),
        item("message", content=[{"type": "output_text", "logprobs": [{"token": WHO}]}]),
        item("function_call", arguments=WHO),
        item("function_call_output", output=WHO),
        item("function_call_output", output=[{"type": "input_text", "text": WHO}]),
        item("custom_tool_call", input=WHO),
        item("custom_tool_call_output", output=WHO),
        item("reasoning", summary=[{"type": "summary_text", "text": WHO}]),
        item("reasoning", content=[{"type": "reasoning_text", "text": WHO}]),
        item("local_shell_call", action={"command": ["echo", WHO], "env": {"A": "b"}}),
        item("local_shell_call", action={"env": {WHO: "b"}}),
        item("local_shell_call_output", output=WHO),
        item("shell_call", action={"commands": [WHO]}),
        item("shell_call_output", output=[{"stdout": WHO, "stderr": ""}]),
        item("apply_patch_call", operation={"type": "create_file", "path": WHO, "diff": ""}),
        item("apply_patch_call_output", output=WHO),
        item("computer_call", action={"type": "type", "text": WHO}),
        item("computer_call_output", output={"type": "computer_screenshot", "image_url": WHO}),
        item("web_search_call", action={"queries": [WHO]}),
        item("file_search_call", queries=[WHO]),
        item("file_search_call", results=[{"text": "", "attributes": {"a": WHO}}]),
        item("code_interpreter_call", code=WHO),
        item("code_interpreter_call", outputs=[{"type": "logs", "logs": WHO}]),
        item("mcp_call", arguments=WHO, output=""),
        item("mcp_call", output=WHO),
        item("mcp_list_tools", tools=[{"name": "t", "description": WHO}]),
        item("tool_search_call", arguments={"queries": [WHO]}),
        item("program_output", result=WHO),
        item("never_heard_of", deep={"deeper": [WHO]}),
        {"instructions": WHO},
        {"tools": [{"type": "function", "description": WHO}]},
        {"tools": [{"type": "function", "parameters": {"properties": {WHO: {}}}}]},
        {"tools": [{"type": "namespace", "tools": [{"description": WHO}]}]},
        {"tools": [{"type": "mcp", "server_url": WHO, "headers": {}}]},
        {"tools": [{"type": "mcp", "headers": {"X-Who": WHO}}]},
        {"tools": [{"type": "custom", "format": {"type": "grammar", "definition": WHO}}]},
        {"text": {"format": {"type": "json_schema", "schema": {"title": WHO}}}},
        {"prompt": {"id": "pmpt_1", "variables": {"who": WHO}}},
        {"prompt": {"id": "pmpt_1", "variables": {"who": {"type": "input_text", "text": WHO}}}},
        {"metadata": {"who": WHO}},
        *({name: WHO} for name in ("user", "safety_identifier", "prompt_cache_key")),
    ],
)
def test_what_a_person_can_put_somewhere_is_examined(body):
    assert any(WHO in slot.text for slot in slots(body))


@pytest.mark.parametrize(
    "body",
    [
        {"model": "m", "previous_response_id": "resp_1", "include": ["a.b"], "store": True},
        item("reasoning", id="rs_1", encrypted_content="gAAA", summary=[]),
        item("reasoning", signature="EuQC", summary=[{"text": "signed words"}]),
        item("function_call", id="fc_1", call_id="call_1", status="completed"),
        item("image_generation_call", result="iVBORw0KGgo="),
        item("item_reference", id="msg_1"),
    ],
)
def test_structure_and_what_a_provider_sealed_is_left_alone(body):
    assert slots(body) == []


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"type": "response.function_call_arguments.delta", "delta": "{"}, Kind.JSON_TEXT),
        ({"type": "response.function_call_arguments.done", "arguments": "{}"}, Kind.JSON_TEXT),
        ({"type": "response.output_text.delta", "delta": "a"}, Kind.TEXT),
        ({"type": "response.never_heard_of.delta", "delta": "a"}, Kind.TEXT),
        ({"type": "response.output_item.done", "item": {"arguments": "{}"}}, Kind.JSON_TEXT),
    ],
)
def test_what_an_event_says_is_restored_as_what_it_is(event, kind):
    assert [slot.kind for slot in slots(event, EVENT)] == [kind]


def test_audio_is_data():
    event = {"type": "response.audio.delta", "delta": "AAAA"}
    assert slots(event, EVENT) == []
