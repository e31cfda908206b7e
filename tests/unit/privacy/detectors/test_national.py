"""National numbers are taken whole, and no word with them."""

import pytest
from tests.detectors import detector


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
