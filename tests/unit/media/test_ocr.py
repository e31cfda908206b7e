"""Lines are read where they stand, whichever way they are turned."""

import itertools

import numpy as np
import pytest

from posthouse.media.ocr import engine, spaced, tiles
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


def test_gaps_between_columns_become_spaces():
    centres = [10.0, 30.0, 50.0, 100.0, 120.0]
    text, ends = spaced(list("12345"), centres)
    assert text == "123 45"
    assert len(ends) == 6
    assert ends == sorted(ends)
    assert ends[2] < 75 < 120 < ends[5] < 145  # noqa: PLR0133


def test_letters_of_a_word_stay_together_and_an_ideograph_stands_apart_from_a_number():
    assert spaced(list("custom"), [10.0, 30.0, 50.0, 70.0, 110.0, 135.0])[0] == "custom"
    assert spaced(list("王123"), [20.0, 70.0, 90.0, 110.0])[0] == "王 123"


def test_wide_type_has_no_gaps():
    assert spaced(list("12345"), [10.0, 50.0, 90.0, 130.0, 170.0])[0] == "12345"
    assert spaced(["x"], [5.0])[0] == "x"


def test_tiles_cover_a_picture_and_overlap():
    assert tiles(1920, 1080) == [(0, 0, 1920, 1080)]
    parts = tiles(1000, 5000)
    assert parts[0][1] == 0
    assert parts[-1][3] == 5000
    assert all(above[3] - below[1] >= 100 for above, below in itertools.pairwise(parts))
