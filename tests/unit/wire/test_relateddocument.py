import json

import pytest

from posthouse.model.errors import BadRequest
from posthouse.wire.form import Part
from posthouse.wire.gemini.files import WIRE
from posthouse.wire.media import Media
from posthouse.wire.related import read_related, write_related
from posthouse.wire.relateddocument import RelatedDocument


def document(data: bytes, said: dict | None = None, kind: str = "text/plain") -> RelatedDocument:
    told = json.dumps({"file": said or {"displayName": "n", "mimeType": kind}}).encode()
    body = write_related(Part("m", told, kind="application/json"), Part("f", data, kind=kind))
    return RelatedDocument(*body, WIRE.request, WIRE.lines)


def ask(said: str, key: str = "k") -> bytes:
    request = {"contents": [{"parts": [{"text": said}]}]}
    return json.dumps({"key": key, "request": request}).encode() + b"\n"


def again(made: RelatedDocument) -> tuple[dict, bytes]:
    said, file = read_related(made.write(), made.content_type)
    return json.loads(said.data), file.data


def test_what_is_said_of_a_file_is_examined_and_the_file_is_one_text():
    made = document(b"a,\t b\r\n")
    assert [slot.text for slot in made.slots if slot.text] == ["n", "a,\t b\r\n"]
    made.slots[0].put("x")
    made.slots[-1].put("c")
    assert again(made) == ({"file": {"displayName": "x", "mimeType": "text/plain"}}, b"c")


def test_a_file_of_requests_is_examined_line_by_line():
    made = document(ask("a") + b"\n" + ask("b"), kind="application/jsonl")
    assert [slot.text for slot in made.slots if slot.text] == ["n", "k", "a", "k", "b"]
    made.slots[-1].put("c")
    lines = again(made)[1].splitlines()
    said = [json.loads(one)["request"]["contents"][0]["parts"][0]["text"] for one in lines]
    assert said == ["a", "c"]


def test_other_json_lines_are_one_text():
    data = b'{"request": "by phone"}\n{"b": 1}\n'
    assert document(data).slots[-1].text == data.decode()


@pytest.mark.parametrize("line", [b"{}", b"[]", b"not json", b'{"request": 1}'])
def test_a_line_that_is_no_request_is_refused(line):
    with pytest.raises(BadRequest):
        document(ask("a") + line)


@pytest.mark.parametrize("said", [b"[]", b"1", b"{"])
def test_what_is_said_of_a_file_is_an_object(said):
    body = write_related(Part("m", said, kind="application/json"), Part("f", b"a"))
    with pytest.raises(BadRequest):
        RelatedDocument(*body, WIRE.request, WIRE.lines)


def test_other_files_are_media():
    made = document(b"%PDF-1.7", kind="application/pdf")
    assert [one.kind for one in made.media] == [Media.DOCUMENT]
    assert made.unexamined == 1


def test_a_document_becomes_a_file_of_its_text_and_is_said_to_be_one():
    made = document(b"%PDF-1.7", kind="application/pdf")
    assert made.media[0].put_text("said", lambda _around, _text: False)
    made = made.again()
    told, data = again(made)
    assert (told["file"]["mimeType"], data) == ("text/plain", b"said")
    assert "said" in [slot.text for slot in made.slots]
