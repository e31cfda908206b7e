"""The reader of letters as it is shipped."""

import numpy as np
import pytest
from tests.unit.privacy.names.test_chinese_model import MODEL

from posthouse.privacy.names.chinese_reader import BEGINS, LOCATION, NONE, ORG, PERSON, Reader

READER = Reader(MODEL.letters)


def test_every_letter_is_in_a_name_of_one_kind_or_in_none() -> None:
    [(heard, words)] = READER.read(["请转告梁思齐，下周开会\n好"])
    assert len(heard) == len(words) == 13
    assert np.allclose(heard[:, [PERSON, ORG, LOCATION, NONE]].sum(1), 1, atol=1e-5)
    assert (heard[:, BEGINS] <= heard[:, PERSON] + 1e-6).all()
    assert heard[3, BEGINS] > 0.5 > heard[4, BEGINS]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("请转告梁思齐，下周开会", "梁思齐"),
        ("@欧阳若琳Lily 你看一下", "欧阳若琳"),
        ("阿卜杜拉·哈桑在会上说", "阿卜杜拉·哈桑"),
    ],
)
def test_it_hears_names(text: str, name: str) -> None:
    [(heard, _)] = READER.read([text])
    start = text.index(name)
    assert heard[start : start + len(name), PERSON].mean() > 0.5


def test_no_text_hears_another() -> None:
    text = "请转告梁思齐，下周开会"
    [(alone, _)] = READER.read([text])
    beside = READER.read(["@欧阳若琳", text, "", "好" * 30])
    assert np.allclose(alone, beside[1][0], atol=1e-5)
    assert [len(heard) for heard, _ in beside] == [5, 11, 0, 30]


def test_a_line_is_heard_as_a_whole() -> None:
    name, far = "请转告梁思齐，", "在这场比赛的下半场，" * 4
    [(one, _)] = READER.read([name + "我们明天下午开会好不好" * 4])
    [(other, _)] = READER.read([name + "我们明天下午开会好不好" * 2 + far])
    assert not np.allclose(one[:7], other[:7], atol=1e-7)
