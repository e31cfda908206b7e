"""Counts beside those of the other channels of a model."""

from random import Random

import pytest

from posthouse.accounting.recount import Call, excess, fitted, recounted
from posthouse.model.usage import MicroUSD, Price, Usage

PRICE = Price(MicroUSD(3_000_000), MicroUSD(15_000_000), MicroUSD(300_000), MicroUSD(3_750_000))


def points(seed, count=60, factor=1.0, start=9):
    """Bytes of texts and the tokens of them: about four bytes a token, and a template's."""
    random = Random(seed)
    sizes = [random.randint(80, 4000) for _ in range(count)]
    return [(size, int((start + size / random.uniform(3.6, 4.4)) * factor)) for size in sizes]


def test_a_line_is_found_through_what_is_one():
    line = fitted([(10 * k, 7 + 3 * k) for k in range(20)])
    assert (line.start, line.slope) == (pytest.approx(7), pytest.approx(0.3))
    assert line.total([100, 100])[0] == pytest.approx(2 * 37)


@pytest.mark.parametrize("few", [points(1)[:5], [(100, 25)] * 50, []])
def test_without_a_line_nothing_is_said(few):
    assert fitted(few) is None
    assert excess(points(2), few) is None
    assert excess(few, points(2)) is None or few == [(100, 25)] * 50


def test_honest_channels_are_within_and_inflated_ones_beyond():
    over = [excess(points(seed), points(seed + 100)) for seed in range(100)]
    assert not [one for one in over if one.over]
    assert sum(one.low <= 0 <= one.high for one in over) >= 95
    inflated = excess(points(3, factor=1.2), points(4))
    assert inflated.over
    assert inflated.low < 0.2 < inflated.high
    assert excess(points(5, start=400), points(6)).over


def call(channel, into, out, *, whole=True, usage=None, reserved=0):
    told = usage or Usage(input=into[1], output=out[1])
    return Call(channel, "m", told, into[0], out[0], MicroUSD(reserved), whole)


def calls(channel, seed, factor=1.0):
    pairs = zip(points(seed, factor=factor), points(seed + 50, factor=factor), strict=True)
    return [call(channel, into, out) for into, out in pairs]


def test_each_channel_is_set_beside_the_others_of_its_model():
    rows = recounted([*calls("fair", 1), *calls("dear", 2, 1.3)], {"m": PRICE})
    by_name = {row.channel: row for row in rows}
    assert by_name["dear"].input.over and by_name["dear"].output.over  # noqa: PT018
    assert not by_name["fair"].input.over
    assert by_name["fair"].cost == sum(
        3 * x.usage.input + 15 * x.usage.output for x in calls("fair", 1)
    )
    assert recounted(calls("fair", 1), {})[0].input is None
    assert not recounted(calls("fair", 1), {})[0].priced


def test_cached_thought_and_aborted_tokens_have_their_places():
    cached = Usage(input=1000, output=300, cache_read=800, cache_write=100, reasoning=250)
    row = recounted(
        [
            call("a", (4000, 0), (200, 0), usage=cached),
            call("a", (4000, 1000), (40, 10), whole=False),
            call("a", (4000, 0), (0, 0), usage=Usage(), whole=False, reserved=70),
        ],
        {"m": PRICE},
    )[0]
    assert (row.calls, row.ended, row.untold, row.reserved) == (3, 2, 1, 70)
    assert row.usage["cache_read"] == 800
    spent = 100 * 3 + 800 * 0.3 + 100 * 3.75 + 300 * 15
    assert row.cost == pytest.approx(spent + 1000 * 3 + 10 * 15, abs=2)
