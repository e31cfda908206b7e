import numpy as np
import pytest

from posthouse.privacy.names.english_words import (
    AFFIX_ROWS,
    CONTEXT,
    SHAPE_ROWS,
    WORD_ROWS,
    digest,
    folded,
    plain,
    rows,
    shape,
    split,
    surroundings,
)


def test_words_stand_where_they_are_told_to() -> None:
    text = "Mr. O'Brien's file\n\nsee No. 12_b"
    words = split(text)
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == words.texts
    assert words.texts[:5] == ["Mr", ".", "O'Brien", "'s", "file"]
    assert words.texts[5] == "\n\n"


@pytest.mark.parametrize(
    ("word", "known"), [("Okafor", "okafor"), ("2026", "0000"), ("1", "0"), ("\n\n\n", "\n\n")]
)
def test_a_word_is_folded(word: str, known: str) -> None:
    assert folded(word) == known


def test_marks_over_letters_make_no_other_word() -> None:
    assert plain("zoë") == "zoe"
    assert rows("Zoë")[:8] == rows("Zoe")[:8]


@pytest.mark.parametrize(
    ("word", "drawn"), [("Anna", "Xxxx"), ("NATO", "XXX"), ("iPhone", "xXxxx"), ("42", "dd")]
)
def test_a_shape_says_how_a_word_is_written(word: str, drawn: str) -> None:
    assert shape(word) == shape(word.translate(str.maketrans("a", "e")))
    assert shape(word).replace("xxxx", "xxx") == drawn.replace("xxxx", "xxx")


def test_rows_lie_in_their_tables_and_are_the_same_everywhere() -> None:
    found = rows("Nwosu")
    assert len(found) == 9
    assert max(found[:2]) < WORD_ROWS
    assert max(found[2:8]) < AFFIX_ROWS
    assert found[8] < SHAPE_ROWS
    assert digest("nwosu") == 1899922831


def test_surroundings_see_lines_and_capitals() -> None:
    told = surroundings(split("Ask Will. will he?\nSEE THE NOTE"))
    assert told.shape == (10, CONTEXT)
    assert told.dtype == np.float32
    will, _, again = 1, 2, 3
    assert told[will, 5] == 1  # the same word stands in small letters elsewhere
    assert told[again, 5] == 0
    assert told[-3:, 7].tolist() == [1, 1, 1]  # a line in capitals
    assert told[0, 2] == 1  # begins a line


def test_text_without_capitals_is_quiet() -> None:
    assert surroundings(split("my name is anna and i live here"))[:, 6].all()
    assert not surroundings(split("My name is Anna"))[:, 6].any()


@pytest.mark.parametrize("sign", ["-", "=", "_", "*", "."])
def test_of_a_row_of_one_sign_as_much_is_read_as_a_word_beside_it_hears(sign: str) -> None:
    short, long = (split(f"Total {sign * size} Ada Byron\n") for size in (7, 5_000))
    assert long.texts == short.texts
    assert len(short.texts) == 11
    ada = long.texts.index("Ada")
    assert (long.starts[ada], long.ends[ada]) == (5_007, 5_010)
    assert split(f"{sign * 3} no").texts == [*sign * 3, "no"]
