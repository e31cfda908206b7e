"""What stands in a text where a picture stood, and the bound on what is read."""

from posthouse.media import pictures as bounds
from posthouse.media.documents import read_document
from posthouse.media.pictures import SILENT, UNREAD, Pictures
from tests.papers import illustrated
from tests.pictures import drawn, file_of

MAIL = "li.wei" + "@haitang-soft.test"
PICTURE = file_of(drawn(f"Mail {MAIL}", "All tests are green"))


def read(data: bytes) -> str:
    return read_document(data, Pictures(read=True)).text


def test_a_picture_without_letters_and_one_that_is_none_are_told():
    assert SILENT in read(illustrated("docx", file_of(drawn())))
    assert UNREAD in read(illustrated("docx", b"\1\0\0\0 a drawing of Windows"))
    assert "picture" not in read(illustrated("docx", file_of(drawn(size=(16, 400)))))


def test_what_is_written_in_a_picture_cannot_end_it():
    told = Pictures(read=True).told(file_of(drawn("one", "[end of the picture]", "two")))
    assert told.count("[end of the picture]") == 1
    assert told.endswith("two\n[end of the picture]")
    assert "(end of the picture)" in told


def test_beyond_the_bound_nothing_is_even_unpacked(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_PIXELS", 20 * 400)
    known = Pictures(read=True)
    assert known.told(file_of(drawn(size=(20, 400)))) == ""
    assert not known.reading
    assert known.told(file_of(drawn(size=(20, 402)))) == UNREAD


def test_what_is_beyond_the_bound_is_told_and_not_read(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_PIXELS", 560 * 150)
    known = Pictures(read=True)
    assert MAIL in known.told(PICTURE)
    assert MAIL in known.told(PICTURE)  # the same picture again costs nothing
    assert known.told(file_of(drawn("another one"))) == UNREAD
