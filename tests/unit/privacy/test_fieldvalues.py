"""Values of fields: people, organisations and addresses, and what only stands like them."""

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.fieldnames import Field, Trust
from posthouse.privacy.fieldvalues import (
    branch_at,
    judged,
    looks_like_company,
    looks_like_person,
    looks_like_place,
)


@pytest.mark.parametrize(
    "text",
    [
        "Wendell Bannister",
        "Jean-Luc de la Tour",
        "Ana M. Lopez",
        "Luo, Siyuan",
        "Dr. Mary O'Hara",
        "张三",
        "欧阳若兰",
        "阿卜杜拉·买买提",
    ],
)
def test_full_names_look_like_people(text):
    assert looks_like_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Build Docker Image",
        "Health Check",
        "Platform Team",
        "John Doe",
        "Wendell",
        "wendell bannister",
        "高级",
        "管理员",
        "方正集团",
        "某某某某某",
        "",
        "Optional[User]",
    ],
)
def test_words_of_the_trade_and_stand_ins_do_not(text):
    assert not looks_like_person(text)


def test_one_word_is_a_part_of_a_name_only_where_the_field_says_so():
    assert looks_like_person("Wendell", part=True)
    assert looks_like_person("WENDELL BANNISTER", sure=True)
    assert not looks_like_person("WENDELL BANNISTER")
    assert not looks_like_person("Default", part=True)


def test_a_company_is_told_by_its_form_or_by_a_sure_field():
    assert looks_like_company("Harbor Brokers Inc.", sure=False)
    assert looks_like_company("南山测量仪器有限公司", sure=False)
    assert looks_like_company("Harbor Ropery", sure=True)
    assert not looks_like_company("Harbor Ropery", sure=False)
    assert not looks_like_company("Company", sure=True)
    assert not looks_like_company("Service Account", sure=True)


@pytest.mark.parametrize("text", ["12 Main Street", "Hauptplatz 7, Graz", "滨江小区3-502"])
def test_addresses_look_like_places(text):
    assert looks_like_place(text)


@pytest.mark.parametrize(
    "text", ["10.0.0.1:80", "0x7fff12", "https://x.test/1", "host-1", "offset 12 bytes"]
)
def test_addresses_of_machines_do_not(text):
    assert not looks_like_place(text)


def test_a_bare_field_needs_personal_fields_beside_it():
    bare = Field(Label.PERSON, Trust.BARE)
    assert judged(bare, "Siyuan Luo", beside=True) is Label.PERSON
    assert judged(bare, "Siyuan Luo", beside=False) is None


def test_the_value_decides_between_a_person_and_an_organisation():
    near = Field(Label.PERSON, Trust.NEAR)
    assert judged(near, "Siyuan Luo", beside=False) is Label.PERSON
    assert judged(near, "Harbor Brokers Inc.", beside=False) is Label.ORG
    assert judged(Field(Label.ADDRESS, Trust.SURE), "7 Elm Row", beside=False) is Label.ADDRESS


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("中国农业银行", None),
        ("招商银行", None),
        ("招商银行深圳分行", Label.ORG),
        ("云海农村商业银行", Label.ORG),
        ("市第一人民医院", None),
        ("县实验小学", None),
        ("南通市第一人民医院", Label.ORG),
    ],
)
def test_what_everybody_has_tells_of_nobody(value: str, expected: Label | None) -> None:
    assert judged(Field(Label.ORG, Trust.SURE), value, beside=True) == expected


@pytest.mark.parametrize(
    ("value", "branch"),
    [
        ("招商银行深圳分行", "深圳分行"),
        ("中国建设银行伊宁市支行", "伊宁市支行"),
        ("云海农村商业银行深圳分行", "云海农村商业银行深圳分行"),
        ("招商银行", "招商银行"),
    ],
)
def test_a_branch_is_told_from_its_bank(value: str, branch: str) -> None:
    assert value[branch_at(value) :] == branch
