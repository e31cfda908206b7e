"""What nobody asks about is set aside for three days, and settled once, then or later."""

from dataclasses import replace

import pytest
from tests.facts import KEY as USUAL

from posthouse.model.batch import FREE_AFTER_S
from posthouse.model.errors import BudgetSpent
from posthouse.model.usage import MicroUSD
from posthouse.store.counters import MemoryCounters
from posthouse.store.heldmoney import Held
from posthouse.store.setaside import SetAside

KEY = replace(USUAL, id="k", budget=MicroUSD(100), budget_day=MicroUSD(90), budget_month=None)
BEGUN_S = 1_800_000_000.0
LATE_S = BEGUN_S + FREE_AFTER_S


def left(counters: MemoryCounters, at_s: float = BEGUN_S) -> int:
    """Return how much the key may still reserve in all or on a day."""
    for amount in range(100, 0, -1):
        try:
            counters.reserve(KEY, MicroUSD(amount), at_s)
        except BudgetSpent:
            continue
        counters.settle(KEY, MicroUSD(amount), MicroUSD(0), at_s)
        return amount
    return 0


def made(amount: int = 60) -> tuple[MemoryCounters, SetAside]:
    """Have an exchange set money aside for a batch in this run."""
    counters = MemoryCounters()
    held = SetAside(counters)
    counters.reserve(KEY, MicroUSD(amount), BEGUN_S)
    held.add("b", KEY, MicroUSD(amount), BEGUN_S)
    return counters, held


def recalled(now_s: float) -> tuple[MemoryCounters, SetAside]:
    """Start anew where an earlier run was killed."""
    counters = MemoryCounters()
    held = SetAside(counters)
    held.recall(Held("b", "k", MicroUSD(60), int(BEGUN_S * 1_000_000)), now_s)
    return counters, held


def test_it_counts_until_no_upstream_works_on_it_any_more():
    counters, held = made()
    held.free(LATE_S - 1)
    assert left(counters) == 30
    held.free(LATE_S + 60)
    assert left(counters) == 90
    assert "b" in held


@pytest.mark.parametrize(("now_s", "free"), [(BEGUN_S + 9, 30), (LATE_S - 1, 30), (LATE_S, 90)])
def test_a_restart_counts_what_the_run_before_would_have_counted(now_s, free):
    counters, held = recalled(now_s)
    assert left(counters) == free
    held.free(LATE_S + 60)
    assert left(counters) == 90


@pytest.mark.parametrize("way", [made, lambda: recalled(BEGUN_S), lambda: recalled(LATE_S)])
def test_what_was_freed_is_still_paid_once_when_somebody_asks_after_all(way):
    counters, held = way()
    counters.reserve(KEY, MicroUSD(20), BEGUN_S)  # another call, under way
    held.free(LATE_S + 60)
    aside = held.take("b")
    assert aside is not None
    assert held.take("b") is None
    counters.settle(KEY, aside.amount, MicroUSD(15), BEGUN_S)
    assert left(counters) == 90 - 20 - 15
    held.free(LATE_S + 600)
    assert left(counters) == 90 - 20 - 15


def test_a_clock_that_was_set_back_neither_frees_early_nor_stops_freeing():
    counters, held = made()
    held.free(LATE_S - 1)
    held.free(BEGUN_S - 90 * 24 * 3600)
    assert left(counters) == 30
    held.free(LATE_S)
    assert left(counters) == 90


def test_what_could_not_be_settled_is_freed_no_second_time():
    counters, held = made()
    held.free(LATE_S + 60)
    aside = held.take("b")
    assert aside is not None
    held.put_back("b", aside)
    counters.reserve(KEY, MicroUSD(50), BEGUN_S)
    held.free(LATE_S + 600)
    assert left(counters) == 40
