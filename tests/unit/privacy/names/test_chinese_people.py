"""Candidates are stretches of words, and how sure one must be depends on what it looks like."""

import numpy as np
import pytest
from tests.unit.privacy.names.test_chinese_model import MODEL

from posthouse.privacy.names.chinese_net import Network
from posthouse.privacy.names.chinese_people import Columns, Judge, candidates, least
from posthouse.privacy.names.chinese_words import Words

NETWORK = Network(MODEL)
COLUMNS = Columns(MODEL.tags)
WORDS = Words(MODEL.words, MODEL.alias)
JUDGE = Judge(MODEL, COLUMNS)


def judged(text: str) -> dict[str, float]:
    numbers, stops = WORDS.numbered(text)
    (chances,) = NETWORK.beliefs([numbers])
    places = list(candidates(chances, stops, COLUMNS))
    sure = JUDGE.judged(text, places, chances)
    return {text[p.start : p.end]: s for p, s in zip(places, sure, strict=True)}


def test_a_name_is_likely_and_a_word_is_not() -> None:
    assert judged("请转告梁思齐，下周开会")["梁思齐"] > 0.9
    assert all(sure < 0.5 for sure in judged("高兴的是这次没有延误").values())


def test_candidates_of_a_text_without_belief_are_none() -> None:
    nothing = np.zeros((3, len(MODEL.tags)), np.float32)
    assert list(candidates(nothing, [1, 2, 3], COLUMNS)) == []


def test_as_many_features_as_weights() -> None:
    text = "请转告梁思齐和顾晓岚"
    numbers, stops = WORDS.numbered(text)
    (chances,) = NETWORK.beliefs([numbers])
    rows = JUDGE.features(text, list(candidates(chances, stops, COLUMNS)), chances)
    assert {len(row) + 1 for row in rows} == {len(MODEL.weights)}


@pytest.mark.parametrize(("surer", "less"), [("张", "张伟"), ("卡尔", "李明"), ("cache", "张")])
def test_what_looks_like_a_name_needs_less(surer: str, less: str) -> None:
    assert least(surer) > least(less)
