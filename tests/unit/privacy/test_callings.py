import pytest

from posthouse.privacy.callings import is_calling
from posthouse.privacy.pinyin import is_name_of_ticket


@pytest.mark.parametrize("text", ["小李", "老王", "张总", "李老师", "欧阳医生", "小马", "任老师"])
def test_what_somebody_is_called(text: str) -> None:
    assert is_calling(text)


@pytest.mark.parametrize(
    "text", ["小时", "施工", "古董", "时老师", "任校长", "总经理", "李雷", "张总说"]
)
def test_what_is_no_calling(text: str) -> None:
    assert not is_calling(text)


def test_capitals_with_a_slash_are_a_name_where_both_are_pinyin() -> None:
    assert is_name_of_ticket("TANG/LIHUA")
    assert not is_name_of_ticket("LAN/WAN")
    assert not is_name_of_ticket("TCP/UDP")
