import pytest

from posthouse.privacy.pinyin import is_login_of_person


@pytest.mark.parametrize(
    "login",
    ["wangjianguo", "li.wei", "xie_xiaoli", "ruoxi.chen", "xuq11", "zhaoqiang88", "ouyangnana"],
)
def test_a_name_in_pinyin_is_somebody(login: str) -> None:
    assert is_login_of_person(login)


@pytest.mark.parametrize(
    "login",
    ["root", "admin", "nacos", "jenkins", "huawei", "weixin", "deploy", "ruoyi", "mysql", "li"],
)
def test_a_service_is_nobody(login: str) -> None:
    assert not is_login_of_person(login)
