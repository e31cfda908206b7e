"""Check digits of national numbers tell a number from one with a digit changed."""

import pytest

from posthouse.privacy.national_checks import is_national

VALID = (
    ("es.nif", "54362315K"),
    ("hetu", "131052-308T"),
    ("hetu", "010594Y9032"),
    ("nric", "S0000002G"),
    ("gb_licence", "MORGA607054SM9IJ"),
    ("de_pension", "65 170839 J 003"),
    ("de_health", "A123456780"),
    ("de_doctor", "123456601"),
    ("za_person", "8001015009087"),
    ("pl_card", "ABA300000"),
    ("au_medicare", "2123456701"),
    ("us_social", "536-90-4399"),
    ("us_itin", "911-70-1234"),
    ("npi", "1234567893"),
    ("dea", "AB1234563"),
    ("cnh", "02650306461"),
    ("snils", "112-233-445 95"),
    ("ir_national", "0499370899"),
    ("clabe", "032180000118359719"),
    ("hu_tax", "8071592153"),
    ("hu_social", "111111110"),
    ("uy_card", "1.234.567-2"),
    ("ico", "27074358"),
    ("eg_person", "29001011234567"),
    ("base58", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
)


@pytest.mark.parametrize(("check", "number"), VALID)
def test_accepts_a_number_that_checks_out(check: str, number: str) -> None:
    assert is_national(check, number)


@pytest.mark.parametrize(
    ("check", "number"),
    [
        ("es.nif", "54362315Z"),
        ("hetu", "131052-308U"),
        ("hetu", "not one"),
        ("nric", "S0000002H"),
        ("nric", "A0000002H"),
        ("gb_licence", "MORGA699054SM9IJ"),
        ("de_pension", "65 170839 J 008"),
        ("de_pension", "65 991339 J 003"),
        ("de_health", "A123456781"),
        ("za_person", "8013015009087"),
        ("us_itin", "911-89-1234"),
        ("ir_national", "1111111111"),
        ("eg_person", "29013011234567"),
        ("base58", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3"),
        ("base58", "rN7n7otQDd6FczFgLdSqtcsAUxDkw6fzRH"),
        ("base58", "0000000000000000000000000000"),
    ],
)
def test_refuses_one_that_does_not(check: str, number: str) -> None:
    assert not is_national(check, number)


def test_an_unknown_check_is_an_error() -> None:
    with pytest.raises(KeyError):
        is_national("nowhere", "1")
