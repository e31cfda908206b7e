"""Probabilities are such, and a sentence has the same ones beside longer sentences as alone."""

import numpy as np
import pytest
from tests.unit.privacy.names.test_chinese_model import MODEL

from posthouse.privacy.names.chinese_net import Network

NETWORK = Network(MODEL)
SENTENCES = [[5, 9, 1200], [7], [4000, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]


def test_each_word_has_one_tag_for_certain_and_any_with_some_chance() -> None:
    for sentence, chances in zip(SENTENCES, NETWORK.beliefs(SENTENCES), strict=True):
        assert chances.shape == (len(sentence), len(MODEL.tags))
        assert np.allclose(chances.sum(1), 1, atol=1e-4)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_padding_changes_nothing(sentence: list[int]) -> None:
    (alone,) = NETWORK.beliefs([sentence])
    beside = NETWORK.beliefs([*SENTENCES, sentence])[-1]
    assert np.allclose(alone, beside, atol=1e-4)
