"""A budget is never overdrawn by reservations, and nothing is counted twice."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.accounting.budget import Budgets, require_price
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import BudgetSpent, Forbidden
from posthouse.model.usage import Price

KEY = KeyRecord("k", "p", "n", b"", 0, 10, budget=100, spent=40)
FREE = dataclasses.replace(KEY, budget=None)


def test_sets_aside_up_to_the_budget_and_not_beyond():
    budgets = Budgets()
    budgets.reserve(KEY, 60)
    with pytest.raises(BudgetSpent, match="found 0"):
        budgets.reserve(KEY, 1)
    budgets.settle(KEY, 60, 10)
    budgets.reserve(KEY, 50)
    with pytest.raises(BudgetSpent) as refused:
        budgets.reserve(KEY, 1)
    assert refused.value.hint


def test_a_key_without_a_budget_is_counted_and_never_refused():
    budgets = Budgets()
    budgets.reserve(FREE, 10**12)
    budgets.settle(FREE, 10**12, 5)
    assert budgets.spent(FREE) == 45


def test_later_snapshots_do_not_count_twice():
    budgets = Budgets()
    budgets.reserve(KEY, 20)
    budgets.settle(KEY, 20, 20)
    folded = dataclasses.replace(KEY, spent=60)
    assert budgets.spent(folded) == 60
    budgets.reserve(folded, 40)
    with pytest.raises(BudgetSpent):
        budgets.reserve(folded, 1)


def test_a_larger_budget_takes_effect_at_once():
    budgets = Budgets()
    with pytest.raises(BudgetSpent):
        budgets.reserve(KEY, 61)
    budgets.reserve(dataclasses.replace(KEY, budget=101), 61)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=20))
def test_spent_is_the_sum_of_what_was_settled(calls):
    budgets, settled = Budgets(), 0
    for reserved, cost in calls:
        try:
            budgets.reserve(KEY, reserved)
        except BudgetSpent:
            continue
        budgets.settle(KEY, reserved, min(cost, reserved))
        settled += min(cost, reserved)
    assert budgets.spent(KEY) == 40 + settled <= 100


def test_a_key_with_a_budget_needs_a_price():
    with pytest.raises(Forbidden) as refused:
        require_price(KEY, None)
    assert refused.value.code == "model_unpriced"
    require_price(KEY, Price(1, 1))
    require_price(FREE, None)
