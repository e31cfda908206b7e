import pytest

from posthouse.inspection.said import Said
from posthouse.inspection.text.accounts import RULE, other_account

ONE, TWO = "0x" + "1f" * 20, "0x" + "2e" * 20
IBAN, OTHER = "DE00 3704 0044 0532 0130 00", "DE00 5121 0800 1245 1261 99"


@pytest.mark.parametrize(
    ("text", "asked", "rule"),
    [
        (f"send it to {TWO}", f"pay {ONE}", RULE),
        (f"send it to {ONE.upper().replace('0X', '0x')}", f"pay {ONE}", ""),
        (f"the contract is {TWO}", "which contract?", ""),
        (f"IBAN {OTHER}", f"to {IBAN}", RULE),
        (f"IBAN {IBAN.replace(' ', '')}", f"to {IBAN}", ""),
        (f"IBAN {IBAN}", f"pay {ONE}", ""),
        ("1" + "b2" * 15, "1" + "c3" * 15, RULE),
        ("bc1q" + "z9" * 19, "bc1q" + "y8" * 19, RULE),
    ],
)
def test_an_account_is_another_if_the_request_named_others_of_its_kind(text, asked, rule) -> None:
    assert other_account(text, Said(asked)) == rule
