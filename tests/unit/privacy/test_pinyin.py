import pytest

from posthouse.privacy.pinyin import is_login_of_person, is_name_abroad


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


@pytest.mark.parametrize(
    "name",
    ["Zhou Siyuan", "ZHOU Siyuan", "Lü Qiang", "LAU Wing Sze", "CHAN Tai-man", "NG Ka Yan"],
)
def test_a_name_of_a_passport_is_somebody(name: str) -> None:
    assert is_name_abroad(name)


@pytest.mark.parametrize(
    "name", ["Lau Wing Sze", "LEE Jeans", "HO Man", "Hello World", "CHAN Tool"]
)
def test_other_words_in_capitals_are_nobody(name: str) -> None:
    assert not is_name_abroad(name)
