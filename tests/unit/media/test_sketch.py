"""Scanned pages are drawn and read; pictures on pages with text are read beside it."""

from posthouse.media.documents import read_document
from posthouse.media.outcome import Job, Problem, Work
from posthouse.media.pictures import UNREAD, Pictures
from posthouse.media.work import do
from tests.papers import pdf, scanned
from tests.pictures import drawn

MAIL = "li.wei" + "@haitang-soft.test"


def read(data: bytes) -> str:
    return read_document(data, Pictures(read=True)).text


def test_a_scanned_document_is_read_page_by_page():
    pages = drawn("First page", f"Mail {MAIL}"), drawn(), drawn("Third page")
    text = read(scanned(*pages))
    at = [text.index(one) for one in ("First page", MAIL, "[page 2 holds no text]", "Third page")]
    assert at == sorted(at)


def test_a_picture_on_a_page_with_text_is_read_beside_it():
    text = read(scanned(drawn(f"Mail {MAIL}"), text="Said above"))
    assert text.index("Said above") < text.index("[picture]") < text.index(MAIL)


def test_without_a_reader_a_scanned_document_is_told_and_a_page_with_text_too():
    assert do(Job(Work.DOCUMENT, scanned(drawn("x")))).problem is Problem.NO_TEXT
    told = do(Job(Work.DOCUMENT, scanned(drawn("x"), text="Said above"))).text
    assert told == f"Said above\n{UNREAD}"


def test_a_document_of_pictures_without_letters_holds_no_text():
    assert do(Job(Work.ILLUSTRATED, scanned(drawn()))).problem is Problem.NO_TEXT
    assert do(Job(Work.ILLUSTRATED, pdf(""))).problem is Problem.NO_TEXT
