import pytest

from posthouse.privacy.names.chinese_partial import partial


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in partial(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("今天老熊请假", ["老熊"]),
        ("楼上老王家天天打麻将", ["老王"]),
        ("随杨科长出差", ["杨科长"]),
        ("这事归小董管", ["小董"]),
        ("找小马改价", ["小马"]),
        ("谢谢李姐🙏", ["李姐"]),
        ("审批：蒋司机→老高", ["蒋司机", "老高"]),
        ("感谢急诊科老卢和小崔！", ["老卢", "小崔"]),
        ("小王\t小李\t行政部", ["小王", "小李"]),
        ("司马先生请假", ["司马先生"]),
        ("小江，你过来", ["小江"]),
        ("物业-林姐: 您留个电话", ["林姐"]),
        ("贷款经理：老高17756308751", ["老高"]),
        ("下周：老吴牵头压测", ["老吴"]),
        ("联系人：干事老陈，军线转", ["老陈"]),
        ("7栋小何 1号×1", ["小何"]),
    ],
)
def test_finds_who_is_called(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "用时3小时",
        "老家来人",
        "小于5的数",
        "施工单位安全员",
        "金总部大楼封顶",
        "高工职称评审",
        "周总理纪念馆",
        "向老师请教",
        "当时老师说",
        "任校长期间",
        "小程序上线",
        "治安队长到场",
        "证券交易委员会",
        "项目经理签字",
    ],
)
def test_leaves_words(text: str) -> None:
    assert found(text) == []
