"""A key's past: what is kept of it, and what is forgotten."""

from posthouse.accounting.baseline import (
    ADDRESSES,
    FORGOTTEN_AFTER,
    HOURS,
    Baseline,
    centre,
    quantile,
)
from posthouse.accounting.usage import Hour


def test_a_later_hour_completes_the_one_before_and_late_counts_are_added():
    baseline = Baseline()
    baseline.take(Hour("k", "p", 10, 1, addresses={"a": (1, 0)}))
    baseline.take(Hour("k", "p", 11, 2))
    baseline.take(Hour("k", "p", 10, 5))
    assert [(p.hour, p.requests) for p in baseline.past] == [(10, 1)]
    assert baseline.now.requests == 7
    assert baseline.knows("a", 11)
    assert not baseline.knows("a", 10 + FORGOTTEN_AFTER + 1)


def test_only_so_much_is_kept():
    baseline = Baseline()
    for n in range(HOURS + 50):
        baseline.take(Hour("k", "p", n, 1, addresses={str(n): (1, 0)}))
    baseline.complete()
    assert len(baseline.past) == HOURS
    assert len(baseline.addresses) == ADDRESSES
    assert baseline.knows(str(HOURS + 49), HOURS + 50)


def test_days_and_times_of_day_are_counted_around_midnight():
    baseline = Baseline()
    for day in range(3):
        baseline.take(Hour("k", "p", day * 24 + 23, 1))
    baseline.complete()
    assert baseline.days() == 3
    assert baseline.usual_at(0) == baseline.usual_at(22) == 3
    assert baseline.usual_at(12) == 0


def test_one_odd_hour_moves_a_median_hardly_at_all():
    assert centre([9, 10, 11, 10, 10_000]) == (10, 1.4826)
    assert quantile(range(100), 0.95) == 95
    assert quantile([4], 0.95) == 4
