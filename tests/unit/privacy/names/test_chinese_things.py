"""What stands behind a name, its last letter, or all of it says that it is of no person."""

import pytest

from posthouse.privacy.names.chinese_things import doubtful, foreign, thing


def place(text: str) -> tuple[str, int, int]:
    start = text.index("‹")
    end = text.index("›") - 1
    return text.replace("‹", "").replace("›", ""), start, end


@pytest.mark.parametrize(
    "text",
    [
        "万事‹万幸›，没有受伤",
        "他办了‹张信用›卡",
        "本报记者李峻岭/‹文›",
        "湖水来自‹特里克山›",
        "‹周中欧冠›之后",
        "‹上周客胜乌迪›",
        "‹玩dota›的人",
        "原告‹代理律师›则表示",
        "一位‹尹姓›经理",
        "比分‹二三二›组合",
        "税费各‹付各税›",
        "‹马上转›给财务",
        "凭‹凭JDVA›77653870945报销",
        "工号‹六六›三二为您服务",
        "‹殷皇子›大馬路分行",
    ],
)
def test_it_is_something_else(text: str) -> None:
    assert thing(*place(text))


@pytest.mark.parametrize(
    "text",
    [
        "请转告‹万幸福›",
        "‹张信用›来了",
        "作者‹文›静",
        "‹李青山›表示",
        "‹周中华›同学",
        "‹上官婉儿›",
        "‹Alice›说",
        "律师‹戴莉›",
    ],
)
def test_it_may_be_somebody(text: str) -> None:
    assert not thing(*place(text))


@pytest.mark.parametrize(
    "text",
    [
        "‹盖蒂›信托宣布",
        "‹威廉›主胜赔降低",
        "护卫舰“‹斯托特›”号驶离",
        "前往‹普拉兰岛›度假",
        "‹易兰›艺术网讯",
    ],
)
def test_what_stands_beside_it_is_said_of_things(text: str) -> None:
    assert doubtful(*place(text))


@pytest.mark.parametrize(
    "text", ["‹威廉›告诉我", "他说“‹斯托特›”来了", "‹王大谷›同学", "‹林小镇›先生", "‹李岛›"]
)
def test_what_stands_beside_it_says_nothing(text: str) -> None:
    assert not doubtful(*place(text))


@pytest.mark.parametrize(
    ("name", "told"), [("马里延科", True), ("特里克", True), ("王小明", False), ("克", False)]
)
def test_a_name_may_sound_foreign(name: str, *, told: bool) -> None:
    assert foreign(name, 2) is told
