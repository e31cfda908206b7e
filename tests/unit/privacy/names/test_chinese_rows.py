"""Every word has a row of its own, and the far end of a sentence is met from the other side."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.names.chinese_rows import BLOCK, Rows

SIZES = st.lists(st.integers(1, 30), min_size=1, max_size=20)


@given(SIZES)
def test_every_word_has_a_row_of_its_own(sizes: list[int]) -> None:
    rows = Rows(sizes)
    taken = np.concatenate([rows.of(number) for number in range(len(sizes))])
    assert len(taken) == sum(sizes) == len(set(taken.tolist()))
    assert taken.max() < rows.size == sum(wide for _, wide in rows.blocks)
    assert all(wide % BLOCK == 0 for _, wide in rows.blocks)


@given(SIZES)
def test_numbers_are_found_again_where_they_were_put(sizes: list[int]) -> None:
    rows = Rows(sizes)
    sentences = [[100 * number + at + 1 for at in range(size)] for number, size in enumerate(sizes)]
    numbers = rows.taken(sentences)
    assert len(numbers) == rows.size
    for number, sentence in enumerate(sentences):
        assert numbers[rows.of(number)].tolist() == sentence
        assert numbers[rows.turned][rows.of(number)].tolist() == sentence[::-1]


@given(SIZES)
def test_steps_grow_narrower_and_a_word_stands_in_its_step(sizes: list[int]) -> None:
    rows = Rows(sizes)
    assert [wide for _, wide in rows.blocks] == sorted((w for _, w in rows.blocks), reverse=True)
    for number in range(len(sizes)):
        for row, (start, wide) in zip(rows.of(number).tolist(), rows.blocks, strict=False):
            assert start <= row < start + wide
