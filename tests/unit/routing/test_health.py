"""A channel that fails by its own fault is left alone for a while, then tried carefully."""

import pytest

from posthouse.model.errors import Fault
from posthouse.routing.health import (
    COOLDOWN_S,
    FAULTS,
    LONGEST_BUSY_S,
    LONGEST_COOLDOWN_S,
    TRIAL_S,
    Blame,
    ChannelHealth,
    blame_fault,
    blame_status,
)


def broken(now_s=0.0):
    health = ChannelHealth()
    for _ in range(FAULTS):
        health.failed("c", now_s)
    return health


def test_is_fit_until_it_fails_several_times_in_a_row():
    health = ChannelHealth()
    for _ in range(FAULTS - 1):
        health.failed("c", 0.0)
        assert health.fit("c", 0.0)
    health.worked("c")
    health.failed("c", 0.0)
    assert health.fit("c", 0.0)
    assert not broken().fit("c", 0.0)
    assert broken().fit("another", 0.0)


def test_lets_one_through_after_the_cooldown():
    health = broken()
    assert not health.fit("c", COOLDOWN_S - 0.1)
    assert health.fit("c", COOLDOWN_S)
    assert not health.fit("c", COOLDOWN_S + 0.1)
    assert health.fit("c", COOLDOWN_S + TRIAL_S)


def test_an_answer_on_trial_makes_it_fit():
    health = broken()
    assert health.fit("c", COOLDOWN_S)
    health.worked("c")
    assert health.fit("c", COOLDOWN_S)
    assert health.fit("c", COOLDOWN_S)


def test_a_fault_on_trial_doubles_the_cooldown_up_to_a_bound():
    health, now = broken(), 0.0
    expected = COOLDOWN_S
    for _ in range(10):
        now += expected
        assert not health.fit("c", now - 0.1)
        assert health.fit("c", now)
        health.failed("c", now)
        expected = min(expected * 2, LONGEST_COOLDOWN_S)
    assert expected == LONGEST_COOLDOWN_S


def test_busy_cools_as_long_as_asked_within_a_bound_and_is_no_fault():
    health = ChannelHealth()
    health.busy("c", 0.0, 7.0)
    assert not health.fit("c", 6.9)
    assert health.fit("c", 7.0)
    assert health.fit("c", 7.0)
    health.busy("c", 10.0, 10**6)
    assert health.fit("c", 10.0 + LONGEST_BUSY_S)
    health.busy("d", 0.0)
    assert not health.fit("d", 1.0)


@pytest.mark.parametrize(
    ("status", "blame"),
    [
        (200, Blame.NONE),
        (400, Blame.NONE),
        (404, Blame.NONE),
        (413, Blame.NONE),
        (422, Blame.NONE),
        (401, Blame.OWN),
        (402, Blame.OWN),
        (403, Blame.OWN),
        (429, Blame.BUSY),
        (500, Blame.OWN),
        (503, Blame.OWN),
        (529, Blame.OWN),
    ],
)
def test_blames_the_channel_only_for_what_is_its_own(status, blame):
    assert blame_status(status) is blame
    assert blame_fault(Fault.STATUS, status) is blame


@pytest.mark.parametrize("kind", [k for k in Fault if k is not Fault.STATUS])
def test_faults_of_the_connection_are_the_channels_own(kind):
    assert blame_fault(kind) is Blame.OWN
