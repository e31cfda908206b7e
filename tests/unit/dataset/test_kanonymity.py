from collections import Counter

import pytest

from posthouse.dataset.kanonymity import generaliser, judged, ladder

COLUMNS = ("age", "postcode", "sex")


def people(count: int) -> Counter:
    return Counter(
        (str(20 + n % 40), f"{10000 + 37 * (n % 60)}", "fm"[n % 2]) for n in range(count)
    )


def test_k_is_the_size_of_the_smallest_class():
    told = judged(("sex",), Counter({("f",): 7, ("m",): 3}))
    assert (told.records, told.classes, told.k, told.below) == (10, 2, 3, 3)
    assert told.sizes[5] == (1, 7)
    assert told.sizes[3] == (1, 3)


def test_what_is_large_enough_needs_no_plan():
    assert judged(("sex",), Counter({("f",): 7, ("m",): 5})).plan is None


def test_a_plan_reaches_k_and_says_how():
    counted = people(400)
    told = judged(COLUMNS, counted)
    assert told.k < 5
    assert told.plan is not None
    assert told.plan.below <= 4
    after: Counter = Counter()
    step = generaliser(COLUMNS, counted, told.plan)
    for one, size in counted.items():
        after[step(one)] += size
    assert sum(size for size in after.values() if size < 5) == told.plan.below
    assert set(told.plan.steps) <= set(COLUMNS)


@pytest.mark.parametrize(
    ("values", "steps", "first"),
    [
        (["23", "7"], ["bands of 5", "bands of 10", "bands of 20", "left out"], "20-24"),
        (["1990-03-07", "2001-12-01"], ["month", "year", "decade", "left out"], "1990-03"),
        (["10001", "94110"], ["first 3 characters", "first 2 characters", "left out"], "100**"),
        (["red", "blue"], ["left out"], "*"),
        ([], ["left out"], "*"),
    ],
)
def test_steps_follow_the_form_of_the_values(values, steps, first):
    found = ladder(values)
    assert [name for name, _ in found] == steps
    assert found[0][1](values[0] if values else "x") == first


def test_one_record_of_its_kind_is_left_out_rather_than_everything_blurred():
    counted = Counter({("30", "f"): 600, ("31", "m"): 600, ("99", "f"): 1})
    told = judged(("age", "sex"), counted)
    assert (told.k, told.below) == (1, 1)
    assert told.plan.steps == {}
    assert told.plan.below == 1


def test_a_column_whose_steps_help_nothing_stays_as_it_is():
    counted = Counter((str(18 + n % 73), "100080", "m") for n in range(300))
    told = judged(COLUMNS, counted)
    assert told.k < 5
    assert told.plan.k >= 5
    assert set(told.plan.steps) == {"age"}


def test_an_empty_table_has_nothing_to_hide():
    told = judged(("sex",), Counter())
    assert (told.records, told.k, told.plan) == (0, 0, None)
