import base64

import pytest

from posthouse.console.login.totp import PERIOD_S, address, new_seed, step_of

# RFC 6238, appendix B, SHA-1; the last six of its eight digits.
SEED = base64.b32encode(b"12345678901234567890").decode()
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("at", "code"), VECTORS)
def test_codes_are_those_of_the_standard(at, code):
    assert step_of(SEED, code, at) == at // PERIOD_S
    assert step_of(SEED, f"{code[:3]} {code[3:]}", at) == at // PERIOD_S


@pytest.mark.parametrize(("late", "right"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_code_is_right_for_one_step_on_either_side(late, right):
    assert (step_of(SEED, "005924", 1234567890 + late) == 1234567890 // PERIOD_S) == right


@pytest.mark.parametrize("wrong", ["", "00592", "0059240", "x", "٠٠٥٩٢٤", "005 925"])
def test_anything_else_is_wrong(wrong):
    assert step_of(SEED, wrong, 1234567890) is None


def test_seeds_have_160_bits_and_name_who_they_are_for():
    seed = new_seed()
    assert len(base64.b32decode(seed)) == 20
    told = address(seed, "ann", "Posthouse")
    assert told.startswith("otpauth://totp/Posthouse:ann?secret=")
    assert "issuer=Posthouse" in told
