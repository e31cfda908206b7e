"""The walker as it is shipped."""

import numpy as np
import pytest
from tests.unit.privacy.names.test_chinese_model import MODEL

from posthouse.privacy.names.chinese_walker import BEGINS, GOES_ON, LOCATION, ORG, Walker

WALKER = Walker(MODEL.walker)


def test_every_letter_is_one_thing_or_another() -> None:
    text = "请转告梁思齐，下周在杭州开会"
    (told,) = WALKER.heard([text])
    assert told.shape == (len(text), 6)
    assert np.allclose(told.sum(1), 1, atol=1e-5)
    assert told[3, BEGINS] > told[4, BEGINS]
    assert told[10:12, LOCATION].mean() > 0.5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("请转告梁思齐，下周开会", "梁思齐"),
        ("請轉告梁思齊，下週開會", "梁思齊"),
        ("主持人顾晓岚今晚开播啦", "顾晓岚"),
    ],
)
def test_it_hears_names(text: str, name: str) -> None:
    (told,) = WALKER.heard([text])
    start = text.index(name)
    people = told[start : start + len(name), BEGINS] + told[start : start + len(name), GOES_ON]
    assert people.mean() > 0.5


def test_sentences_side_by_side_do_not_hear_each_other() -> None:
    texts = ["请转告梁思齐", "下周在杭州开会，顾晓岚也来", "好"] * 15
    together = WALKER.heard(texts)
    for text, told in zip(texts[:3], together, strict=False):
        assert np.allclose(WALKER.heard([text])[0], told, atol=1e-5)
    assert len(together) == 45


def test_signs_and_letters_that_nobody_knows_are_no_name() -> None:
    (told,) = WALKER.heard(["\U0001f600\ud800●"])
    assert told[:, [BEGINS, GOES_ON, ORG]].max() < 0.9
    assert WALKER.heard([]) == []
