"""A budget is never overdrawn by reservations, and nothing is counted twice."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.accounting import budget
from posthouse.accounting.budget import Budgets, require_price
from posthouse.model.caller import Derived, KeyRecord, day_of
from posthouse.model.errors import BudgetSpent, Forbidden
from posthouse.model.usage import Price

KEY = KeyRecord("k", "p", "n", b"", 0, 10, budget=100, spent=40)
FREE = dataclasses.replace(KEY, budget=None)


def test_sets_aside_up_to_the_budget_and_not_beyond():
    budgets = Budgets()
    budgets.reserve(KEY, 60, 0.0)
    with pytest.raises(BudgetSpent, match="found 0"):
        budgets.reserve(KEY, 1, 0.0)
    budgets.settle(KEY, 60, 10, 0.0)
    budgets.reserve(KEY, 50, 0.0)
    with pytest.raises(BudgetSpent) as refused:
        budgets.reserve(KEY, 1, 0.0)
    assert refused.value.hint


def test_a_key_without_a_budget_is_counted_and_never_refused():
    budgets = Budgets()
    budgets.reserve(FREE, 10**12, 0.0)
    budgets.settle(FREE, 10**12, 5, 0.0)
    assert budgets.spent(FREE) == 45


def test_later_snapshots_do_not_count_twice():
    budgets = Budgets()
    budgets.reserve(KEY, 20, 0.0)
    budgets.settle(KEY, 20, 20, 0.0)
    folded = dataclasses.replace(KEY, spent=60)
    assert budgets.spent(folded) == 60
    budgets.reserve(folded, 40, 0.0)
    with pytest.raises(BudgetSpent):
        budgets.reserve(folded, 1, 0.0)


def test_a_larger_budget_takes_effect_at_once():
    budgets = Budgets()
    with pytest.raises(BudgetSpent):
        budgets.reserve(KEY, 61, 0.0)
    budgets.reserve(dataclasses.replace(KEY, budget=101), 61, 0.0)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=20))
def test_spent_is_the_sum_of_what_was_settled(calls):
    budgets, settled = Budgets(), 0
    for reserved, cost in calls:
        try:
            budgets.reserve(KEY, reserved, 0.0)
        except BudgetSpent:
            continue
        budgets.settle(KEY, reserved, min(cost, reserved), 0.0)
        settled += min(cost, reserved)
    assert budgets.spent(KEY) == 40 + settled <= 100


def test_a_key_with_a_budget_needs_a_price():
    with pytest.raises(Forbidden) as refused:
        require_price(KEY, None)
    assert refused.value.code == "model_unpriced"
    require_price(KEY, Price(1, 1))
    require_price(FREE, None)


DAY_S = 24 * 3600
NOON = 20_000 * DAY_S + DAY_S // 2
WINDOWS = dataclasses.replace(
    KEY, budget=None, budget_day=50, budget_month=80, days=((day_of(NOON), 10),)
)


def test_a_day_and_a_month_have_budgets_of_their_own():
    budgets = Budgets()
    budgets.reserve(WINDOWS, 40, NOON)
    with pytest.raises(BudgetSpent, match="@2024-10-04"):
        budgets.reserve(WINDOWS, 1, NOON)
    budgets.settle(WINDOWS, 40, 40, NOON)
    with pytest.raises(BudgetSpent, match="@2024-10,"):
        budgets.reserve(WINDOWS, 31, NOON + DAY_S)
    budgets.reserve(WINDOWS, 30, NOON + DAY_S)
    budgets.reserve(WINDOWS, 50, NOON + 40 * DAY_S)


def test_what_was_set_aside_yesterday_is_given_back_to_yesterday():
    budgets = Budgets()
    budgets.reserve(WINDOWS, 40, NOON)
    budgets.settle(WINDOWS, 40, 0, NOON)
    budgets.reserve(WINDOWS, 40, NOON)


def test_a_derived_key_is_paid_from_its_own_cap_and_from_its_parent():
    child = dataclasses.replace(KEY, derived=Derived("ci", "m", (("m1", 30),)))
    budgets = Budgets()
    budgets.reserve(child, 30, 0.0)
    with pytest.raises(BudgetSpent, match="k/m1"):
        budgets.reserve(child, 1, 0.0)
    budgets.reserve(KEY, 30, 0.0)
    with pytest.raises(BudgetSpent):
        budgets.reserve(KEY, 1, 0.0)


def test_passing_purses_are_forgotten_before_they_are_too_many(monkeypatch):
    monkeypatch.setattr(budget, "MOST_ACCOUNTS", 10)
    budgets = Budgets()
    budgets.reserve(KEY, 60, 0.0)
    for number in range(100):
        child = dataclasses.replace(FREE, derived=Derived("ci", "m", ((str(number), 30),)))
        budgets.reserve(child, 1, 0.0)
        budgets.settle(child, 1, 0, 0.0)
    assert len(budgets._accounts) <= 10
    with pytest.raises(BudgetSpent):
        budgets.reserve(KEY, 1, 0.0)
