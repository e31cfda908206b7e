import base64

import pytest
from google.genai import types

from posthouse.wire.document import Document
from posthouse.wire.gemini.fields import REQUEST, RESPONSE, WHOLE
from tests.unit.wire.vendors import Comparison

WHO = "who@example.com"
OF_THE_SDK_ITSELF = {".sdkHttpResponse", ".parsed", ".automaticFunctionCallingHistory"}


def texts(body, table=REQUEST):
    return [slot.text for slot in Document(body, table).slots]


def asked(*parts):
    return {"contents": [{"role": "model", "parts": list(parts)}]}


def answered(*parts):
    return {"candidates": [{"content": {"role": "model", "parts": list(parts)}}]}


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (types.Content, REQUEST.fields["contents"]),
        (types.Content, REQUEST.fields["system_instruction"]),
        (types.Tool, REQUEST.fields["tools"]),
        (types.ToolConfig, REQUEST.fields["toolConfig"]),
        (types.GenerationConfig, REQUEST.fields["generationConfig"]),
        (types.SafetySetting, REQUEST.fields["safetySettings"]),
        (types.GenerateContentResponse, RESPONSE),
        (types.CountTokensResponse, RESPONSE),
    ],
)
def test_the_tables_know_every_key_of_the_vendors_sdk(kind, table):
    comparison = Comparison()
    comparison.compare(kind, table)
    assert comparison.missing <= OF_THE_SDK_ITSELF


@pytest.mark.parametrize(
    "body",
    [
        asked({"text": WHO}),
        {"contents": {"parts": {"text": WHO}}},
        {"systemInstruction": {"parts": [{"text": WHO}]}},
        {"system_instruction": {"parts": [{"text": WHO}]}},
        {"system_instruction": WHO},
        asked({"fileData": {"mimeType": "a/b", "fileUri": WHO}}),
        asked({"file_data": {"file_uri": WHO}}),
        asked({"functionCall": {"name": "f", "args": {"to": [WHO]}}}),
        asked({"function_call": {"name": "f", "args": {WHO: 1}}}),
        asked({"functionResponse": {"name": "f", "response": {"result": WHO}}}),
        asked({"executableCode": {"code": WHO}}),
        asked({"codeExecutionResult": {"output": WHO}}),
        asked({"a_part_of_tomorrow": {"who": WHO}}),
        {"tools": [{"functionDeclarations": [{"name": "f", "description": WHO}]}]},
        {"tools": {"function_declarations": {"name": "f", "description": WHO}}},
        {"tools": [{"functionDeclarations": [{"parameters": {"description": WHO}}]}]},
        {"tools": [{"functionDeclarations": [{"parameters_json_schema": {"default": WHO}}]}]},
        {"toolConfig": {"functionCallingConfig": {"allowedFunctionNames": [WHO]}}},
        {"generationConfig": {"stopSequences": [WHO]}},
        {"generation_config": {"response_json_schema": {"properties": {WHO: {}}}}},
        {"labels": {"owner": WHO}},
        {"generateContentRequest": asked({"text": WHO})},
        {"generate_content_request": asked({"text": WHO})},
    ],
)
def test_what_people_and_models_say_is_handed_out(body):
    assert WHO in texts(body)


def test_structure_and_the_providers_ids_are_not_handed_out():
    body = {
        "model": "models/gemini",
        "cachedContent": "cachedContents/1",
        "generationConfig": {"temperature": 1, "responseMimeType": "text/plain", "seed": 12345678},
        "safetySettings": [{"category": "HARM", "threshold": "BLOCK_NONE"}],
        **asked({"functionCall": {"id": "c1", "args": {}}, "thoughtSignature": "c2ln"}),
    }
    assert texts(body) == []


@pytest.mark.parametrize("signature", ["thoughtSignature", "thought_signature"])
def test_a_request_passes_only_signed_thoughts_unread(signature):
    assert texts(asked({"text": WHO, "thought": True, signature: "c2ln"})) == []
    assert texts(asked({"text": WHO, "thought": True, signature: ""})) == [WHO]
    assert texts(asked({"text": WHO, "thought": True})) == [WHO]
    assert texts(asked({"text": WHO, "thought": "true", signature: "c2ln"})) == [WHO]


def test_a_signed_text_is_the_persons_to_read_in_both_directions():
    part = {"text": WHO, "thoughtSignature": "c2ln"}
    assert texts(asked(part)) == texts(answered(part), RESPONSE) == [WHO]


@pytest.mark.parametrize("signature", [{}, {"thoughtSignature": "c2ln"}])
def test_an_answers_thoughts_are_never_handed_out(signature):
    assert texts(answered({"text": WHO, "thought": True, **signature}), RESPONSE) == []


@pytest.mark.parametrize("coder", [base64.b64encode, base64.urlsafe_b64encode])
def test_inline_text_is_opened_in_either_alphabet(coder):
    said = "who@example.com ÿþýüûú?>"
    blob = {"mimeType": "text/plain", "data": coder(said.encode()).decode().rstrip("=")}
    assert texts(asked({"inlineData": blob})) == [said]


def test_inline_media_is_counted_and_passes():
    document = Document(asked({"inlineData": {"mimeType": "image/png", "data": "AAAA"}}), REQUEST)
    assert document.slots == []
    assert document.unexamined == 1


def test_an_answer_may_be_a_list_of_chunks():
    assert texts([answered({"text": "a"}), answered({"text": "b"})], RESPONSE) == ["a", "b"]


def test_the_table_of_whole_texts_leaves_out_what_goes_on_in_later_events():
    streamed = {"partialArgs": [{"jsonPath": "$.to", "stringValue": WHO}]}
    tree = answered({"text": WHO}, {"functionCall": streamed}, {"executableCode": {"code": "x"}})
    assert texts(tree, WHOLE) == ["$.to", "x"]
