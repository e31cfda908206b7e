import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.search import Search, without

VALUES = ("kQ7pw2xa", "kQ7pw", "李小明号", 'a"b\\c d', "12345678", "x" * 40, "\ud800half")
MANY = {f"value-{number:04}": Label.CREDENTIAL for number in range(60)}
TEXTS = st.lists(
    st.sampled_from([*VALUES, " ", "é", "号", "\\", "=", "\\u0022", "\x00"]), max_size=9
)


def plainly(values: dict[str, Label], text: str) -> set[int]:
    """Return where each value begins, looked up one by one: long ones, that no boundary limits."""
    found = set()
    for value in values:
        at = text.find(value)
        while at >= 0:
            found.add(at)
            at = text.find(value, at + 1)
    return found


@settings(deadline=None)
@given(TEXTS.map("".join), st.sampled_from([{}, MANY]), st.sampled_from([0, 9000]))
def test_every_occurrence_is_told_in_characters(
    text: str, more: dict[str, Label], before: int
) -> None:
    values = {value: Label.CREDENTIAL for value in VALUES if len(value) > 7} | more
    values.pop("12345678")
    long = "号" * before + text
    found = Search(values).spans(long)
    assert {start for start, _, _ in found} == plainly(values, long)
    assert all(long[start:end] in values for start, end, _ in found)


@settings(deadline=None)
@given(st.lists(TEXTS.map("".join), max_size=6), st.sampled_from([{}, MANY]))
def test_near_misses_no_text_in_which_a_value_stands(
    texts: list[str], more: dict[str, Label]
) -> None:
    search = Search(dict.fromkeys(VALUES, Label.CREDENTIAL) | more)
    near = search.near(texts)
    assert near == sorted(set(near))
    assert {at for at, text in enumerate(texts) if search.finds(text)} <= set(near)


def test_a_value_does_not_begin_in_one_text_and_end_in_the_next() -> None:
    assert Search({"abcdefgh": Label.CREDENTIAL}).near(["xabcd", "efgh", "abcdefgh"]) == [2]


@pytest.mark.parametrize("text", ["12345678", "no 12345678.", "号12345678号"])
def test_digits_stand_between_other_signs(text: str) -> None:
    search = Search({"12345678": Label.ACCOUNT})
    assert search.finds(text)
    assert not search.finds(text.replace("8", "89"))


def test_what_is_left_out_keeps_its_place() -> None:
    found = (Finding(1, 3, Label.EMAIL, "x"), Finding(3, 4, Label.EMAIL, "x"))
    assert without("abcde", found) == "a\0\0\0e"
    assert without("abc", ()) == "abc"
