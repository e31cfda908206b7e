"""Documents become text; what is broken, locked, dangerous or too large says so."""

import contextlib
import struct
import zipfile
from io import BytesIO

import pytest

from posthouse.media import archive as archives
from posthouse.media import pdf as pdfs
from posthouse.media.documents import read_document
from posthouse.media.outcome import Job, NotRead, Problem, Work
from posthouse.media.pictures import Pictures
from posthouse.media.work import do
from tests.papers import archive, docx, odt, pdf, pptx, table, xlsx

SAID = "联系人 王晓明 li.wei" + "@haitang-soft.test"


def plain(data: bytes) -> str:
    return read_document(data, Pictures(read=False)).text


def problem(data: bytes) -> Problem | None:
    return do(Job(Work.DOCUMENT, data)).problem


@pytest.mark.parametrize("made", [docx, odt, pdf, pptx])
def test_a_documents_text_is_read_in_its_order(made):
    text = plain(made("first", SAID, "third & last"))
    assert text.index("first") < text.index(SAID) < text.index("third & last")


def test_a_table_keeps_its_cells_apart():
    body = table(("姓名", "电话"), ("王晓明", "13800138000"))
    assert "姓名\t电话\n王晓明\t13800138000" in plain(docx("x", body=body))


def test_headers_notes_and_comments_are_read_and_what_was_deleted_is_not():
    said = "<w:hdr xmlns:w='w'><w:p><w:r><w:t>on top</w:t></w:r></w:p></w:hdr>"
    gone = "<w:p><w:del><w:r><w:delText>never</w:delText></w:r></w:del></w:p>"
    text = plain(docx("x", body=gone, more={"word/header1.xml": said}))
    assert "on top" in text
    assert "never" not in text


def test_a_workbook_is_rows_with_tabs_and_dates_as_people_see_them():
    rows = [["name", "born", "amount"], ["Li", 33329.0, 12.5]]
    assert plain(xlsx(rows, dates=(1,))) == (
        "[sheet People]\nname\tborn\tamount\nLi\t1991-04-01\t12.5"
    )


def test_a_page_without_text_is_told():
    assert plain(pdf("one", "", "three")) == "one\n\n[page 2 holds no text]\n\nthree"


def test_where_pages_begin_is_told():
    read = read_document(pdf("one", "", "three"), Pictures(read=False))
    assert [read.text[start:][:5] for start in read.pages] == ["one\n\n", "[page", "three"]
    assert read_document(docx("one"), Pictures(read=False)).pages == ()


ENTITIES = (
    "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    "<w:document xmlns:w='w'><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>"
)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\nnothing more", Problem.BROKEN),
        (b"PK\x03\x04 and nothing more", Problem.BROKEN),
        (pdf(""), Problem.NO_TEXT),
        (docx(""), Problem.NO_TEXT),
        (docx("x", more={"word/vbaProject.bin": b"\0"}), Problem.MACROS),
        (archive({"Basic/Standard/Module1.xml": "x", "content.xml": "<a/>"}), Problem.MACROS),
        (archive({"word/document.xml": ENTITIES}), Problem.BROKEN),
        (archive({"word/document.xml": "<a><b></a>"}), Problem.BROKEN),
        (archive({"word/document.xml": "<a>" * 600 + "</a>" * 600}), Problem.TOO_LARGE),
        (archive({"other/thing.xml": "<a/>"}), Problem.FORMAT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Problem.OLD_FORMAT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Problem.ENCRYPTED,
        ),
    ],
)
def test_what_cannot_be_read_says_why(data, found):
    assert problem(data) is found


def test_an_encrypted_pdf_is_told_and_one_without_a_password_is_read():
    from pypdf import PdfReader, PdfWriter

    for password, found in (("secret", Problem.ENCRYPTED), ("", None)):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("said"))))
        writer.encrypt(password, "owner", algorithm="AES-256")
        made = BytesIO()
        writer.write(made)
        assert problem(made.getvalue()) is found


def test_an_archive_that_unpacks_to_more_than_is_read_is_told(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 100_000)
    bomb = docx("x", more={"word/footnotes.xml": b"<a>" + b" " * 200_000 + b"</a>"})
    assert len(bomb) < 5000
    assert problem(bomb) is Problem.TOO_LARGE


def test_a_members_head_is_not_believed():
    made = bytearray(docx("x" * 5000))
    with zipfile.ZipFile(BytesIO(bytes(made))) as opened:
        at = made.rindex(b"PK\x01\x02" + b"")
        assert opened.namelist()
    struct.pack_into("<I", made, at + 24, 10)  # its size, unpacked
    with pytest.raises(NotRead):
        plain(bytes(made))


def test_a_name_given_twice_is_refused():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("word/document.xml", "<b/>")
    assert problem(made.getvalue()) is Problem.BROKEN


def test_too_many_pages_are_told(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_PAGES", 2)
    assert problem(pdf("a", "b", "c")) is Problem.TOO_LARGE


@pytest.mark.parametrize("made", [docx("said"), pdf("said"), xlsx([["said"]]), odt("said")])
def test_no_cut_or_flipped_byte_of_a_document_raises_anything_else(made):
    for at in range(0, len(made), max(len(made) // 40, 1)):
        for broken in (made[:at], made[:at] + bytes([made[at] ^ 0x55]) + made[at + 1 :]):
            with contextlib.suppress(NotRead):
                plain(broken)
