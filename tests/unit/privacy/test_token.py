import hmac
import re

import pytest

from posthouse.model.errors import ConfigError
from posthouse.model.finding import NAMES, Label
from posthouse.privacy.token import ALPHABET, LENGTH, PATTERN, PREFIX, TYPE_LETTERS, Minter

MINTER = Minter(b"k" * 32, "B")


@pytest.mark.parametrize("label", list(Label))
def test_a_token_is_plain_capitals_of_one_length(label: Label) -> None:
    token = MINTER.token(label, "张三 ada@example.com")
    assert PATTERN.fullmatch(token)
    assert len(token) == LENGTH
    assert token[2] == TYPE_LETTERS[label]
    assert token[3] == "B"


def test_every_label_has_a_type_letter_that_only_names_share() -> None:
    assert set(TYPE_LETTERS) == set(Label)
    own = [letter for label, letter in TYPE_LETTERS.items() if label not in NAMES]
    assert len(set(own)) == len(own)
    assert MINTER.token(Label.ORG, "x")[4:] != MINTER.token(Label.PROJECT, "x")[4:]
    assert set(TYPE_LETTERS.values()) <= set(ALPHABET)


def test_the_alphabet_has_no_vowel_and_no_prefix_letter() -> None:
    assert not set(ALPHABET) & set("AEIOUY" + PREFIX)
    assert len(ALPHABET) == 18


def test_the_same_key_label_and_value_give_the_same_token() -> None:
    again = Minter(b"k" * 32, "B")
    assert MINTER.token(Label.EMAIL, "a@example.com") == again.token(Label.EMAIL, "a@example.com")
    assert MINTER.token(Label.EMAIL, "a@example.com") == "QXMBRCCBFVDCFW"


@pytest.mark.parametrize(
    ("key", "epoch", "label", "value", "attempt"),
    [
        (b"l" * 32, "B", Label.EMAIL, "a@example.com", 0),
        (b"k" * 32, "C", Label.EMAIL, "a@example.com", 0),
        (b"k" * 32, "B", Label.HOST, "a@example.com", 0),
        (b"k" * 32, "B", Label.EMAIL, "A@example.com", 0),
        (b"k" * 32, "B", Label.EMAIL, "a@example.com", 1),
    ],
)
def test_another_key_epoch_label_value_or_attempt_gives_another(
    key: bytes, epoch: str, label: Label, value: str, attempt: int
) -> None:
    usual = MINTER.token(Label.EMAIL, "a@example.com")
    assert Minter(key, epoch).token(label, value, attempt) != usual


def test_the_body_uses_every_letter_about_equally() -> None:
    body = "".join(MINTER.token(Label.PHONE, str(n))[4:] for n in range(5000))
    counts = [body.count(letter) for letter in ALPHABET]
    expected = len(body) / len(ALPHABET)
    assert all(abs(count - expected) < 6 * expected**0.5 for count in counts)


def test_no_digit_quote_or_template_rule_matches_a_token() -> None:
    token = MINTER.token(Label.CREDENTIAL, "x")
    assert not re.search(r"[\d\W_a-z]", token)


@pytest.mark.parametrize("epoch", ["", "A", "BB", "1", "Q"])
def test_refuses_an_epoch_that_is_no_body_letter(epoch: str) -> None:
    with pytest.raises(ConfigError):
        Minter(b"k" * 32, epoch)


def test_refuses_a_short_key_and_never_shows_one() -> None:
    with pytest.raises(ConfigError):
        Minter(b"k" * 8, "B")
    assert repr(MINTER) == "Minter()"


@pytest.mark.parametrize("size", [16, 64, 65, 200])
def test_what_is_drawn_is_the_hmac_of_the_message(size: int) -> None:
    key = bytes(range(size))
    drawn = hmac.digest(key, b"street\x001\0a", "sha256")
    assert Minter(key, "B").number("street", "a", 1) == int.from_bytes(drawn, "big")
