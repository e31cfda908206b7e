"""Lines of an image as one text, and where in the image a part of that text stands."""

import pytest

from posthouse.media.outcome import Line
from posthouse.media.page import page_of


def line(text: str, left: float, top: float, width: float, ends=()) -> Line:
    right, low = left + width, top + 20
    return Line(text, (left, top, right, top, right, low, left, low), ends)


def box(area: tuple[float, ...]) -> tuple[float, float, float, float]:
    return min(area[::2]), min(area[1::2]), max(area[::2]), max(area[1::2])


def test_lines_side_by_side_are_one_line_and_rows_follow_each_other():
    lines = [line("value", 200, 103, 50), line("below", 0, 140, 50), line("name:", 0, 100, 50)]
    assert page_of(lines).text == "name:  value\nbelow"


def test_the_area_of_a_part_covers_it_with_a_margin():
    page = page_of([line("x" * 100, 0, 50, 1000)])
    (area,) = page.areas(40, 50)
    left, top, right, low = box(area)
    assert 380 <= left < 400
    assert 500 < right <= 520
    assert top < 50
    assert low > 70


def test_wide_letters_take_two_narrow_ones_where_nothing_is_told_of_places():
    page = page_of([line("中文" + "a" * 4, 0, 0, 400)])
    left, _, right, _ = box(page.areas(0, 1)[0])
    assert left < 0
    assert right > 95


def test_places_that_the_reader_told_are_taken():
    page = page_of([line("abcdef", 0, 0, 1000, ends=(0.1, 0.2, 0.3, 0.4, 0.9, 1.0))])
    left, _, right, _ = box(page.areas(4, 5)[0])
    assert left < 400 < 900 < right  # noqa: PLR0133


def test_a_value_over_two_lines_has_an_area_in_each():
    page = page_of([line("first half", 0, 0, 100), line("second half", 0, 40, 110)])
    assert len(page.areas(6, 17)) == 2


def test_most_of_a_line_is_all_of_it():
    page = page_of([line("abcdefghij", 100, 0, 100)])
    left, _, right, _ = box(page.areas(1, 10)[0])
    assert left < 100
    assert right > 200


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_areas_follow_a_line_that_is_turned(turn):
    corners = [(0.0, 0.0), (200.0, 0.0), (200.0, 20.0), (0.0, 20.0)]
    for _ in range(turn):
        corners = [(-y, x) for x, y in corners]
    page = page_of([Line("x" * 20, tuple(value for pair in corners for value in pair))])
    left, top, right, low = box(page.areas(10, 20)[0])
    assert max(right - left, low - top) < 140
    assert min(right - left, low - top) < 40


def test_an_empty_image_is_an_empty_page():
    assert page_of([]).text == ""
    assert page_of([]).areas(0, 5) == []
