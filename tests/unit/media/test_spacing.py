"""Spaces are told by how far letters stand apart, and digits by what lies bare between them."""

import numpy as np
import pytest

from posthouse.media.ocr import engine
from posthouse.media.page import page_of
from posthouse.media.spacing import bare, spaced
from tests.pictures import drawn


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


def test_the_stretch_without_ink_between_letters_is_measured():
    strip = np.full((48, 100, 3), 230, np.uint8)
    for left, right in ((10, 20), (24, 34), (60, 70)):
        strip[12:36, left:right] = 20
    assert bare(strip, [15.0, 29.0, 65.0]) == [4.0, 26.0]


@pytest.mark.parametrize("letters", [12, 15, 24])
@pytest.mark.parametrize(
    "said", ["5401 2377 2836 3609", "6228 4861 9651 7746 110", "021 1111 4111"]
)
def test_groups_of_digits_stay_apart_in_small_type(letters, said):
    picture = drawn(said, size=(30 * letters, 3 * letters), letters=letters)
    assert said in page_of(engine().lines(np.asarray(picture))).text
