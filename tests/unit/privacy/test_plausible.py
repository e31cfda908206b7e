from collections import Counter
from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.plausible import (
    entropy,
    is_code,
    is_placeholder,
    is_sequence,
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


def test_entropy_is_in_bits_a_character() -> None:
    assert entropy("abcd") == 2.0
    assert entropy("aaaa") == 0.0


def _covered(characters: str) -> int:
    """Count, one by one, what stands in runs of five or more that go up."""
    orders = ("abcdefghijklmnopqrstuvwxyz", "012345678901234", "abcdefabcde")
    if characters[:2] == characters[1:2] * 2:
        characters = characters[::2]
    inside = set()
    for at in range(len(characters) - 4):
        if any(characters[at : at + 5] in order for order in orders):
            inside.update(range(at, at + 5))
    return len(inside)


@given(st.lists(st.sampled_from(["abcdef", "XYZ", "0123", "789012", "a1", "k-", "é"]), max_size=9))
def test_a_sequence_is_mostly_characters_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    low = text.lower()
    letters = "".join(c for c in low if c in "abcdefghijklmnopqrstuvwxyz")
    digits = "".join(c for c in low if c in "0123456789")
    mostly = 2 * (_covered(letters) + _covered(digits)) > len(low)
    assert is_sequence(text) is (len(low) >= 12 and mostly)


@given(st.text(min_size=1, max_size=700))
def test_entropy_is_shannons(text: str) -> None:
    shares = [count / len(text) for count in Counter(text).values()]
    assert isclose(entropy(text), -sum(p * log2(p) for p in shares), abs_tol=1e-9)


@pytest.mark.parametrize("size", [40, 2000])
def test_a_run_of_capitals_comes_to_an_end(size: int) -> None:
    """It may be divided into words in more ways than could ever be tried."""
    assert looks_like_key(("QWXZKVBJMTRDLGPHSNFC" * 100)[:size] + "-q")
