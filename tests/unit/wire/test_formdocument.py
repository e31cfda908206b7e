import json

import pytest

from posthouse.model.errors import BadRequest
from posthouse.wire.batchlines import request_line
from posthouse.wire.form import Part, read_form, write_form
from posthouse.wire.formdocument import FormDocument
from posthouse.wire.media import Media
from posthouse.wire.openai_files.fields import REQUEST


def document(*parts: Part) -> FormDocument:
    return FormDocument(*write_form(parts), REQUEST, request_line)


def chat(said: str) -> bytes:
    body = {"model": "m", "messages": [{"role": "user", "content": said}]}
    line = {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": body}
    return json.dumps(line).encode()


def again(made: FormDocument) -> dict[str, Part]:
    return {part.name: part for part in read_form(made.write(), made.content_type)}


def test_a_text_file_is_one_text_whose_form_is_kept():
    made = document(Part("purpose", b"user_data"), Part("file", b"a,\t b\r\n", "x.csv"))
    assert [slot.text for slot in made.slots] == ["x.csv", "a,\t b\r\n"]
    made.slots[0].put("y.csv")
    made.slots[1].put("c")
    file = again(made)["file"]
    assert (file.filename, file.data) == ("y.csv", b"c")


def test_fields_are_examined_and_written_again():
    made = document(Part("metadata", b"who"), Part("file", b"", "x"))
    slot = next(slot for slot in made.slots if slot.text == "who")
    slot.put("QXM")
    assert again(made)["metadata"].data == b"QXM"
    assert made.tree["metadata"] == "QXM"


def test_a_batch_is_examined_line_by_line():
    lines = chat("a") + b"\n\n" + chat("b")
    made = document(Part("purpose", b"batch"), Part("file", lines, "x.jsonl"))
    assert [slot.text for slot in made.slots] == ["x.jsonl", "1", "a", "1", "b"]
    made.slots[2].put("c")
    written = again(made)["file"].data.splitlines()
    assert [json.loads(one)["body"]["messages"][0]["content"] for one in written] == ["c", "b"]


@pytest.mark.parametrize("line", [b"{}", b"[]", b"not json", b'{"url": "/v1/videos"}'])
def test_a_line_that_is_no_request_is_refused(line):
    with pytest.raises(BadRequest):
        document(Part("purpose", b"batch"), Part("file", chat("a") + b"\n" + line, "x.jsonl"))


def test_a_document_in_a_line_gives_way_to_its_text_there():
    part = {"type": "file", "file": {"filename": "a.pdf", "file_data": "JVBERi0xLjc="}}
    body = {"model": "m", "messages": [{"role": "user", "content": [part]}]}
    line = {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": body}
    made = document(Part("purpose", b"batch"), Part("file", json.dumps(line).encode(), "x"))
    assert made.media[0].put_text("said", lambda _around, _text: False)
    made = made.again()
    sent = json.loads(again(made)["file"].data)["body"]["messages"][0]["content"]
    assert sent == [{"type": "text", "text": "a.pdf\n\nsaid"}]
    assert "a.pdf\n\nsaid" in [slot.text for slot in made.slots]


def test_a_line_that_its_endpoint_would_refuse_is_named():
    line = b'{"custom_id": "1", "method": "POST", "url": "/v1/responses", "body": {}}'
    with pytest.raises(BadRequest) as refused:
        document(Part("purpose", b"batch"), Part("file", chat("a") + b"\n" + line, "x.jsonl"))
    assert refused.value.message.startswith("line 2 of the batch: model: expected")


def test_media_in_a_line_count():
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    body = {"model": "m", "messages": [{"role": "user", "content": [image]}]}
    line = {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": body}
    made = document(Part("purpose", b"batch"), Part("file", json.dumps(line).encode(), "x"))
    assert made.unexamined == 1


def test_other_files_are_media_until_something_is_put_in_their_place():
    made = document(Part("file", b"%PDF-1.7", "a.pdf", "application/pdf"))
    (medium,) = made.media
    assert (medium.kind, medium.data) == (Media.DOCUMENT, b"%PDF-1.7")
    assert made.unexamined == 1
    assert medium.put_text("said", lambda _around, _text: False)
    made = made.again()
    assert [slot.text for slot in made.slots] == ["a.pdf.txt", "said"]
    made.slots[1].put("QXM")
    file = again(made)["file"]
    assert (file.data, file.filename, file.kind) == (b"QXM", "a.pdf.txt", "text/plain")
    made = document(Part("file", b"\x89PNG\r\n\x1a\n\0", "a.png", "image/png"))
    made.media[0].put_data(b"\x89PNG\r\n\x1a\n\1")
    assert made.unexamined == 0
    file = again(made)["file"]
    assert (file.data, file.kind) == (b"\x89PNG\r\n\x1a\n\1", "image/png")


def test_a_field_of_other_bytes_is_refused():
    with pytest.raises(BadRequest, match="UTF-8"):
        document(Part("purpose", b"\xff"))


def test_an_id_in_a_field_is_a_reference():
    assert document(Part("input_file_id", b"file-1")).references == ["file:file-1"]
