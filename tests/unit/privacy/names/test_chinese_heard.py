"""Where the reader of letters suspects names, and how its candidates join those of words."""

import numpy as np
import pytest

from posthouse.privacy.names import chinese_walker as walker
from posthouse.privacy.names.chinese_heard import Heard
from posthouse.privacy.names.chinese_heard import together as all_together
from posthouse.privacy.names.chinese_latin import Latin
from posthouse.privacy.names.chinese_letters import PLACES
from posthouse.privacy.names.chinese_people import Place
from posthouse.privacy.names.chinese_reader import BEGINS, LOCATION, NONE, PERSON

OUT, BEGIN, LAST = "out", "begin", "last"
NOBODY = Latin({"latin_low": np.ones(1, np.uint8), "latin_high": np.zeros(1, np.uint16)})


def together(words: list[Place], said: Heard, stops: list[int], text: str) -> list[Place]:
    return all_together(words, said, stops, text, NOBODY)


def heard(*letters: str, sure: float = 0.9, word: int = 0) -> Heard:
    """A sentence of letters that are out of a name, begin one or end one."""
    told = np.full((len(letters), 5), (1 - sure) / 4, np.float32)
    for row, letter in zip(told, letters, strict=True):
        row[NONE if letter == OUT else PERSON] = sure
        row[BEGINS] = sure if letter == BEGIN else 0
    words = np.arange(PLACES) * 256 + np.zeros((len(letters), 1), np.int64)
    words[:, 0] += word
    return Heard(told, words)


def test_letters_of_one_name_are_one_stretch_and_two_names_are_two() -> None:
    said = heard(OUT, BEGIN, LAST, BEGIN, LAST, OUT, BEGIN)
    named = list(said.named("请汪城汪城和汪", NOBODY))
    assert [(start, end) for start, end, _ in named] == [(1, 3), (3, 5), (6, 7)]
    assert all(sure > 0.8 for _, _, sure in named)


def test_others_are_asked_where_the_reader_is_in_doubt_and_nowhere_else() -> None:
    quiet = heard(OUT, OUT, sure=0.99)
    assert (quiet.people, quiet.doubted) == (False, False)
    assert list(quiet.named("今天", NOBODY)) == []
    sure = heard(OUT, BEGIN, LAST, sure=0.99)
    assert (sure.people, sure.doubted) == (True, False)
    assert heard(OUT, BEGIN, LAST, sure=0.8).doubted


def test_a_place_that_is_left_alone_needs_nobody_else() -> None:
    said = heard(OUT, OUT, OUT, sure=0.99)
    said._letters[:2, LOCATION] = 0.9
    said._letters[:2, NONE] = 0.1
    assert said.suspects("温州好")
    assert not said.suspects("中国好")
    assert heard(OUT, OUT, OUT, OUT, sure=0.99).suspects("有限公司")


def test_what_the_reader_believes_counts_half_and_has_an_end() -> None:
    sure, unsure = heard(BEGIN, LAST, sure=0.9999), heard(BEGIN, LAST, sure=0.5)
    assert sure.believed(0, 2) == 2
    assert unsure.believed(0, 2) == 0
    assert heard(OUT, OUT, sure=0.9999).believed(0, 2) == -2


def test_what_the_lexicon_says_is_looked_up_by_size() -> None:
    said = heard(OUT, OUT, OUT, word=4)
    assert said.flags(0, 2) == 4
    assert said.flags(0, 3) == said.flags(0, 1) == 0
    assert not said.famous(0, 2)


def test_where_the_reader_is_sure_its_boundaries_count() -> None:
    said, stops = heard(OUT, BEGIN, LAST, OUT), [1, 2, 4]
    words = [Place(1, 2, 1, 2)]
    assert together(words, said, stops, "请汪城好") == [Place(1, 3, 1, 3)]
    assert together(words, heard(OUT, BEGIN, LAST, OUT, sure=0.5), stops, "请汪城好") == words


@pytest.mark.parametrize(
    ("text", "taken"),
    [("Xi", True), ("@#", False), ("HR", False), ("Xi2", False)],
)
def test_latin_letters_are_a_candidate_where_they_are_whole_words(
    text: str, *, taken: bool
) -> None:
    letters = [BEGIN, LAST, *[OUT] * (len(text) - 2)]
    assert bool(together([], heard(*letters), [len(text)], text)) is taken


def test_latin_letters_need_a_sure_reader() -> None:
    assert together([], heard(BEGIN, LAST), [2], "Xi") == [Place(0, 1, 0, 2)]
    assert together([], heard(BEGIN, LAST, sure=0.4), [2], "Xi") == []
    assert together([Place(0, 1, 0, 2)], heard(OUT, OUT), [2], "Xi") == []


def test_every_candidate_has_the_same_number_of_features() -> None:
    said = heard(OUT, BEGIN, LAST, OUT)
    said.walked = np.full((4, 6), 1 / 6, np.float32)
    assert len({len(said.features(a, b)) for a, b in ((0, 1), (1, 3), (2, 4), (0, 4))}) == 1


def test_what_only_the_walker_meets_is_a_candidate_and_what_others_have_stays() -> None:
    said = heard(*[OUT] * 6, sure=0.99)
    said.walked = np.zeros((6, 6), np.float32)
    said.walked[:, walker.NONE] = 1
    said.walked[1] = (0.2, 0.8, 0, 0, 0, 0)
    said.walked[2] = (0.2, 0, 0.8, 0, 0, 0)
    stops = [1, 3, 6]
    assert together([], said, stops, "请汪城下周来") == [Place(1, 2, 1, 3)]
    words = [Place(1, 3, 1, 4)]
    assert together(words, said, stops, "请汪城下周来") == words
