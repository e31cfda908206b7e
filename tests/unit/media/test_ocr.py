"""Lines are read where they stand, whichever way they are turned."""

import itertools

import numpy as np
import pytest

from posthouse.media.ocr import distinct, engine, tiles
from posthouse.media.outcome import Line
from posthouse.media.page import page_of
from tests.pictures import drawn

MAIL = "li.wei" + "@haitang-soft.test"
SAID = f"Please write to {MAIL} soon"


@pytest.mark.parametrize(("turn", "ink", "paper"), [
    (0, "black", "white"), (180, "white", (20, 24, 30)), (270, "black", "white"),
])  # fmt: skip
def test_a_line_is_read_where_it_stands(turn, ink, paper):
    picture = drawn(SAID, size=(520, 90), ink=ink, paper=paper).rotate(turn, expand=True)
    page = page_of(engine().lines(np.asarray(picture)))
    assert MAIL in page.text
    at = page.text.index(MAIL)
    (area,) = page.areas(at, at + len(MAIL))
    middle = sum(area[::2]) / 4, sum(area[1::2]) / 4
    expected = {0: (315, 29), 180: (205, 61), 270: (61, 315)}[turn]
    assert abs(middle[0] - expected[0]) < 30
    assert abs(middle[1] - expected[1]) < 30


def test_a_blank_picture_has_no_lines():
    assert engine().lines(np.full((64, 64, 3), 255, np.uint8)) == []


def test_tiles_cover_a_picture_and_overlap():
    assert tiles(1920, 1080) == [(0, 0, 1920, 1080)]
    parts = tiles(1000, 5000)
    assert parts[0][1] == 0
    assert parts[-1][3] == 5000
    assert all(above[3] - below[1] >= 100 for above, below in itertools.pairwise(parts))


def test_a_line_that_two_tiles_show_is_told_once():
    box = (10.0, 10.0, 90.0, 10.0, 90.0, 30.0, 10.0, 30.0)
    below = tuple(v + (40 if n % 2 else 0) for n, v in enumerate(box))
    whole, part = Line("card 4539 5787", box), Line("card4539", (12, 11, 60, 11, 60, 29, 12, 29))
    assert distinct([whole, part, Line("card 4539 5787", below)]) == [
        whole, Line("card 4539 5787", below),
    ]  # fmt: skip
    assert distinct([part, whole]) == [part, whole]


def test_a_number_in_two_boxes_of_a_row_is_one():
    first = Line("card 4539 5787", (0, 0, 140, 0, 140, 20, 0, 20))
    second = Line("6362 1486", (150, 0, 240, 0, 240, 20, 150, 20))
    far = Line("6362 1486", (190, 0, 240, 0, 240, 20, 190, 20))
    assert page_of([second, first]).text == "card 4539 5787 6362 1486"
    assert page_of([first, far]).text == "card 4539 5787  6362 1486"
