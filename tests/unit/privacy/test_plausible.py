import pytest

from posthouse.privacy.plausible import (
    is_code,
    is_placeholder,
    looks_like_key,
    looks_like_password,
    looks_spoken,
)
from posthouse.privacy.rules import made_up


@pytest.mark.parametrize(
    "text",
    [
        "<YOUR_KEY>",
        "${VAR}",
        "$TOKEN",
        "{{ .Values.x }}",
        "xxxxxxxx",
        "your-api-key-here",
        "changeme",
        "********",
        "...",
        "null",
        "test-key",
        "example-secret",
        "%PASSWORD%",
        "{token}",
        "00000000",
    ],
)
def test_what_stands_for_a_secret_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)
    assert not looks_like_key(text)
    assert not looks_like_password(text, quoted=True)


@pytest.mark.parametrize(
    "text", ["os.environ['X']", "get_token(x)", "self.secret", "a.b.c", "/etc/ssl/k"]
)
def test_expressions_and_paths_are_code(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize("template", ["{hex:32}", "{b62:24}", "{url:40}", "{b64:44}"])
def test_generated_keys_look_like_keys(template: str) -> None:
    assert looks_like_key(made_up(template))


@pytest.mark.parametrize(
    "text", ["user_account_id", "gpt-4o-mini", "v1.2.3-beta", "2024-01-02", "short1"]
)
def test_names_and_versions_do_not_look_like_keys(text: str) -> None:
    assert not looks_like_key(text)


@pytest.mark.parametrize(
    "text", ["kQ7pw2xa", "Winter-2024-kite", "xgcjojvaogqpoeui", "Rd#8821", "ab!cdefg"]
)
def test_passwords_look_like_passwords(text: str) -> None:
    assert looks_like_password(text, quoted=True)


@pytest.mark.parametrize("text", ["confirm_password", "username", "required", "v1.2", "abc"])
def test_words_do_not_look_like_passwords(text: str) -> None:
    assert not looks_like_password(text, quoted=True)


def test_a_spoken_password_is_no_word_of_the_sentence() -> None:
    assert looks_spoken("pdjr%WI109+cz2")
    assert not looks_spoken("required")
    assert not looks_spoken("re-enter")


@pytest.mark.parametrize("size", [40, 2000])
def test_a_run_of_capitals_comes_to_an_end(size: int) -> None:
    """It may be divided into words in more ways than could ever be tried."""
    assert looks_like_key(("QWXZKVBJMTRDLGPHSNFC" * 100)[:size] + "-q")
