"""The bill: fair counts from the trusted channel, intervals, and an exact test of the excess."""

from random import Random

import pytest

from posthouse.audit.bill import billed, finding
from posthouse.audit.probes.probe import DIFFERS, LEVEL, SOUND, UNTESTED

CELLS = ("a", "b", "c")


def side(seed, each, factor=1.0, extra=0):
    random = Random(seed)
    return {
        cell: [
            (int((12 + place) * factor) + extra, int(random.choice((2, 3, 3, 9 + place)) * factor))
            for _ in range(each)
        ]
        for place, cell in enumerate(CELLS)
    }


TRUSTED = side(1, 40)


@pytest.mark.parametrize("seed", range(5))
def test_an_honest_bill_lies_within_its_interval(seed):
    bill = billed(TRUSTED, side(seed + 10, 20), (3_000_000, 15_000_000), seed)
    assert bill["input"]["over"] == bill["input"]["low"] == 0
    assert bill["output"]["low"] <= 0 <= bill["output"]["high"]
    assert finding(bill).word == SOUND


def test_an_inflated_bill_is_found_and_told_in_money():
    bill = billed(TRUSTED, side(7, 40, factor=2), (3_000_000, 15_000_000), 1)
    assert bill["p"] <= LEVEL
    assert (finding(bill).word, finding(bill).what) == (DIFFERS, "bill-more")
    assert bill["input"]["over"] == pytest.approx(1.0)
    assert bill["output"]["low"] > 0.5
    assert bill["cost_told"] == pytest.approx(
        3 * bill["input"]["told"] + 15 * bill["output"]["told"]
    )
    assert bill["cost_told"] > 1.8 * bill["cost_fair"]


def test_a_hidden_text_shows_in_the_input_and_accuses_nobody_here():
    bill = billed(TRUSTED, side(8, 40, extra=30), (0, 0), 1)
    assert bill["input"]["over"] > 2
    assert finding(bill).word == SOUND


def test_fewer_tokens_than_the_trusted_channel_tells_are_no_overcharge():
    assert finding(billed(TRUSTED, side(9, 40, factor=0.5), (0, 0), 1)).word == SOUND


@pytest.mark.parametrize(
    ("trusted", "own"),
    [
        ({}, side(2, 40)),
        (TRUSTED, {}),
        (TRUSTED, {"a": [(-1, -1)] * 40}),
        ({"a": [(-1, -1)] * 40}, side(2, 40)),
        (TRUSTED, {"a": [(12, 3)] * 7}),
    ],
)
def test_without_counts_on_both_sides_nothing_is_said(trusted, own):
    bill = billed(trusted, own, (1, 1), 1)
    assert bill is None
    assert finding(bill).word == UNTESTED


def test_honest_bills_are_hardly_ever_accused():
    p = [billed(side(s, 25), side(s + 500, 10), (0, 0), s)["p"] for s in range(200)]
    assert sum(one <= 0.05 for one in p) <= 20
    assert min(p) > LEVEL
