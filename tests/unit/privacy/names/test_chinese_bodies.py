"""Organisations and places, read from what the network believes."""

import pytest
from tests.unit.privacy.names.test_chinese_people import COLUMNS, NETWORK, WORDS

from posthouse.privacy.names.chinese_bodies import named


def told(text: str) -> list[tuple[str, str]]:
    numbers, stops = WORDS.numbered(text)
    (chances,) = NETWORK.beliefs([numbers])
    return [(text[a:b], label.value) for a, b, label, _ in named(text, stops, chances, COLUMNS)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("原告诉称其与苏州澄澜精密仪器有限公司存在劳动关系", "苏州澄澜精密仪器有限公司"),
        ("供应商：深圳市跃湾电子科技股份有限公司", "深圳市跃湾电子科技股份有限公司"),
        ("委托北京市衡信律师事务所代理", "北京市衡信律师事务所"),
    ],
)
def test_registered_names(text: str, name: str) -> None:
    assert (name, "ORG") in told(text)


@pytest.mark.parametrize("text", ["我们公司明天放假", "贵公司的有限公司章程", "去银行取钱"])
def test_common_nouns_are_no_organisations(text: str) -> None:
    assert not [one for one in told(text) if one[1] == "ORG"]


def test_no_body_begins_in_the_cell_before_it() -> None:
    found = told("KH999548\t苏州澄澜精密仪器有限公司\t已婚")
    assert not [name for name, _ in found if "\t" in name]


def test_an_accent_is_no_place() -> None:
    assert not [one for one in told("操四川口音") if one[1] == "LOCATION"]


def test_places() -> None:
    assert ("合肥市", "LOCATION") in told("本院于合肥市公开开庭审理")
    assert not [one for one in told("中国和日本都在亚洲") if one[1] == "LOCATION"]
