"""Candidates are stretches of words, and how sure one must be depends on what it looks like."""

import numpy as np
import pytest
from tests.unit.privacy.names.test_chinese_model import MODEL

from posthouse.privacy.names.chinese_net import Network
from posthouse.privacy.names.chinese_people import (
    BARE,
    FORMAL,
    TALK,
    Columns,
    candidates,
    least,
    manner,
)
from posthouse.privacy.names.chinese_words import Words

NETWORK = Network(MODEL)
COLUMNS = Columns(MODEL.tags)
WORDS = Words(MODEL.words, MODEL.alias)


def test_candidates_of_a_text_without_belief_are_none() -> None:
    nothing = np.zeros((3, len(MODEL.tags)), np.float32)
    assert list(candidates(nothing, [1, 2, 3], COLUMNS)) == []


def test_a_name_is_a_candidate_from_its_first_character_to_its_last() -> None:
    text = "请转告梁思齐，下周开会"
    numbers, stops = WORDS.numbered(text)
    (chances,) = NETWORK.beliefs([numbers])
    assert "梁思齐" in {text[p.start : p.end] for p in candidates(chances, stops, COLUMNS)}


@pytest.mark.parametrize(
    ("surer", "less"),
    [("卡尔", "张伟"), ("卡尔", "李明"), ("cache", "张伟"), ("小美Amy", "卡尔"), ("猫", "张伟")],
)
def test_what_looks_like_a_name_needs_less(surer: str, less: str) -> None:
    assert least(surer) > least(less)


def test_a_known_forename_needs_less() -> None:
    assert least("Amy", famous=True) < least("Amy")


def test_a_word_of_the_dictionary_is_no_new_name() -> None:
    assert least("高兴", 1) > least("高兴", 2)


@pytest.mark.parametrize("name", ["张伟", "张伟明", "卡尔", "阿卜杜拉", "张"])
def test_talk_needs_surer(name: str) -> None:
    assert least(name, manner=TALK) > least(name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@郑立群 看一下，谢谢。", TALK),
        ("哈哈哈，真的。", TALK),
        ("明天去吗", BARE),
        ("请转告梁思齐，下周开会。", FORMAL),
    ],
)
def test_how_a_text_is_written(text: str, told: int) -> None:
    assert manner(text) == told
