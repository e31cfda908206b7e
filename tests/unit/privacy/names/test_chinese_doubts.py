"""What speaks against a candidate."""

import pytest

from posthouse.privacy.names.chinese_doubts import NEVER, against


def doubt(text: str, name: str) -> float:
    start = text.index(name)
    return against(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("嫌疑人杨某被捕", "杨"),
        ("嫌疑人杨某被捕", "杨某"),
        ("耶耶耶真棒", "耶耶耶"),
        ("至今，任海澜之监事", "任海澜之"),
        ("董事长兼秘书长", "兼秘"),
        ("先后在保卫科任干事", "保卫科"),
        ("曾荣获先进个人", "曾荣"),
        ("HR note：明天开会", "note"),
        ("nginx重启之后就好了", "nginx重启"),
        ("Harbor仓库满了", "Harbor仓库满"),
        ("把Redis升级", "Redis"),
        ("install経由でインストール", "install経"),
        ("issueを確認", "sueを"),
        ("元の値に戻す", "値"),
        ("货款伍仟元整", "伍仟元"),
        ("开了阿莫西林", "阿莫西林"),
        ("付人民币伍拾元", "付"),
        ("🙏 薛艳电话", "🙏"),
        ("发你了 沈伟", "发"),
        ("挡路了 车牌吉N0X5UR", "车牌吉"),
        ("帮我转到傅杰 卡号6226", "卡号"),
        ("群里发一下", "群里"),
    ],
)
def test_what_is_never_a_name(text: str, name: str) -> None:
    assert doubt(text, name) == NEVER


def test_foreign_names_in_reports_on_matches_may_be_clubs() -> None:
    assert doubt("塔尔维拉主场不败", "塔尔维拉") < 0
    assert doubt("球员马里奥·塔尔维拉主场进球", "塔尔维拉") == 0
    assert doubt("塔尔维拉出席会议", "塔尔维拉") == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("切沃上轮客胜对手", "切沃"),
        ("乌迪内斯士气高涨", "乌迪"),
        ("维拉周中出战", "维拉周中"),
        ("威廉希尔开出赔率", "威廉"),
    ],
)
def test_what_everybody_knows_is_hardly_somebody(text: str, name: str) -> None:
    assert doubt(text, name) < -5


def test_a_name_that_begins_like_a_club_goes_on() -> None:
    assert doubt("画家维拉斯克斯的作品", "维拉斯克斯") == 0


def test_nothing_speaks_against_a_usual_name() -> None:
    assert doubt("请转告梁思齐", "梁思齐") == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [("问Lin浩然要", "Lin浩然"), ("高橋一郎が書いた", "高橋一郎"), ("转@www明轩 你看", "www明轩")],
)
def test_letters_of_two_scripts_may_be_a_name(text: str, name: str) -> None:
    assert doubt(text, name) == 0


def test_an_office_ends_like_a_foreign_name_and_is_none() -> None:
    assert doubt("总理马里延科发表讲话", "马里延科") == 0
    assert doubt("请找财务科领取", "财务科") == NEVER


def test_an_account_may_be_written_small() -> None:
    assert doubt("@yanyi 你看一下", "yanyi") == 0
    assert doubt("装好 yanyi 再试", "yanyi") == NEVER


@pytest.mark.parametrize(("name", "none"), [("大雨", True), ("陈雨", False), ("王小雨", False)])
def test_rain_is_nobody_but_may_end_a_name(name: str, *, none: bool) -> None:
    assert (doubt(f"昨天{name}来了", name) == NEVER) is none
