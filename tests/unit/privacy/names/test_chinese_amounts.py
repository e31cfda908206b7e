"""Capital numerals are money, but for those who are called by one."""

import pytest

from posthouse.privacy.names.chinese_amounts import amount


def told(text: str, name: str) -> bool:
    start = text.index(name)
    return amount(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("货款伍仟元整", "伍仟元"),
        ("壹拾贰万叁仟肆佰伍拾陆元柒角", "伍拾"),
        ("壹拾贰万叁仟肆佰伍拾陆元柒角", "陆元"),
        ("總價陸萬圓正", "陸萬圓"),
        ("合计：伍万零叁佰", "伍万零"),
        ("尾款陆万由他收", "陆万"),
        ("人民币（大写）：伍佰", "伍佰"),
        ("伍元、拾元纸币", "伍元"),
    ],
)
def test_amounts(text: str, name: str) -> None:
    assert told(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由陆建国支付", "陆建国"),
        ("听伍佰唱歌", "伍佰"),
        ("请陆元先生签字", "陆元"),
        ("陆元九院士", "陆元九"),
        ("请转告陆万里", "陆万里"),
    ],
)
def test_people_who_are_called_by_a_numeral(text: str, name: str) -> None:
    assert not told(text, name)
