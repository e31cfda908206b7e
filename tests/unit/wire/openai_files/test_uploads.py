import hashlib

import pytest

from posthouse.model.errors import BadRequest
from posthouse.model.http import RequestHead
from posthouse.model.upload import Stage, Upload
from posthouse.wire.document import parse, write
from posthouse.wire.form import Part, read_form, write_form
from posthouse.wire.openai_files.uploads import UPLOADS

SAID = {"filename": "a.txt", "purpose": "batch", "mime_type": "text/plain", "bytes": 3}
HEAD = RequestHead("POST", "/v1/uploads", "", ())
UPLOAD = Upload("upload_1", write({k: v for k, v in SAID.items() if k != "bytes"}), 3, 5_000_000)


def form(*parts: Part) -> tuple[RequestHead, bytes]:
    body, kind = write_form(parts)
    return RequestHead("POST", "", "", (("content-type", kind),)), body


def test_a_file_is_said_and_becomes_a_form():
    lasts = {"anchor": "created_at", "seconds": 3600}
    begun = UPLOADS.begun(HEAD, write({**SAID, "expires_after": lasts}))
    assert begun.size == 3
    whole = UPLOADS.whole(Upload("u", begun.told, 3, 0), b"abc")
    parts = {p.name: p for p in read_form(whole.body, dict(whole.headers)["content-type"])}
    assert (parts["file"].filename, parts["file"].data) == ("a.txt", b"abc")
    assert (whole.path, parts["purpose"].data) == ("/v1/files", b"batch")
    assert parts["expires_after[seconds]"].data == b"3600"


@pytest.mark.parametrize(
    "change",
    [{"bytes": "3"}, {"bytes": -1}, {"filename": ""}, {"purpose": None}, {"expires_after": 1}],
)
def test_what_is_said_wrongly_is_refused(change):
    with pytest.raises(BadRequest):
        UPLOADS.begun(HEAD, write({**SAID, **change}))


def test_a_part_is_the_one_file_of_a_form():
    assert UPLOADS.chunk(*form(Part("data", b"ab", "blob"))).data == b"ab"
    for wrong in (form(Part("file", b"ab", "x")), (HEAD, b"ab")):
        with pytest.raises(BadRequest):
            UPLOADS.chunk(*wrong)


def test_parts_are_named_in_their_order_and_compared_with_a_digest():
    body = write({"part_ids": ["b", "a"], "md5": hashlib.md5(b"abc").hexdigest()})
    assert UPLOADS.order(body) == ["b", "a"]
    assert not UPLOADS.last(HEAD)
    UPLOADS.check(body, b"abc")
    with pytest.raises(BadRequest, match="md5"):
        UPLOADS.check(body, b"abd")
    for wrong in ({}, {"part_ids": [1]}):
        with pytest.raises(BadRequest):
            UPLOADS.order(write(wrong))


def test_a_client_is_told_of_the_upload_its_parts_and_its_file():
    told = parse(UPLOADS.shown(UPLOAD, "", "")[1])
    assert (told["status"], told["bytes"], told["expires_at"]) == ("pending", 3, 3605)
    assert parse(UPLOADS.shown(UPLOAD, "p", "")[1])["upload_id"] == "upload_1"
    done = UPLOADS.wrapped(Upload("u", UPLOAD.told, 3, 0, Stage.FINISHING), {"id": "file-1"})
    assert (done["status"], done["file"]) == ("completed", {"id": "file-1"})
