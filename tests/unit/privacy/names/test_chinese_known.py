"""Clubs, companies and works are told where a candidate is one, is in one or begins with one."""

import pytest

from posthouse.privacy.names.chinese_known import known


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("昨晚费耶诺德赢了", "费耶诺德", "费耶诺德"),
        ("昨晚费耶诺德赢了", "费耶", "费耶诺德"),
        ("昨晚费耶诺德赢了", "耶诺德", "费耶诺德"),
        ("沙尔克04主场", "沙尔克04", "沙尔克04"),
        ("桑普蓝鹰", "桑普蓝鹰", "桑普"),
        ("请转告梁思齐", "梁思齐", None),
        ("桑普森来了", "普森", None),
    ],
)
def test_where_a_known_name_stands(text: str, name: str, told: str | None) -> None:
    start = text.index(name)
    place = known(text, start, start + len(name))
    assert (text[slice(*place)] if place else None) == told
