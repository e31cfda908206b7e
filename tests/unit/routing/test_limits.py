"""Rates and concurrency: what a key may do in a minute and at a time."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import Throttled
from posthouse.routing.limits import Limits

KEY = KeyRecord("k", "p", "n", b"", 0, 10)


def key(**changes):
    return dataclasses.replace(KEY, **changes)


def test_a_key_without_limits_is_only_counted():
    limits = Limits()
    for _ in range(1000):
        limits.enter(KEY, 0.0)
    assert limits.inside(KEY) == 1000
    limits.leave(KEY)
    assert limits.inside(KEY) == 999


def test_leaving_more_often_than_entering_does_not_go_below_zero():
    limits = Limits()
    limits.leave(KEY)
    limits.enter(KEY, 0.0)
    limits.leave(KEY)
    limits.leave(KEY)
    assert limits.inside(KEY) == 0


def test_refuses_one_too_many_at_a_time():
    limits, two = Limits(), key(concurrency=2)
    limits.enter(two, 0.0)
    limits.enter(two, 0.0)
    with pytest.raises(Throttled) as refused:
        limits.enter(two, 0.0)
    assert (refused.value.code, refused.value.retry_after_s) == ("concurrency_limited", 1)
    limits.leave(two)
    limits.enter(two, 0.0)


def test_a_minute_may_be_used_at_once_and_then_refills():
    limits, ten = Limits(), key(requests_per_minute=10)
    for _ in range(10):
        limits.enter(ten, 100.0)
    with pytest.raises(Throttled) as refused:
        limits.enter(ten, 100.0)
    assert (refused.value.code, refused.value.retry_after_s) == ("rate_limited", 6)
    with pytest.raises(Throttled):
        limits.enter(ten, 105.9)
    limits.enter(ten, 106.1)


def test_a_refused_request_is_not_counted_in():
    limits, one = Limits(), key(requests_per_minute=1)
    limits.enter(one, 0.0)
    with pytest.raises(Throttled):
        limits.enter(one, 0.0)
    assert limits.inside(one) == 1


def test_a_rate_of_nothing_refuses_everything():
    with pytest.raises(Throttled) as refused:
        Limits().enter(key(requests_per_minute=0), 0.0)
    assert refused.value.retry_after_s == 60


def test_a_clock_that_goes_back_gives_nothing_away():
    limits, one = Limits(), key(requests_per_minute=1)
    limits.enter(one, 1000.0)
    with pytest.raises(Throttled):
        limits.enter(one, 10.0)


def test_a_smaller_rate_takes_effect_at_once():
    limits = Limits()
    limits.enter(key(requests_per_minute=100), 0.0)
    limits.enter(key(requests_per_minute=1), 0.0)
    with pytest.raises(Throttled):
        limits.enter(key(requests_per_minute=1), 0.0)


@given(st.integers(1, 600), st.lists(st.floats(0, 5), max_size=60))
def test_never_lets_more_through_than_the_bucket_and_its_refill(rate, gaps):
    limits, limited, now, passed = Limits(), key(requests_per_minute=rate), 50.0, 0
    for gap in gaps:
        now += gap
        try:
            limits.enter(limited, now)
        except Throttled:
            continue
        passed += 1
    assert passed <= rate + (now - 50.0) * rate / 60 + 1


def test_tokens_beyond_the_rate_make_the_next_request_wait():
    limits, thousand = Limits(), key(tokens_per_minute=1000)
    limits.enter(thousand, 100.0)
    limits.used(thousand, 1500, 101.0)
    with pytest.raises(Throttled) as refused:
        limits.enter(thousand, 101.0)
    assert (refused.value.code, refused.value.retry_after_s) == ("tokens_limited", 30)
    limits.enter(thousand, 131.1)
