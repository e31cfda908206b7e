import pytest

from posthouse.model.finding import Label, Treatment
from posthouse.privacy.original import CONTEXT, START, Form, Gone, Original, escape, left_of


def test_the_beginning_of_a_text_counts_as_a_sign_of_the_left_context() -> None:
    assert left_of("abc", 2) == START + "ab"
    assert left_of("x" * CONTEXT + "y", CONTEXT) == "x" * CONTEXT


def test_each_layer_of_escapes_lies_over_the_one_before() -> None:
    assert escape('a"', 2) == r"a\\\""
    assert escape("张\n", 1) == r"张\n"


@pytest.mark.parametrize(
    "held",
    [
        Form("kQ7pw2xa", 0),
        Original("kQ7pw2xa", Label.CREDENTIAL),
        Gone("kQ7pw2xa", Label.CREDENTIAL, Treatment.DROP),
    ],
)
def test_what_holds_a_value_never_shows_it(held: object) -> None:
    assert "kQ7" not in repr(held)
