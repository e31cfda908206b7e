"""Pictures in documents are read where they stand; what is not read is told and not sent."""

import pytest

from posthouse.media.documents import read_document
from posthouse.media.outcome import NotRead
from posthouse.media.pictures import UNREAD, Pictures
from tests.papers import archive, illustrated, scanned
from tests.pictures import drawn, file_of

MAIL = "li.wei" + "@haitang-soft.test"
PICTURE = file_of(drawn(f"Mail {MAIL}", "All tests are green"))
KINDS = ("docx", "pptx", "xlsx", "odt")


def read(data: bytes) -> str:
    return read_document(data, Pictures(read=True)).text


@pytest.mark.parametrize("kind", KINDS)
def test_a_pictures_text_stands_where_the_picture_stood(kind):
    text = read(illustrated(kind, PICTURE))
    at = [text.index(one) for one in ("before", "[picture]", MAIL, "[end of the picture]", "after")]
    assert at == sorted(at)


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_reader_a_picture_is_told(kind):
    text = read_document(illustrated(kind, PICTURE), Pictures(read=False)).text
    assert text.index("before") < text.index(UNREAD) < text.index("after")


def test_a_picture_that_many_slides_show_is_unpacked_once(monkeypatch):
    monkeypatch.setattr("posthouse.media.archive.MOST_UNPACKED", len(PICTURE) * 3)
    blip = "<a:blip xmlns:a='a' xmlns:r='r' r:embed='rId9'/>"
    related = "<Relationships><Relationship Id='rId9' Target='../media/a.png'/></Relationships>"
    members = {"ppt/presentation.xml": "<p/>", "ppt/media/a.png": PICTURE}
    for number in range(1, 5):
        members[f"ppt/slides/slide{number}.xml"] = f"<sld>{blip}</sld>"
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = related
    assert read(archive(members)).count(MAIL) == 4


def test_a_relation_that_leads_out_of_the_package_shows_nothing():
    out = "<Relationships><Relationship Id='rId9' Target='../../../etc/passwd'/></Relationships>"
    blip = "<w:drawing><a:blip xmlns:a='a' xmlns:r='r' r:embed='rId9'/></w:drawing>"
    document = f"<w:document xmlns:w='w'><w:p><w:r><w:t>said</w:t>{blip}</w:r></w:p></w:document>"
    made = archive({"word/document.xml": document, "word/_rels/document.xml.rels": out})
    assert read(made) == "said"


@pytest.mark.parametrize("made", [scanned(drawn("said")), illustrated("docx", PICTURE)])
def test_no_broken_document_with_pictures_raises_anything_else(made):
    for at in range(0, len(made), max(len(made) // 8, 1)):
        for broken in (made[:at], made[:at] + bytes([made[at] ^ 0x55]) + made[at + 1 :]):
            try:
                read_document(broken, Pictures(read=True))
            except NotRead:
                continue
