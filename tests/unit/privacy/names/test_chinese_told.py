"""Names between a word that leads to somebody and one that follows somebody."""

import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.chinese_told import Told, beside_told, told

EVERYDAY = {"方式": 3, "金额": 3, "明天": 3, "华为": 8, "向前": 3}


def names(text: str, usual: float = 2.0) -> list[tuple[str, bool]]:
    """Return what is told of a text, and whether it is sure."""
    found = told(text, lambda start, end: EVERYDAY.get(text[start:end], 0), lambda _: usual)
    return [(text[one.start : one.end], one.sure) for one in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("核实于磊身份，身份证", "于磊"),
        ("请核对梁强银行卡6225", "梁强"),
        ("转账至曹涛账户，卡号", "曹涛"),
        ("联系于浩然15161227530", "于浩然"),
        ("6226682779010438 张霞的银行卡", "张霞"),
        ("（15120461872）和贾娜（14460136730）是", "贾娜"),
        ("请核对司徒和平银行卡", "司徒和平"),
        ("emmm，高洋 手机136 7998", "高洋"),
        ("联系于桂英发邮件 地址", "于桂英"),
        ("机主程天佑", "程天佑"),
        ("工单2025081212转计琳处理", "计琳"),
        ("420106196908184954/孔凯旋", "孔凯旋"),
        ("my name is 余伟, mobile", "余伟"),
    ],
)
def test_a_name_is_told_by_what_stands_to_both_sides(text: str, name: str) -> None:
    assert names(text) == [(name, True)]


@pytest.mark.parametrize(
    "text",
    [
        "联系方式错误",
        "核对金额，",
        "通知明天到",
        "查询华为手机",
        "联系王",
        "她的王芳",
        "转给财务处理",
        "向前进的路",
    ],
)
def test_everyday_words_and_what_nothing_leads_to_are_no_names(text: str) -> None:
    assert names(text) == []


def test_a_weak_word_or_a_line_alone_tells_only_what_somebody_else_suspects() -> None:
    assert names("董超将工作交接了") == [("董超", False)]
    assert names("大会在十月召开并且给各地同行和王芳先生") == [("王芳", False)]
    assert names("核实于磊身份", usual=-2.0) == [("于磊", False)]


def test_a_told_name_stands_in_the_place_of_one_cut_elsewhere() -> None:
    cut = Finding(9, 12, Label.PERSON, "names-zh", 0, 0.95)
    (one,) = beside_told([cut], 8, [Told(2, 4, sure=False)])
    assert (one.start, one.end, one.confidence) == (10, 12, 0.95)


def test_a_told_name_within_a_body_and_one_in_doubt_alone_are_left() -> None:
    body = Finding(0, 8, Label.ORG, "names-zh", 0, 0.9)
    assert beside_told([body], 0, [Told(2, 4, sure=True)]) == [body]
    assert beside_told([], 0, [Told(2, 4, sure=False)]) == []
