"""Text as letters: rows, pairs and words, each found by arithmetic."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.names.chinese_letters import OTHER, PLACES, ROWS, UNKNOWN, Letters


def letters(known: str, same: dict[str, str], words: dict[str, int]) -> Letters:
    held = {
        "letters": np.array([ord(c) for c in known], np.uint16),
        "same": np.array([(ord(a), ord(b)) for a, b in same.items()], np.uint16).reshape(-1, 2),
        "lexicon_low": np.ones(1, np.uint8),
        "lexicon_high": np.zeros(1, np.uint16),
        "lexicon_flags": np.zeros(1, np.uint8),
    }
    flags = dict(zip(Letters(held).keys(list(words)), words.values(), strict=True))
    steps = np.diff(np.array(sorted(flags), np.uint32), prepend=np.uint32(0)).astype(np.uint32)
    held["lexicon_low"], held["lexicon_high"] = (steps & 255).astype(np.uint8), steps >> 8
    held["lexicon_flags"] = np.array([flags[key] for key in sorted(flags)], np.uint8)
    return Letters(held)


KNOWN = letters("张伟北京大学", {"張": "张"}, {"张伟": 16, "北京": 4, "北京大": 1, "北京大学": 8})


def test_a_letter_has_a_row_an_unknown_one_and_a_sign_have_one_together() -> None:
    rows = KNOWN.numbered("张張猫！😀").tolist()
    assert rows == [UNKNOWN + 1, UNKNOWN + 1, UNKNOWN, OTHER, OTHER]


def test_words_are_told_to_each_of_their_letters() -> None:
    told = KNOWN.read("在北京大学").words - np.arange(PLACES) * 256
    assert told[1].tolist() == [4, 0, 1, 0, 0, 8, 0, 0, 0]
    assert told[4].tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 8]
    assert not told[0].any()


def test_a_pair_is_the_same_from_both_sides() -> None:
    pairs = KNOWN.read("张伟北").pairs
    assert pairs[0, 1] == pairs[1, 0] != pairs[1, 1] == pairs[2, 0]


def test_a_letter_between_the_same_two_has_the_same_row_of_threes() -> None:
    threes = KNOWN.read("张伟北张伟大伟北张").threes
    assert threes[7] != threes[1] != threes[4]
    assert threes[2] == KNOWN.read("大伟北张").threes[2]


@pytest.mark.parametrize("text", ["张", "張偉", "a", "😀"])
def test_the_shortest_texts_are_read(text: str) -> None:
    read = KNOWN.read(text)
    assert read.letters.shape == (len(text),)
    assert read.words.shape == (len(text), PLACES)


@given(st.text(min_size=1))
def test_any_text_has_a_row_of_each_table_for_each_letter(text: str) -> None:
    read = KNOWN.read(text)
    assert len(read.letters) == len(read.pairs) == len(read.words) == len(text)
    assert max(read.pairs.max(), read.threes.max()) < ROWS
    assert len(read.threes) == len(text)
    assert read.words.max() < PLACES * 256
