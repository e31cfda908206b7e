from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from posthouse.audit.cells import CELLS, drawn, steady
from posthouse.audit.order import APART, FIRST, Draws, commitment, number, order

NAMES = ["a", "b", "c", "d", "e"]


MANY = [f"cell {number}" for number in range(20)]


@given(st.text(min_size=1), st.integers(0, 90), st.sets(st.sampled_from(NAMES)))
def test_every_cell_is_asked_about_as_often_as_the_others(seed, count, first):
    asked = order(seed, NAMES, count, first)
    assert len(asked) == count
    often = Counter(asked)
    most, least = max(often.values(), default=0), min((often[n] for n in NAMES), default=0)
    assert most - least <= (2 if count % 5 else 0)


@given(st.text(min_size=1), st.integers(2, 20), st.data(), st.integers(1, 12))
def test_whole_rounds_ask_every_cell_equally_often_and_one_that_stands_twice_twice(
    seed, cells, data, rounds
):
    names = MANY[:cells]
    twice = names[: data.draw(st.integers(0, cells))]
    asked = order(seed, [*names, *twice], rounds * (cells + len(twice)))
    often = Counter(asked)
    assert often == {name: rounds * (2 if name in twice else 1) for name in names}
    apart = APART if cells > 3 * APART - 1 else 0  # among few, what stands twice may lack room
    assert all(name not in asked[place + 1 : place + 1 + apart] for place, name in enumerate(asked))


@given(st.text(min_size=1), st.integers(1, 4))
def test_an_enrolment_asks_every_prompt_as_often_as_it_says(seed, rounds):
    names = [cell.name for cell in CELLS]
    asked = order(seed, [*names, *sorted(steady(CELLS))], 28 * rounds, drawn(CELLS))
    often = {cell.name: rounds * (1 if cell.temperature is None else 2) for cell in CELLS}
    assert Counter(asked) == often
    assert set(asked[:FIRST]) <= drawn(CELLS)
    assert all(name not in asked[place + 1 : place + 1 + APART] for place, name in enumerate(asked))


@given(st.text(min_size=1), st.booleans())
def test_some_of_the_first_kind_begin(seed, shared):
    shares = dict.fromkeys(MANY, 0.05) if shared else None
    asked = order(seed, MANY, 60, set(MANY[8:]), shares)
    assert set(asked[:FIRST]) <= set(MANY[8:])
    assert len(asked) == 60
    assert shared or set(asked[:33]) == set(MANY)


@given(st.text(min_size=1), st.booleans(), st.integers(2, 20))
def test_no_cell_is_asked_again_before_others_were(seed, shared, cells):
    names = MANY[:cells]
    shares = {name: 1 / (place + 1) for place, name in enumerate(names)} if shared else None
    asked = order(seed, names, 80, set(names[1:3]), shares)
    apart = min(APART, (cells - 1) // 2)
    assert all(name not in asked[place + 1 : place + 1 + apart] for place, name in enumerate(asked))


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


def test_a_large_share_is_asked_often():
    shares = {"a": 0.6, **dict.fromkeys("bcde", 0.1)}
    every = [order(str(seed), NAMES, 105, (), shares) for seed in range(40)]
    assert sum(asked[0] == "a" for asked in every) > 15
    often = Counter(name for asked in every for name in asked)
    assert 30 <= often["a"] / 40 <= 35  # one of three: two others come between
    assert every[0] == order("0", NAMES, 105, (), shares)
    assert order("x", [], 5, (), {}) == []
