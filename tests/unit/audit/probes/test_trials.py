"""The exact test of rounds: its level, and what it needs."""

from random import Random

import pytest

from posthouse.audit.probes.probe import DIFFERS, LEVEL, SOUND, UNTESTED
from posthouse.audit.probes.trials import (
    MUTE,
    ROUNDS,
    TRUSTED_ROUNDS,
    chance,
    counted,
    judged_by_counts,
    lost,
    settled,
    worth,
)


def test_the_chance_is_the_share_of_ways_to_deal_out_what_is_broken():
    random = Random(1)
    for broken, trusted, own in ((0, 4, 2), (1, 4, 2), (2, 5, 3)):
        sides = [True] * (broken + own) + [False] * (trusted - broken)
        hits = 0
        for _ in range(20_000):
            random.shuffle(sides)
            hits += all(sides[:own])
        assert chance(own, broken, trusted) == pytest.approx(hits / 20_000, abs=0.015)


@pytest.mark.parametrize(
    ("broken", "expected"), [(0, True), (1, True), (2, True), (3, False), (24, False)]
)
def test_a_trusted_channel_that_breaks_its_rounds_makes_no_finding(broken, expected):
    trusted = counted([False] * broken + [True] * (TRUSTED_ROUNDS - broken))
    own = counted([False] * ROUNDS)
    assert worth(trusted) is expected
    assert lost(trusted) is not expected
    assert (judged_by_counts("x", own, trusted, DIFFERS) == (DIFFERS, "x-broken")) is expected
    assert chance(ROUNDS, broken, TRUSTED_ROUNDS) <= LEVEL or not expected


def test_one_kept_round_ends_it_and_silence_says_nothing():
    trusted = counted([True] * TRUSTED_ROUNDS)
    assert judged_by_counts("x", counted([False, True]), trusted, DIFFERS) == (SOUND, "")
    for outcomes in ([], [None] * MUTE, [False] * (ROUNDS - 1)):
        found = judged_by_counts("x", counted(outcomes), trusted, DIFFERS)
        assert found == (UNTESTED, "trials-mute")
    assert settled(counted([None] * MUTE), trusted)
    assert not settled(counted([False] * 5), trusted)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_a_model_that_fails_by_itself_is_hardly_ever_accused(share):
    """Both sides alike: the worst share is accused with a chance of at most LEVEL."""
    random = Random(share)
    accused = 0
    for _ in range(4000):
        trusted = counted([random.random() > share for _ in range(TRUSTED_ROUNDS)])
        own = counted([random.random() > share for _ in range(ROUNDS)])
        accused += judged_by_counts("x", own, trusted, DIFFERS)[0] == DIFFERS
    assert accused <= 2
