"""Names in Latin letters amid Chinese: which are known, and where one is said twice."""

import pytest

from posthouse.config.names import CHINESE, FOLDER
from posthouse.privacy.names.chinese_latin import FEATURES, gloss, glossed
from posthouse.privacy.names.chinese_model import Model

LATIN = Model.unpack((FOLDER / CHINESE[0]).read_bytes()).latin


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昨天Patrick来过", ["Patrick"]),
        ("制作人LaurenHolt表示", ["LaurenHolt"]),
        ("请找 Anna Lindqvist 签字", ["Anna Lindqvist"]),
        ("打开Excel表格", []),
        ("写给anna@example.org", []),
        ("调用patrick_id", []),
    ],
)
def test_what_begins_with_a_known_name(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in LATIN.known(text)] == names


def test_only_a_candidate_in_latin_letters_has_features() -> None:
    assert LATIN.features("王小雨", "王小雨", 0) == [0.0] * FEATURES
    told = LATIN.features("LaurenHolt", "演员（LaurenHolt）", 3)
    assert len(told) == FEATURES
    assert sum(told) > 2


@pytest.mark.parametrize(
    ("text", "name", "again"),
    [
        ("中场图兰（arda turan）有伤", "图兰", "arda turan"),
        ("米雷娜·科斯（Milena Kos，1960年生）", "米雷娜·科斯", "Milena Kos"),
        ("陈冲（blog）来了", "陈冲", None),
        ("陈冲（Joan Chen）来了", "陈冲", "Joan Chen"),
        ("图兰（前锋）有伤", "图兰", None),
        ("威廉姆斯（haroldwilliams），生于", "威廉姆斯", "haroldwilliams"),
        ("韦尔奇（stuartwelch1928-2008）是", "韦尔奇", "stuartwelch"),
        ("陈冲（photographer）来了", "陈冲", None),
        ("米雷娜·科斯（blog）写道", "米雷娜·科斯", None),
    ],
)
def test_a_foreign_name_stands_again_in_its_own_letters(text, name, again) -> None:
    start = text.index(name)
    found = gloss(LATIN, text, start, start + len(name))
    assert (text[found[0] : found[1]] if found else None) == again


@pytest.mark.parametrize(
    ("text", "name", "before"),
    [
        ("队长Orion(吕俊贤)上场", "吕俊贤", "Orion"),
        ("联系 Tony Lam（林志豪）签字", "林志豪", "Tony Lam"),
        ("联系人（林志豪）签字", "林志豪", None),
        ("Orion(吕俊贤等三人)上场", "吕俊贤", None),
        ("a@example.org（林志豪）", "林志豪", None),
    ],
)
def test_a_chinese_name_in_brackets_is_said_of_who_stands_before(text, name, before) -> None:
    start = text.index(name)
    found = glossed(text, start, start + len(name))
    assert (text[found[0] : found[1]] if found else None) == before
