import pytest

from posthouse.model.errors import BadRequest
from posthouse.wire.form import Part
from posthouse.wire.related import read_related, write_related

KIND = 'multipart/related; boundary="x y"'
SAID = b"--x y\r\nContent-Type: application/json; charset=utf-8\r\n\r\n{}\r\n"
FILE = b"--x y\r\nContent-Type: text/plain\r\n\r\na\r\nb\r\n"


def test_what_is_said_and_the_file_are_read_and_written_again():
    said, file = read_related(SAID + FILE + b"--x y--", KIND)
    assert (said.data, file.data, file.kind) == (b"{}", b"a\r\nb", "text/plain")
    again = read_related(*write_related(said, file))
    assert [part.data for part in again] == [b"{}", b"a\r\nb"]


def test_the_boundary_stands_in_neither_part():
    mark = write_related(Part("m", b"{}"), Part("f", b"a"))[1].partition("=")[2]
    body, kind = write_related(Part("m", b"{}"), Part("f", mark.encode()))
    assert read_related(body, kind.replace("boundary", "Boundary"))[1].data == mark.encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        SAID + b"--x y--",
        SAID + FILE,
        SAID + FILE + FILE + b"--x y--",
        FILE + FILE + b"--x y--",
        SAID + FILE.replace(b"text", b"x: y\r\nContent-Type: text") + b"--x y--",
        SAID + FILE.replace(b"Type: text", b"Transfer-Encoding: base64\r\nA: text") + b"--x y--",
        SAID + FILE.replace(b"Type: text/plain", b"Transfer-Encoding: base64") + b"--x y--",
    ],
)
def test_any_other_framing_is_refused(body):
    with pytest.raises(BadRequest) as refused:
        read_related(body, KIND)
    assert refused.value.code == "form_unreadable"


def test_a_media_type_that_would_break_its_line_is_not_written():
    said, file = Part("m", b"{}", kind="application/json"), Part("f", b"a", kind="a\r\nb: c")
    assert read_related(*write_related(said, file))[1].kind == "application/octet-stream"
