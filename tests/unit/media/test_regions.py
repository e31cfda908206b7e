"""Rectangles around connected parts of a map, straight and turned."""

import numpy as np
import pytest
from PIL import Image

from posthouse.media.regions import regions


def likely(*bars: tuple[int, int, int, int], size=(100, 300), value: float = 0.9) -> np.ndarray:
    made = np.zeros(size, np.float32)
    for left, top, right, low in bars:
        made[top:low, left:right] = value
    return made


def test_each_part_has_a_rectangle_that_reaches_beyond_it():
    found = regions(likely((20, 20, 120, 30), (150, 60, 280, 74)))
    assert len(found) == 2
    first = min(found, key=lambda one: one[0][1])
    left, top = first.min(axis=0)
    right, low = first.max(axis=0)
    assert left < 20 < 120 < right  # noqa: PLR0133
    assert top < 20 < 30 < low  # noqa: PLR0133
    assert top > 5
    assert low < 45


def test_what_touches_at_a_corner_is_one_part_and_what_is_unlikely_none():
    assert len(regions(likely((10, 10, 50, 20), (50, 20, 90, 30)))) == 1
    assert regions(likely((10, 10, 50, 20), value=0.4)) == []
    assert regions(likely((10, 10, 11, 11))) == []
    assert regions(likely()) == []


@pytest.mark.parametrize("angle", [-30, -8, 8, 30, 60])
def test_a_turned_bar_has_a_turned_rectangle(angle):
    straight = Image.fromarray(
        (likely((50, 140, 250, 160), size=(300, 300)) * 255).astype(np.uint8)
    )
    turned = np.asarray(straight.rotate(angle), np.float32) / 255
    (corners,) = regions(turned)
    along = corners[1] - corners[0]
    length, height = np.linalg.norm(along), np.linalg.norm(corners[3] - corners[0])
    if length < height:
        along, length, height = corners[3] - corners[0], height, length
    found = -np.degrees(np.arctan2(along[1], along[0]))
    assert min(abs(found - angle), abs(abs(found - angle) - 180)) < 3
    assert 200 < length < 260
    assert 20 < height < 70


def test_corners_go_round_clockwise_from_where_people_begin():
    (corners,) = regions(likely((20, 20, 120, 40)))
    assert corners[0][0] < corners[1][0]
    assert corners[0][1] < corners[3][1]
    assert np.allclose(corners[0] + corners[2], corners[1] + corners[3])
