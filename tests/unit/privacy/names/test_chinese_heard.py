"""Where the reader of letters suspects names, and how its candidates join those of words."""

import numpy as np

from posthouse.privacy.names.chinese_heard import Heard, together
from posthouse.privacy.names.chinese_letters import PLACES
from posthouse.privacy.names.chinese_people import Place
from posthouse.privacy.names.chinese_reader import LABELS

NONE, BEGIN, LAST, ALONE = (LABELS.index(x) for x in ("O", "B-PERSON", "L-PERSON", "U-PERSON"))


def heard(*labels: int, sure: float = 0.9, word: int = 0) -> Heard:
    """A sentence of letters that are labelled so."""
    chances = np.full((len(labels), len(LABELS)), (1 - sure) / (len(LABELS) - 1), np.float32)
    chances[np.arange(len(labels)), labels] = sure
    words = np.arange(PLACES) * 256 + np.zeros((len(labels), 1), np.int64)
    words[:, 0] += word
    return Heard(chances, words)


def test_letters_of_one_name_are_one_stretch_and_two_names_are_two() -> None:
    said = heard(NONE, BEGIN, LAST, BEGIN, LAST, NONE, ALONE)
    assert [(start, end) for start, end, _ in said.people()] == [(1, 3), (3, 5), (6, 7)]
    assert all(sure > 0.8 for _, _, sure in said.people())


def test_a_sentence_without_a_name_is_not_suspicious() -> None:
    assert heard(NONE, NONE, sure=0.99).suspected() < 0.02
    assert list(heard(NONE, NONE).people()) == []
    assert heard(NONE, ALONE).suspected() > 0.8


def test_what_the_lexicon_says_is_looked_up_by_size() -> None:
    said = heard(NONE, NONE, NONE, word=4)
    assert said.flags(0, 2) == 4
    assert said.flags(0, 3) == said.flags(0, 1) == 0


def test_where_the_reader_is_sure_its_boundaries_count() -> None:
    said, stops = heard(NONE, BEGIN, LAST, NONE), [1, 2, 4]
    words = [Place(1, 2, 1, 2)]
    assert together(words, said, stops, "请汪城好") == [Place(1, 3, 1, 3)]
    assert together(words, heard(NONE, BEGIN, LAST, NONE, sure=0.5), stops, "请汪城好") == words


def test_letters_that_are_not_chinese_are_no_candidate() -> None:
    assert together([], heard(BEGIN, LAST), [2], "Xi") == []


def test_every_candidate_has_the_same_number_of_features() -> None:
    said = heard(NONE, BEGIN, LAST, NONE)
    assert len({len(said.features(a, b)) for a, b in ((0, 1), (1, 3), (2, 4), (0, 4))}) == 1
