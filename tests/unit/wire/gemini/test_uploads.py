import pytest

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.model.http import RequestHead
from posthouse.model.upload import Stage, Upload
from posthouse.wire.document import parse
from posthouse.wire.gemini.uploads import UPLOADS, step
from posthouse.wire.related import read_related

AT = Endpoint(Dialect.GEMINI, Operation.FILES, "/upload/v1beta/files", act=Act.MAKE)


def head(query: str = "", **fields: str) -> RequestHead:
    headers = [(f"x-goog-upload-{n.replace('_', '-')}", v) for n, v in fields.items()]
    return RequestHead("POST", "/upload/v1beta/files", query, tuple(headers))


@pytest.mark.parametrize(
    ("command", "query", "act"),
    [
        ("start", "", Act.BEGIN),
        ("upload", "upload_id=u", Act.ADD),
        ("upload, finalize", "upload_id=u", Act.FINISH),
        ("finalize", "upload_id=u", Act.FINISH),
        ("query", "upload_id=u", Act.LOOK),
        ("cancel", "upload_id=u&upload_protocol=resumable", Act.DROP),
    ],
)
def test_a_command_is_a_step(command, query, act):
    protocol = {} if query else {"protocol": "resumable"}
    found = step(head(query, command=command, **protocol), AT)
    assert (found.act, found.handle) == (act, "upload:u" if query else "")


def test_one_piece_is_made_at_once():
    assert step(head(protocol="multipart"), AT) == AT
    assert step(head("uploadType=multipart"), AT) == AT


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", {}),
        ("", {"protocol": "raw"}),
        ("", {"protocol": "resumable", "command": "upload"}),
        ("upload_id=u", {"command": "start"}),
        ("upload_id=u", {"command": "other"}),
        ("upload_id=u", {"protocol": "multipart"}),
    ],
)
def test_other_protocols_are_refused(query, fields):
    with pytest.raises(BadRequest):
        step(head(query, **fields), AT)


def test_a_file_is_said_and_becomes_an_upload_in_one_piece():
    at = head(header_content_length="3", header_content_type="text/csv")
    begun = UPLOADS.begun(at, b'{"file": {"displayName": "n", "sizeBytes": 9, "mime_type": "x"}}')
    assert begun.size == 3
    whole = UPLOADS.whole(Upload("u", begun.told, 3, 0), b"abc")
    told = dict(whole.headers)
    said, file = read_related(whole.body, told["content-type"])
    assert parse(said.data) == {"file": {"displayName": "n", "mimeType": "text/csv"}}
    assert (file.data, file.kind) == (b"abc", "text/csv")
    assert told["x-goog-upload-protocol"] == "multipart"
    assert UPLOADS.begun(at, b"").size == 3


@pytest.mark.parametrize(
    ("size", "body"), [("", b"{}"), ("-1", b"{}"), ("x", b"{}"), ("3", b'{"file": 1}'), ("3", b"1")]
)
def test_what_is_said_wrongly_is_refused(size, body):
    with pytest.raises(BadRequest):
        UPLOADS.begun(head(header_content_length=size), body)


def test_a_part_has_its_place():
    found = UPLOADS.chunk(head(offset="3"), b"ab")
    assert (found.data, found.offset) == (b"ab", 3)
    assert UPLOADS.order(b"") is None
    assert UPLOADS.last(head(command="upload, finalize"))
    assert not UPLOADS.last(head(command="finalize"))
    UPLOADS.check(b"", b"")
    for wrong in ("", "-1", "x"):
        with pytest.raises(BadRequest):
            UPLOADS.chunk(head(offset=wrong), b"ab")


def test_a_client_is_told_where_to_send_and_how_far_it_is():
    upload = Upload("u", b"{}", 3, 0, parts=(("p", 2),))
    told = dict(UPLOADS.shown(upload, "", "http://station.example/u")[0])
    assert told["x-goog-upload-url"] == "http://station.example/u"
    told = dict(UPLOADS.shown(upload, "", "")[0])
    assert told == {"x-goog-upload-status": "active", "x-goog-upload-size-received": "2"}
    ended = Upload("u", b"", 0, 0, Stage.CANCELLED)
    assert dict(UPLOADS.shown(ended, "", "")[0])["x-goog-upload-status"] == "cancelled"


@pytest.mark.parametrize(
    ("status", "over"), [(200, True), (409, True), (429, False), (503, False), (502, False)]
)
def test_what_may_be_tried_again_is_not_over(status, over):
    assert (UPLOADS.states(status) == (("x-goog-upload-status", "final"),)) is over
