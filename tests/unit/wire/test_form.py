import email.parser
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.errors import BadRequest
from posthouse.wire.form import Part, read_form, write_form

KIND = "multipart/form-data; boundary=b"


def form(*parts: str, end: str = "--b--\r\n") -> bytes:
    return "".join(f"--b\r\n{part}\r\n" for part in parts).encode() + end.encode()


def field(name: str, value: str, more: str = "") -> str:
    return f'content-disposition: form-data; name="{name}"{more}\r\n\r\n{value}'


def test_fields_and_files_are_read():
    body = form(
        field("purpose", "batch"),
        'Content-Disposition: form-data; name="file"; filename="a \\"b\\".txt"\r\n'
        "Content-Type: text/plain\r\n\r\n1\r\n2",
    )
    purpose, file = read_form(body, KIND)
    assert (purpose.name, purpose.data, purpose.filename) == ("purpose", b"batch", None)
    assert (file.filename, file.kind, file.data) == ('a "b".txt', "text/plain", b"1\r\n2")


def test_a_name_in_another_alphabet_is_read_either_way():
    body = form(field("file", "", "; filename*=UTF-8''%E5%BC%A0.txt"))
    assert read_form(body, KIND)[0].filename == "张.txt"
    assert read_form(form(field("file", "", '; filename="张.txt"')), KIND)[0].filename == "张.txt"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (form(field("a", "1")), "multipart/form-data"),
        (b"preamble\r\n" + form(field("a", "1")), KIND),
        (form(field("a", "1"), end=""), KIND),
        (form(field("a", "1"), end="--b--\r\nepilogue"), KIND),
        (form(field("a", "1"), field("a", "2")), KIND),
        (form("content-disposition: form-data\r\n\r\n1"), KIND),
        (form(field("a", "1", '; name="b"')), KIND),
        (form("content-transfer-encoding: base64\r\n" + field("a", "MQ==")), KIND),
        (form("content-disposition: attachment; name=a\r\n\r\n1"), KIND),
        (form("no head"), KIND),
        (form(*[field(f"a{n}", "1") for n in range(257)]), KIND),
        (b"", KIND),
    ],
)
def test_what_two_readers_could_read_apart_is_refused(body, kind):
    with pytest.raises(BadRequest) as refused:
        read_form(body, kind)
    assert refused.value.code in ("form_unreadable", "duplicate_key")


def test_a_list_may_have_several_parts():
    body = form(field("image[]", "1"), field("image[]", "2"))
    assert [part.data for part in read_form(body, KIND)] == [b"1", b"2"]


NAMES = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"\\'), min_size=1)


@given(st.lists(st.tuples(NAMES, st.binary(), st.none() | NAMES), max_size=4))
def test_what_is_written_is_read_again_here_and_by_another_reader(told):
    parts = [Part(f"{n}{name}", data, file) for n, (name, data, file) in enumerate(told)]
    if not parts:
        return
    body, kind = write_form(parts)
    assert [(p.name, p.data, p.filename) for p in read_form(body, kind)] == [
        (p.name, p.data, p.filename) for p in parts
    ]
    head = f"content-type: {kind}\r\n\r\n".encode()
    other = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    assert len(list(other.iter_parts())) == len(parts)


def test_a_boundary_stands_in_no_part():
    first = write_form([Part("a", b"x")])[1].rpartition("=")[2]
    body, kind = write_form([Part("a", f"\r\n--{first}--".encode())])
    assert read_form(body, kind)[0].data == f"\r\n--{first}--".encode()


def test_a_name_breaks_no_line():
    body, kind = write_form([Part("a", b"x", 'n"\r\nx: y')])
    assert read_form(body, kind)[0].filename == "n%22x: y"
