import pytest

from posthouse.console.login.ceremonies import LASTS_S, MOST, Ceremonies
from posthouse.console.login.throttle import FREE, LONGEST_WAIT_S, REMEMBERED, Throttle
from posthouse.model.errors import Throttled


def test_guessing_gets_slower_and_slower():
    throttle, waits = Throttle(), []
    now = 1000.0
    for _ in range(FREE - 1):
        throttle.failed("ann", now)
        throttle.admit("ann", now)
    for _ in range(14):
        throttle.failed("ann", now)
        with pytest.raises(Throttled) as refused:
            throttle.admit("ann", now)
        waits.append(refused.value.retry_after_s)
        throttle.admit("ann", now + waits[-1])
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT_S + 1
    throttle.admit("bob", now)
    throttle.worked("ann")
    throttle.admit("ann", now)


def test_memory_is_bounded():
    throttle = Throttle()
    for n in range(REMEMBERED + 10):
        throttle.failed(f"name {n}", 0)
    assert len(throttle._tried) == REMEMBERED


def test_failures_are_told_as_a_number_once_a_minute():
    throttle = Throttle()
    for _ in range(3):
        throttle.failed("ann", 100)
    assert [throttle.untold(100), throttle.untold(101)] == [3, 0]
    throttle.failed("ann", 102)
    assert [throttle.untold(103), throttle.untold(170)] == [0, 1]


def test_what_was_begun_is_finished_once_and_in_time():
    begun = Ceremonies()
    name = begun.begin("a challenge", 0)
    assert begun.take(name, 1) == "a challenge"
    assert begun.take(name, 1) is None
    late = begun.begin("another", 0)
    assert begun.take(late, LASTS_S) is None
    assert begun.take("never", 0) is None


def test_no_more_is_begun_than_can_be_kept():
    begun = Ceremonies()
    first = begun.begin(0, 0)
    for n in range(MOST):
        begun.begin(n, 0)
    assert begun.take(first, 1) is None
