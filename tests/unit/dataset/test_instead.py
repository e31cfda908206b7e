import re

import pytest

from posthouse.dataset.instead import Instead
from posthouse.dataset.kind import Kind
from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.token import PATTERN, Minter

MINTER = Minter(b"k" * 32, "B")


def of(label: Label, value: str, treatment: Treatment, kind: Kind = Kind.TEXT) -> tuple[str, bool]:
    found = Finding(0, len(value), label, "test")
    return Instead(MINTER, {label: treatment}, kind).of(found, value)


def test_each_treatment_puts_its_own_thing_in_place():
    value = "13812345678"
    assert of(Label.PHONE, value, Treatment.MASK) == (MINTER.token(Label.PHONE, value), True)
    assert of(Label.PHONE, value, Treatment.PARTIAL) == ("138****5678", False)
    assert of(Label.PHONE, value, Treatment.DROP) == ("", False)
    made, restorable = of(Label.PHONE, value, Treatment.SURROGATE)
    assert restorable
    assert re.fullmatch(r"129\d{8}", made)


def test_what_has_no_surrogate_gets_a_token():
    made, _ = of(Label.PRIVATE_KEY, "-----BEGIN", Treatment.SURROGATE)
    assert PATTERN.fullmatch(made)


@pytest.mark.parametrize("kind", [Kind.CSV, Kind.JSON])
def test_no_surrogate_breaks_the_form_of_a_file(kind):
    breaks = re.compile(r'[,"\n]') if kind is Kind.CSV else re.compile(r'["\\\\\n]')
    for number in range(60):
        made, _ = of(Label.ADDRESS, f"{number} Hauptplatz, Graz", Treatment.SURROGATE, kind)
        assert not breaks.search(made)
