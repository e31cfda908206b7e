"""How characters are mixed: bits a character, order, pairs of letters."""

from collections import Counter
from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.mixture import entropy, has_entropy, is_sequence, pairs, random_letters


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


@given(st.text(min_size=1, max_size=700), st.sampled_from([1.0, 2.2, 2.6, 4.0]))
def test_as_many_bits_as_are_wanted_are_there_or_not(text: str, least: float) -> None:
    assert has_entropy(text, least) is (entropy(text) >= least)


@pytest.mark.parametrize(
    ("text", "random"),
    [
        ("kQzXwvJtRbPl", True),
        ("xqzjvkwq", True),
        ("ReadTheManual", False),
        ("information", False),
        ("überlaufen", False),
    ],
)
def test_letters_that_no_language_joins_are_random(text: str, *, random: bool) -> None:
    assert random_letters(text) is random


def test_pairs_of_letters_are_counted_word_by_word() -> None:
    assert pairs("the-ox") == (3, 2)
