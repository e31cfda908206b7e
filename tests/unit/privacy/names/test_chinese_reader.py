"""The reader of letters as it is shipped."""

import numpy as np
import pytest
from tests.unit.privacy.names.test_chinese_model import MODEL

from posthouse.privacy.names.chinese_reader import KINDS, LABELS, Reader

READER = Reader(MODEL.letters)


def test_every_letter_has_the_probabilities_of_its_labels() -> None:
    chances, words = READER.read("请转告梁思齐，下周开会\n好")
    assert chances.shape == (13, len(LABELS))
    assert words.shape[0] == 13
    assert np.allclose(chances.sum(1), 1, atol=1e-5)
    assert len(LABELS) == 1 + 4 * len(KINDS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("请转告梁思齐，下周开会", "梁思齐"),
        ("@欧阳若琳Lily 你看一下", "欧阳若琳"),
        ("阿卜杜拉·哈桑在会上说", "阿卜杜拉·哈桑"),
    ],
)
def test_it_hears_names(text: str, name: str) -> None:
    chances, _ = READER.read(text)
    start = text.index(name)
    assert chances[start : start + len(name), 1:5].sum(1).mean() > 0.5


def test_a_sentence_far_away_changes_nothing() -> None:
    alone, _ = READER.read("请转告梁思齐，下周开会")
    beside, _ = READER.read("请转告梁思齐，下周开会" + "\n" + "好" * 30)
    assert np.allclose(alone[:4], beside[:4], atol=1e-4)
