from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from posthouse.audit.order import FIRST, Draws, commitment, number, order

NAMES = ["a", "b", "c", "d", "e"]


@given(st.text(min_size=1), st.integers(0, 60), st.sets(st.sampled_from(NAMES)))
def test_every_cell_is_asked_as_often_as_the_others(seed, count, first):
    asked = order(seed, NAMES, count, first)
    assert len(asked) == count
    often = Counter(asked)
    assert max(often.values(), default=0) - min((often[n] for n in NAMES), default=0) <= 1


@given(st.text(min_size=1))
def test_some_of_the_first_kind_begin(seed):
    names = [f"cell {number}" for number in range(20)]
    asked = order(seed, names, 40, set(names[8:]))
    assert set(asked[:FIRST]) <= set(names[8:])
    assert set(asked[:20]) == set(names)


def test_the_seed_decides():
    assert order("one", NAMES, 40) == order("one", NAMES, 40)
    assert order("one", NAMES, 40) != order("two", NAMES, 40)
    assert number("one", "power") != number("one", "audit")
    assert commitment("one") != commitment("two")


def test_without_cells_nothing_is_asked():
    assert order("one", [], 10) == []


def test_draws_follow_from_the_seed_and_stay_between():
    one, other = Draws("a", "x"), Draws("a", "x")
    found = [one.between(3, 9) for _ in range(200)]
    assert found == [other.between(3, 9) for _ in range(200)]
    assert set(found) == set(range(3, 9))
    assert Draws("b", "x").nonce(10) != Draws("a", "x").nonce(10)
    assert all(len(one.nonce(4)) == 4 for _ in range(50))


@given(st.text(min_size=1), st.integers(0, 60))
def test_with_shares_every_cell_comes_once_before_one_comes_twice(seed, count):
    asked = order(seed, NAMES, count, (), {"a": 0.9, "b": 0.1})
    assert len(asked) == count
    assert len(set(asked[: len(NAMES)])) == min(count, len(NAMES))
    assert asked == order(seed, NAMES, count, (), {"a": 0.9, "b": 0.1})


def test_a_large_share_is_asked_early_and_often():
    shares = {"a": 0.6, **dict.fromkeys("bcde", 0.1)}
    every = [order(str(seed), NAMES, 105, (), shares) for seed in range(40)]
    assert sum(asked[0] == "a" for asked in every) > 15
    often = Counter(name for asked in every for name in asked)
    assert 55 <= often["a"] / 40 <= 67
    assert order("x", [], 5, (), {}) == []
