"""What is said of a key, when, and that it is said once."""

from dataclasses import replace

import pytest

from posthouse.model.caller import DAY_S, KeyRecord, KeyState
from posthouse.model.reminder import due, marked

KEY = KeyRecord("k", "p", "n", b"", 0, 90 * DAY_S, last_used=89 * DAY_S)


@pytest.mark.parametrize(
    ("left_days", "said"),
    [(14.5, None), (14, 14), (4, 14), (3, 3), (1.5, 3), (1, 1), (0.1, 1)],
)
def test_the_end_is_spoken_of_as_it_comes_nearer(left_days, said):
    found = due(KEY, (90 - left_days) * DAY_S, 0)
    assert (found and (found.what, found.days)) == (said and ("expiring", said))


def test_each_thing_is_said_once_and_again_after_a_rotation():
    key, said = KEY, []
    for day in range(70, 100):
        while found := due(key, day * DAY_S, 0):
            said.append((day, found.what, found.days))
            key = replace(key, reminded=marked(key, found))
    assert said == [
        (76, "expiring", 14), (87, "expiring", 3), (89, "expiring", 1), (90, "expired", 0),
    ]  # fmt: skip
    later = replace(key, expires_at=180 * DAY_S)
    assert due(later, 170 * DAY_S, 0).days == 14


def test_disuse_is_counted_from_the_last_use_or_the_making():
    key = replace(KEY, last_used=0)
    assert due(key, 29 * DAY_S, 30) is None
    found = due(key, 31 * DAY_S, 30)
    assert (found.what, found.days) == ("unused", 31)
    key = replace(key, reminded=marked(key, found))
    assert due(key, 40 * DAY_S, 30) is None
    used = replace(key, last_used=41 * DAY_S)
    assert due(used, 50 * DAY_S, 30) is None
    assert due(used, 72 * DAY_S, 30).days == 31
    assert due(used, 72 * DAY_S, 0) is None


def test_disuse_does_not_hide_that_the_end_is_near():
    key = replace(KEY, last_used=0)
    first = due(key, 80 * DAY_S, 30)
    second = due(replace(key, reminded=marked(key, first)), 80 * DAY_S, 30)
    assert (first.what, second.what) == ("expiring", "unused")


@pytest.mark.parametrize("state", [KeyState.REVOKED])
def test_nothing_is_said_of_a_key_that_is_gone(state):
    assert due(replace(KEY, state=state), 100 * DAY_S, 30) is None


def test_a_key_that_lives_for_a_day_is_not_spoken_of_all_its_life():
    assert due(replace(KEY, expires_at=DAY_S), DAY_S // 2, 30) is None
