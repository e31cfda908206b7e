import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.checksums import (
    card_issuer,
    credit_code,
    example_number,
    hong_kong_id,
    iban,
    is_date,
    is_day,
    luhn,
    old_resident_id,
    resident_id,
    social_security,
    social_security_example,
    taiwan_id,
)


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("991105194912310021", False),
        ("110105194902310021", False),
    ],
)
def test_resident_id(number: str, right: bool) -> None:
    assert resident_id(number) is right


def test_old_resident_id_needs_a_region_and_a_day() -> None:
    assert old_resident_id("110105491231002")
    assert not old_resident_id("110105491331002")
    assert not old_resident_id("990105491231002")


@pytest.mark.parametrize("digits", ["4539578763621486", "79927398713"])
def test_luhn(digits: str) -> None:
    assert luhn(digits)
    assert not any(luhn(digits[:-1] + d) for d in "0123456789" if d != digits[-1])


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        ("4" + "0" * 15, True),
        ("51" + "0" * 14, True),
        ("2720" + "0" * 12, True),
        ("34" + "0" * 13, True),
        ("62" + "0" * 17, True),
        ("6011" + "0" * 12, True),
        ("3528" + "0" * 12, True),
        ("50" + "0" * 10, True),
        ("1" * 16, False),
        ("4" + "0" * 16, False),
        ("51" + "0" * 13, False),
    ],
)
def test_card_issuer(digits: str, right: bool) -> None:
    assert card_issuer(digits) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("DE89370400440532013000", True),
        ("GB82WEST12345698765432", True),
        ("DE89370400440532013001", False),
        ("ZZ89370400440532013000", False),
        ("DE8937040044", False),
    ],
)
def test_iban(text: str, right: bool) -> None:
    assert iban(text) is right


def test_credit_code() -> None:
    assert credit_code("91350100M000100Y43")
    assert not credit_code("91350100M000100Y44")
    assert not credit_code("91350100M000100Y4I")


@pytest.mark.parametrize(
    ("parts", "right"),
    [
        (("536", "90", "4399"), True),
        (("000", "90", "4399"), False),
        (("666", "90", "4399"), False),
        (("900", "90", "4399"), False),
        (("536", "00", "4399"), False),
        (("536", "90", "0000"), False),
    ],
)
def test_social_security(parts: tuple[str, str, str], right: bool) -> None:
    assert social_security(*parts) is right


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("900-12-3456", True),
        ("912-71-3456", False),
        ("078-05-1120", False),
        ("536-90-4399", False),
        ("536-00-4399", True),
        ("900123456", False),
    ],
)
def test_a_social_security_number_never_issued_is_an_example(text: str, example: bool) -> None:
    assert social_security_example(text) is example


def test_a_day_of_birth_exists_and_is_not_too_old() -> None:
    assert is_date(2000, 2, 29)
    assert not is_date(1999, 2, 29)
    assert not is_date(1700, 1, 1)


def test_eight_figures_may_be_a_day() -> None:
    assert is_day("20000229")
    assert not is_day("19990229")
    assert not is_day("200002291")


def test_a_hong_kong_identity_number_has_its_check_character() -> None:
    assert hong_kong_id("A123456(3)")
    assert hong_kong_id("G123456（A）")
    assert not hong_kong_id("A123456(4)")


def test_a_taiwan_identity_number_has_its_check_digit() -> None:
    assert taiwan_id("A123456789")
    assert not taiwan_id("A123456788")


@given(st.text(alphabet="0123456789", min_size=1, max_size=20))
def test_luhn_is_that_of_the_standard(digits: str) -> None:
    doubled = [int(c) * (1 + at % 2) for at, c in enumerate(reversed(digits))]
    assert luhn(digits) is (sum(n // 10 + n % 10 for n in doubled) % 10 == 0)


@given(st.text(alphabet="0123456789ABCXYZ", min_size=12, max_size=12))
def test_the_remainder_of_an_iban_is_that_of_the_standard(rest: str) -> None:
    text = f"BE12{rest}"
    number = "".join(str(int(c, 36)) for c in text[4:] + text[:4])
    assert iban(text) is (int(number) % 97 == 1)


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("123456789012", True),
        ("210987654321", True),
        ("1111-2222-3333", True),
        ("000000000000", True),
        ("111122223334", False),
        ("123456789021", False),
        ("1234567", False),
        ("AB111122223333", False),
    ],
)
def test_numbers_that_manuals_write_are_known(text: str, *, example: bool) -> None:
    assert example_number(text) is example
