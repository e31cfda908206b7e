"""Surrogates: of the right form, of nobody, the same on every replica."""

import ipaddress
import re

import phonenumbers
import pytest

from posthouse.model.finding import Label
from posthouse.privacy import checksums
from posthouse.privacy.surrogate import SURROGATES, surrogate
from posthouse.privacy.token import Minter

MINTER = Minter(b"k" * 32, "B")
RESERVED = [ipaddress.ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
TRIES = range(40)

FORMS = [
    (Label.EMAIL, "li.na@corp.test", r"[a-z]+\.[a-z]+\d\d@example\.(com|net|org)"),
    (Label.PHONE, "13812345678", r"129\d{8}"),
    (Label.PHONE, "+86 138-1234-5678", r"\+86 129-\d{4}-\d{4}"),
    (Label.PHONE, "(415) 555-2671", r"\+1-\d{3}-555-01\d\d"),
    (Label.PHONE, "+44 20 7946 0958", r"\+44 7700 900\d{3}"),
    (Label.ID_CARD, "11010519491231002X", r"999\d{3}(19[5-9]\d)\d{7}[\dX]"),
    (Label.ID_CARD, "110105491231002", r"999\d{12}"),
    (Label.BANK_CARD, "6222 0212 3456 7890 123", r"4242 42\d\d \d{4} \d{4} \d{3}"),
    (Label.IBAN, "DE89 3704 0044 0532 0130 00", r"XX\d\d( \d{4}){4} \d\d"),
    (Label.IP, "10.1.2.3", r"[\d.]+"),
    (Label.IP, "fd00::1", r"2001:db8:[0-9a-f:]+"),
    (Label.HOST, "db1.corp.internal", r"host-[a-z]{7}\.example\.net"),
    (Label.VEHICLE, "粤B·12345", r"测[A-Z]·[A-Z]\d{4}"),
    (Label.ACCOUNT, "wxid_k3j2", r"example_[a-z]{8}"),
    (Label.DATE_BIRTH, "1990年1月2日", r"190\d年\d\d月\d\d日"),
    (Label.ADDRESS, "杭州市西湖区文三路12号", r"示例省样例市..区..路\d{3}号"),
    (Label.ADDRESS, "12 Main Street", r"\d{3} [A-Z][a-z]+ Street, [A-Z][a-z]+"),
    (Label.ORG, "某某银行", r"..示例..有限公司"),
    (Label.OTHER_ID, "536-90-4399", r"9\d\d-[0-4]\d-\d{4}"),
    (Label.OTHER_ID, "3c:22:fb:12:34:56", r"00:00:5E:00:53:[0-9A-F]{2}"),
    (Label.URL, "https://wiki.corp.test/x", r"https://www\.example\.org/[a-z]{9}"),
]


@pytest.mark.parametrize(("label", "value", "form"), FORMS)
def test_a_surrogate_has_the_form_of_its_value_and_is_always_the_same(label, value, form):
    made = {surrogate(MINTER, label, value, attempt) for attempt in TRIES}
    assert all(re.fullmatch(form, one) for one in made), made
    assert value not in made
    assert len(made) > len(TRIES) // 2
    assert surrogate(MINTER, label, value) == surrogate(Minter(b"k" * 32, "B"), label, value)
    assert surrogate(MINTER, label, value) != surrogate(Minter(b"j" * 32, "B"), label, value)


def drawn(label, value):
    return [surrogate(MINTER, label, value, attempt) for attempt in TRIES]


def test_no_surrogate_is_a_real_number():
    assert not any(checksums.resident_id(n) for n in drawn(Label.ID_CARD, "11010519491231002X"))
    assert not any(checksums.iban(n) for n in drawn(Label.IBAN, "GB82WEST12345698765432"))
    assert not any(
        checksums.social_security(*n.split("-")) for n in drawn(Label.OTHER_ID, "536-90-4399")
    )
    for number in drawn(Label.PHONE, "13812345678"):
        assert not phonenumbers.is_valid_number(phonenumbers.parse(number, "CN"))
    for number in drawn(Label.PHONE, "+1 415 555 2671"):
        assert re.search(r"555-01\d\d$", number)


def test_numbers_with_a_check_digit_pass_it():
    assert all(
        checksums.resident_check(n[:17]) == n[17]
        for n in drawn(Label.ID_CARD, "11010519491231002X")
    )
    cards = drawn(Label.BANK_CARD, "6222021234567890123")
    assert all(checksums.luhn(n) and len(n) == 19 for n in cards)
    for number in drawn(Label.IBAN, "GB82WEST12345698765432"):
        assert int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


def test_addresses_are_of_documentation_and_none_begins_another():
    found = drawn(Label.IP, "10.1.2.3")
    assert all(any(ipaddress.ip_address(one) in n for n in RESERVED) for one in found)
    assert {len(one.rpartition(".")[2]) for one in found} == {3}


@pytest.mark.parametrize(
    ("label", "value"),
    [
        (Label.CREDENTIAL, "hunter2-very-secret"),
        (Label.PROJECT, "Haitang"),
        (Label.PASSPORT, "E12345678"),
        (Label.OTHER_ID, "（2023）京0105民初12345号"),
        (Label.VEHICLE, "B-MW 1234"),
        (Label.BANK_CARD, "1234"),
        (Label.PERSON, "Иван Петров"),
    ],
)
def test_what_no_range_is_kept_for_has_no_surrogate(label, value):
    assert surrogate(MINTER, label, value) is None


def test_credentials_and_own_terms_are_never_to_have_one():
    assert not SURROGATES & {Label.CREDENTIAL, Label.PRIVATE_KEY, Label.PROJECT, Label.PASSPORT}
