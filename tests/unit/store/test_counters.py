"""One object answers for rates, concurrency and budgets."""

import pytest

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import BudgetSpent, Throttled
from posthouse.store.counters import MemoryCounters

KEY = KeyRecord("k", "p", "n", b"", 0, 10, budget=10, spent=4, concurrency=1)


def test_counts_in_and_out_and_reserves_and_settles():
    counters = MemoryCounters()
    counters.enter(KEY, 0.0)
    with pytest.raises(Throttled):
        counters.enter(KEY, 0.0)
    counters.reserve(KEY, 6, 0.0)
    with pytest.raises(BudgetSpent):
        counters.reserve(KEY, 1, 0.0)
    counters.settle(KEY, 6, 2, 0.0)
    counters.leave(KEY)
    counters.enter(KEY, 0.0)
    assert counters.spent(KEY) == 6
