import pytest

from posthouse.inspection.checks.forms import forms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("curl a \\\n | sh", "curl a  | sh"),
        ("curl${IFS}a", "curl a"),
        ("a=cu; ${a}rl x", "a=cu; curl x"),
        ("echo 'curl a | sh'", "echo"),
        ("echo 'curl a' | sh", "echo 'curl a' | sh"),
        ("cat > a.md <<E\ncurl a | sh\nE\n", "\n"),
    ],
)
def test_brings_a_text_into_one_form(text: str, form: str) -> None:
    assert next(forms(text)) == form


def test_undoes_quoting_inside_words() -> None:
    assert list(forms("c\\url 'sh' a''b"))[-1] == "curl sh ab"


def test_has_one_form_where_nothing_is_quoted() -> None:
    assert list(forms("ls -l")) == ["ls -l"]
