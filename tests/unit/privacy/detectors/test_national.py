"""National numbers are taken whole, and no word with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.detectors import detector

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.national import RULES

ALONE = Detector(RULES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("passport number is T356907", "T356907"),
        ("his passport number was T356907, now lost", "T356907"),
        ("Numéro de sécurité sociale de Mme Roy : 2 55 08 14 168 025 38", "2 55 08 14 168 025 38"),
        ("il suo codice fiscale è RSSMRA85T10A562S.", "RSSMRA85T10A562S"),
        ("o CPF do cliente é 529.982.247-25, certo?", "529.982.247-25"),
        ("Mi NIE es X9613851N", "X9613851N"),
        ("bitte NI number AB 12 34 56 C notieren", "AB 12 34 56 C"),
    ],
)
def test_a_number_is_taken_whole(text: str, value: str) -> None:
    assert [text[one.start : one.end] for one in detector().find(text)] == [value]


@given(
    st.sampled_from(["NHS number", "The NHS number is", "NHS no:"]),
    st.lists(st.sampled_from(["", "-", " ", "/"]), min_size=7, max_size=7),
    st.sampled_from(["", ".", " and so on", ", 12", "입니다", ")"]),
)
def test_signs_between_its_figures_change_nothing(name: str, signs: list[str], tail: str) -> None:
    value = "401" + "".join(map("".join, zip(signs, "0232137", strict=True)))
    text = f"{name} {value}{tail}"
    assert [text[one.start : one.end] for one in ALONE.find(text)] == [value]
