from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.recent import Recent


def test_what_was_used_least_recently_goes_first() -> None:
    held: Recent[str, str] = Recent(6, len)
    for key in "abc":
        assert held.keep(key, "xx") == []
    held.touch("a?")
    assert held.keep("d", "xx") == [("b", "xx")]
    assert list(held) == ["c", "a", "d"]


def test_nothing_is_moved_while_half_is_free() -> None:
    held: Recent[str, str] = Recent(6, len)
    held.keep("a", "x")
    held.keep("b", "x")
    held.touch("a")
    assert list(held) == ["a", "b"]


def test_what_is_replaced_is_told_first() -> None:
    held: Recent[str, str] = Recent(4, len)
    held.keep("a", "x")
    held.keep("b", "xxx")
    assert held.keep("a", "xx") == [("a", "x"), ("b", "xxx")]


def test_what_is_larger_than_all_is_not_kept() -> None:
    held: Recent[str, str] = Recent(4, len)
    assert held.keep("a", "xxxxx") == [("a", "xxxxx")]
    assert not held


_STEPS = st.lists(
    st.tuples(st.sampled_from(("keep", "drop", "touch")), st.sampled_from("abcdef"), st.text("x")),
    max_size=40,
)


@given(_STEPS, st.integers(0, 12), st.none() | st.integers(0, 4))
def test_it_holds_what_was_kept_and_never_more_than_it_may(
    steps: list[tuple[str, str, str]], most: int, entries: int | None
) -> None:
    held: Recent[str, str] = Recent(most, len, entries)
    expected: dict[str, str] = {}
    for step, key, value in steps:
        if step == "keep":
            expected[key], known = value, dict(held)
            gone = held.keep(key, value)
            assert {*gone} <= {*known.items(), (key, value)}
            for name in {name for name, _ in gone} - held.keys():
                del expected[name]
        elif step == "drop":
            assert held.drop(key) == expected.pop(key, None)
        else:
            held.touch(key)
        assert dict(held) == expected
        assert held.size == sum(map(len, held.values())) <= most
        assert entries is None or len(held) <= entries
