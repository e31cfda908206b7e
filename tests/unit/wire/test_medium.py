"""Where a document's text is put, dialect by dialect."""

import base64
from copy import deepcopy

import pytest

from posthouse.model.dialect import Dialect
from posthouse.wire.dialects import WIRES
from posthouse.wire.document import Document
from posthouse.wire.media import Media

PDF = base64.b64encode(b"%PDF-1.7 \xff\0").decode()
URL = f"data:application/pdf;base64,{PDF}"
SAID = "a.pdf\n\nsaid"


def turn(part: dict) -> dict:
    return {"messages": [{"role": "user", "content": [part]}]}


def parts(*made: dict) -> dict:
    return {"contents": [{"role": "user", "parts": list(made)}]}


CLAUDES = {"type": "document", "title": "t", "citations": {"enabled": True}}
SOURCE = {"type": "base64", "media_type": "application/pdf", "data": PDF}
TEXT = {"type": "text", "media_type": "text/plain", "data": "said"}
FILE = {"type": "input_file", "filename": "a.pdf", "file_data": URL}
RESULT = {"type": "tool_result", "tool_use_id": "x"}
BLOB = {"mimeType": "application/pdf", "data": PDF}
CALLED = {"name": "f", "response": {"ok": True}}

PLACES = [
    (Dialect.ANTHROPIC, turn({**CLAUDES, "source": SOURCE}), turn({**CLAUDES, "source": TEXT})),
    (
        Dialect.ANTHROPIC,
        turn({**RESULT, "content": [{"type": "document", "source": SOURCE}]}),
        turn({**RESULT, "content": [{"type": "document", "source": TEXT}]}),
    ),
    (
        Dialect.OPENAI_CHAT,
        turn({"type": "file", "file": {"filename": "a.pdf", "file_data": URL}, "cache": 1}),
        turn({"type": "text", "text": SAID, "cache": 1}),
    ),
    (
        Dialect.OPENAI_RESPONSES,
        {"input": [{"role": "user", "content": [FILE]}]},
        {"input": [{"role": "user", "content": [{"type": "input_text", "text": SAID}]}]},
    ),
    (
        Dialect.OPENAI_RESPONSES,
        {"input": [{"type": "function_call_output", "call_id": "c", "output": [FILE]}]},
        {
            "input": [
                {
                    "type": "function_call_output",
                    "call_id": "c",
                    "output": [{"type": "input_text", "text": SAID}],
                }
            ]
        },
    ),
    (
        Dialect.GEMINI,
        parts({"inlineData": {**BLOB, "displayName": "a.pdf"}, "mediaResolution": {"level": "x"}}),
        parts({"text": SAID}),
    ),
    (
        Dialect.GEMINI,
        parts({"inline_data": {"mime_type": "application/pdf", "data": PDF}}),
        parts({"text": "said"}),
    ),
    (
        Dialect.GEMINI,
        parts({"functionResponse": {**CALLED, "parts": [{"inlineData": BLOB}]}}),
        parts(
            {
                "functionResponse": {
                    **CALLED,
                    "parts": [{"inlineData": {"mimeType": "text/plain", "data": "c2FpZA=="}}],
                }
            }
        ),
    ),
    (
        Dialect.OPENAI_CHAT,
        turn({"type": "other", "thing": {"deep": [URL]}}),
        turn({"type": "other", "thing": {"deep": ["data:text/plain;base64,c2FpZA=="]}}),
    ),
]


@pytest.mark.parametrize(("dialect", "tree", "expected"), PLACES)
def test_a_text_stands_where_the_dialect_writes_texts(dialect, tree, expected):
    wire, tree = WIRES[dialect], deepcopy(tree)
    document = Document(tree, wire.request)
    (medium,) = document.media
    assert (medium.kind, document.unexamined) == (Media.DOCUMENT, 1)
    assert medium.put_text("said", wire.put_text)
    assert tree == expected
    made = document.again()
    assert any("said" in slot.text for slot in made.slots)
    assert not made.media


def test_bare_base64_where_no_dialect_knows_it_has_no_place_for_a_text():
    wire = WIRES[Dialect.OPENAI_CHAT]
    document = Document(turn({"type": "input_audio", "input_audio": {"data": PDF}}), wire.request)
    assert not document.media[0].put_text("said", wire.put_text)


def test_an_image_is_put_in_its_place_as_it_came():
    url = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n\0").decode()
    tree = turn({"type": "image_url", "image_url": {"url": url}})
    document = Document(tree, WIRES[Dialect.OPENAI_CHAT].request)
    (medium,) = document.media
    assert (medium.kind, [slot.text for slot in document.slots]) == (Media.IMAGE, [])
    medium.put_data(b"\x89PNG\r\n\x1a\nnew")
    put = tree["messages"][0]["content"][0]["image_url"]["url"]
    assert base64.b64decode(put.removeprefix("data:image/png;base64,")).endswith(b"new")
    assert document.unexamined == 0
    assert medium.placed[1] == put


LINKS = [
    (Dialect.OPENAI_CHAT, turn({"type": "image_url", "image_url": {"url": "https://x.test/a"}})),
    (Dialect.OPENAI_CHAT, turn({"type": "image_url", "image_url": "https://x.test/a"})),
    (Dialect.OPENAI_RESPONSES, {"input": [{"content": [{"image_url": "http://x.test/a"}]}]}),
    (Dialect.OPENAI_RESPONSES, {"input": [{"content": [{"file_url": "https://x.test/a"}]}]}),
    (Dialect.ANTHROPIC, turn({"type": "image", "source": {"type": "url", "url": "https://x.t/a"}})),
    (Dialect.GEMINI, parts({"fileData": {"fileUri": "gs://bucket/a.png"}})),
]


@pytest.mark.parametrize(("dialect", "tree"), LINKS)
def test_addresses_of_media_are_counted(dialect, tree):
    assert Document(tree, WIRES[dialect].request).links == 1


def test_a_file_that_the_upstream_keeps_is_no_address():
    uri = "https://generativelanguage.googleapis.com/v1beta/files/abc"
    assert Document(parts({"fileData": {"fileUri": uri}}), WIRES[Dialect.GEMINI].request).links == 0
