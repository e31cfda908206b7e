from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.privacy.escapes import layers
from posthouse.privacy.heads import (
    ALWAYS,
    SHORT,
    SHORTEST,
    SIZES,
    among,
    beginning,
    begun,
    head,
    heads,
    short_heads,
)

TEXTS = st.text(st.sampled_from('ab\\"nu0041 é'), max_size=30)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS, st.sampled_from(SIZES))
def test_whatever_stands_in_a_text_begins_in_it(
    before: str, value: str, after: str, size: int
) -> None:
    text = before + value + after
    if len(value) >= size:
        assert head(value, size) in begun([text], (size,))
    for view in layers(text):
        if len(view.text) >= size:
            assert head(view.text, size) in begun([text], (size,))


def test_nothing_begins_in_a_text_that_is_too_short() -> None:
    assert begun(["abcd", ""], (SHORT,)) == set()
    assert begun(["abcd"], SIZES) == {head("abc", SHORTEST), head("bcd", 3)}


def test_no_more_than_the_first_characters_are_told() -> None:
    assert [head("0123456789abcdef", size) for size in SIZES] == [
        head("0123456789abcdef"[:size], size) for size in SIZES
    ]


@settings(deadline=None)
@given(st.lists(TEXTS))
def test_a_value_is_known_by_as_many_characters_as_it_has(values: list[str]) -> None:
    assert set(heads(values)) == set(map(beginning, values))
    for value in values:
        assert beginning(value) in {ALWAYS} | begun([value], SIZES)
        assert (beginning(value) == ALWAYS) == (len(value) < SHORTEST)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=6))
def test_asking_for_some_tells_what_of_them_begins(texts: list[str], values: list[str]) -> None:
    wanted = set(heads(values))
    told = among(texts, wanted | short_heads(values), SIZES)
    assert told & wanted == begun(texts, SIZES) & wanted
