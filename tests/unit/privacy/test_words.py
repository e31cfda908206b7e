import re

from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.words import either, holds_any, ways, words


def test_a_table_is_split_at_blanks() -> None:
    assert words("a b  c") == {"a", "b", "c"}


def test_of_words_the_longest_that_fits_is_found_and_their_order_says_nothing() -> None:
    some = ("a", "a.b", "ab", "abc")
    assert re.findall(either(some), "abc a.b ab axb") == ["abc", "a.b", "ab", "a"]
    assert either(some) == either(reversed(some)) == either(frozenset(some))


@given(st.sets(st.text("ab.]^-中", min_size=1, max_size=4), min_size=1), st.text("ab.]^-中"))
def test_words_that_share_their_beginning_are_found_as_if_each_were_written_out(
    some: set[str], text: str
) -> None:
    assert re.findall(either(some), text) == re.findall(ways(some), text)


def test_any_of_some_words_may_stand_anywhere() -> None:
    assert holds_any("the tax code", ("code", "p45"))
    assert not holds_any("the tax", ("code", "p45"))
