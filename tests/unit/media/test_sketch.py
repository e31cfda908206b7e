"""Scanned pages are drawn and read; pictures on pages with text are read beside it."""

import pytest

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


PLACES = {
    "turned left": "0 280 -75 0 200 0",
    "turned right": "0 -280 75 0 0 290",
    "on its head": "-280 0 0 -75 300 100",
    "all over the page": "560 0 0 150 0 0",
}


@pytest.mark.parametrize("placed", PLACES.values(), ids=PLACES)
def test_a_picture_beside_a_little_text_is_read_however_it_stands(placed):
    assert MAIL in read(scanned(drawn(f"Mail {MAIL}"), text="Page 1 of 3", placed=placed))


def test_a_scan_whose_text_stands_behind_it_is_not_read_twice():
    text = read(scanned(drawn(f"Mail {MAIL}"), text="word " * 60, placed="560 0 0 150 0 0"))
    assert "picture" not in text


@pytest.mark.parametrize(
    ("placed", "told"),
    [("0 0 0 0 9 9", ""), ("280 0 0 0 0 0", ""), ("500 0 0 0.05 0 0", f"\n{UNREAD}")],
    ids=["a point", "a line", "squeezed to hundreds of millions of pixels"],
)
def test_a_picture_that_nobody_sees_so_harms_nothing_else(placed, told):
    made = scanned(drawn(f"Mail {MAIL}"), text="Said above", placed=placed)
    assert read(made) == f"Said above{told}"


def test_without_a_reader_a_scanned_document_is_told_and_a_page_with_text_too():
    assert do(Job(Work.DOCUMENT, scanned(drawn("x")))).problem is Problem.NO_TEXT
    told = do(Job(Work.DOCUMENT, scanned(drawn("x"), text="Said above"))).text
    assert told == f"Said above\n{UNREAD}"


def test_a_document_of_pictures_without_letters_holds_no_text():
    assert do(Job(Work.ILLUSTRATED, scanned(drawn()))).problem is Problem.NO_TEXT
    assert do(Job(Work.ILLUSTRATED, pdf(""))).problem is Problem.NO_TEXT
