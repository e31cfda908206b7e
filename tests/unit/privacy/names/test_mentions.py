"""Mentions by surname count where somebody of that surname is named in full."""

import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.mentions import mentioned

FULL = "项目由张晓岚负责。"
NAMED = (Finding(3, 6, Label.PERSON, "x", 0, 0.95),)


def told(text: str, confidence: float = 0.95) -> list[str]:
    first = (Finding(3, 6, Label.PERSON, "x", 0, confidence),)
    known, found = mentioned([FULL, text], [first, ()])
    assert known == first
    return [text[f.start : f.end] for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("让小张看一下", ["小张"]),
        ("张总，合同好了", ["张总"]),
        ("问问张老师和老张", ["张老师", "老张"]),
        ("王总，合同好了", []),
        ("小张家口特产", []),
        ("一张工作表", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_nobody_is_meant_where_nobody_is_named_for_sure() -> None:
    assert told("让小张看一下", confidence=0.3) == []
    assert mentioned(["让小张看一下"], [()]) == [()]


def test_double_surnames() -> None:
    text = "欧阳若琳到了，欧阳老师请坐"
    (found,) = mentioned([text], [(Finding(0, 4, Label.PERSON, "x", 0, 0.9),)])
    assert [text[f.start : f.end] for f in found] == ["欧阳若琳", "欧阳老师"]
