"""The name of a field says what it holds, in English, Chinese and pinyin, in any spelling."""

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.fieldnames import Field, Trust, field, normal


@pytest.mark.parametrize(
    ("name", "label", "trust"),
    [
        ("customerName", Label.PERSON, Trust.SURE),
        ("CUSTOMER_NAME", Label.PERSON, Trust.SURE),
        ("Full name", Label.PERSON, Trust.SURE),
        ("first_name", Label.PERSON, Trust.PART),
        ("lastName", Label.PERSON, Trust.PART),
        ("owner", Label.PERSON, Trust.NEAR),
        ("created_by", Label.PERSON, Trust.NEAR),
        ("name", Label.PERSON, Trust.BARE),
        ("姓名", Label.PERSON, Trust.SURE),
        ("客户姓名", Label.PERSON, Trust.SURE),
        ("紧急联系人", Label.PERSON, Trust.SURE),
        ("客户", Label.PERSON, Trust.NEAR),
        ("xing_ming", Label.PERSON, Trust.SURE),
        ("company", Label.ORG, Trust.SURE),
        ("org", Label.ORG, Trust.SURE),
        ("bank_name", Label.ORG, Trust.NEAR),
        ("工作单位", Label.ORG, Trust.SURE),
        ("homeAddress", Label.ADDRESS, Trust.SURE),
        ("customer_postal_address", Label.ADDRESS, Trust.SURE),
        ("收货地址", Label.ADDRESS, Trust.SURE),
        ("dizhi", Label.ADDRESS, Trust.SURE),
    ],
)
def test_a_name_says_what_its_field_holds(name, label, trust):
    assert field(name) == Field(label, trust)


@pytest.mark.parametrize(
    "name",
    [
        "ip_address",
        "macAddress",
        "email_address",
        "file_name",
        "className",
        "hostname",
        "package_name",
        "user_agent",
        "parent",
        "文件名",
        "端口",
        "",
        "_",
        "x" * 80,
    ],
)
def test_other_names_say_nothing(name):
    assert field(name) is None


def test_every_spelling_of_a_name_is_one():
    assert {normal(one) for one in ("fullName", "full-name", "FULL_NAME", "Full name")} == {
        "full_name"
    }


def test_colleagues_go_by_their_forenames():
    told = field("Sales rep")
    assert told is not None
    assert (told.label, told.trust) == (Label.PERSON, Trust.PART)
