import re

from posthouse.privacy.words import either, words


def test_a_table_is_split_at_blanks() -> None:
    assert words("a b  c") == {"a", "b", "c"}


def test_of_words_the_longest_that_fits_is_found_and_their_order_says_nothing() -> None:
    some = ("a", "a.b", "ab", "abc")
    assert re.findall(either(some), "abc a.b ab axb") == ["abc", "a.b", "ab", "a"]
    assert either(some) == either(reversed(some)) == either(frozenset(some))
