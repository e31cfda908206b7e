"""What is bare is not looked at; what is found stands where it stood."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posthouse.media.packing import packed

SIDE = 400


def picture(spots: list[tuple[int, int]]) -> np.ndarray:
    made = np.full((SIDE, SIDE, 3), 240, np.uint8)
    for x, y in spots:
        made[y : y + 4, x : x + 4] = 0
    return made


@given(st.lists(st.tuples(st.integers(0, 396), st.integers(0, 396)), min_size=1, max_size=6))
def test_everything_that_stands_somewhere_is_kept_and_found_where_it_stood(spots):
    whole = picture(spots)
    part = packed(whole)
    rows, columns = np.nonzero(part.pixels.min(axis=2) < 100)
    corners = (
        part.moved((x, y, x + 1, y, x + 1, y + 1, x, y + 1))
        for x, y in zip(columns.tolist(), rows.tolist(), strict=True)
    )
    found = {(int(one[0]), int(one[1])) for one in corners}
    dark = np.nonzero(whole.min(axis=2) < 100)
    assert found == set(zip(dark[1].tolist(), dark[0].tolist(), strict=True))


def test_bare_rows_and_sides_are_left_out():
    part = packed(picture([(100, 50), (120, 350)]))
    assert part.pixels.shape[0] < 120
    assert part.pixels.shape[1] < 90


def test_a_full_picture_is_taken_whole_and_a_bare_one_hardly():
    noise = np.random.default_rng(1).integers(0, 255, (90, 90, 3), np.uint8)
    assert packed(noise).pixels is noise
    assert packed(np.zeros((900, 900, 3), np.uint8)).pixels.size < 3000
