from collections import Counter

import numpy as np
import pytest

from posthouse.audit.shares import GRID, MADE_UP, Shares, seen

NARROW = Counter({"7": 180, "3": 20})
BROAD = Counter({str(n): 2 for n in range(100)})


def test_what_is_seen_of_a_share_is_counted_as_poisson():
    times = np.array([0, 1, 3])
    rate = GRID[10] * 40
    expected = [np.exp(-rate), rate * np.exp(-rate), rate**3 / 6 * np.exp(-rate)]
    assert np.allclose(seen(times, 40)[:, 10], expected)
    assert (seen(times, 0) == [[1.0], [0.0], [0.0]]).all()


@pytest.mark.parametrize("counts", [[], [NARROW], [NARROW, BROAD], [Counter(), BROAD]])
def test_chances_add_up_to_one_whatever_is_in_the_library(counts):
    shares = Shares(counts)
    answers = ["7", "3", "unheard"]
    others = shares.others(answers)
    assert others.shape == (2 * len(counts) + len(MADE_UP), 3, len(GRID))
    claimed = shares.claimed(answers, np.array([3, 0, 40]))
    for chances in (others, claimed):
        assert np.allclose(chances.sum(axis=-1), 1)
        assert (chances >= 0).all()


def test_a_suspect_is_expected_to_answer_as_it_did():
    shares = Shares([NARROW, BROAD])
    mean = shares.others(["7", "50", "unheard"]) @ GRID
    narrow, broad = mean[2], mean[3]
    assert narrow[0] > 0.5
    assert narrow[1] < 0.1
    assert broad[1] > broad[2]
    assert mean[:, 2].max() < 0.1


def test_few_large_shares_on_both_sides_make_further_ones_unlikely():
    shares = Shares([NARROW, BROAD])
    steady = shares.claimed(["text", "new"], np.array([60, 1]))
    varied = shares.claimed([str(n) for n in range(60)] + ["new"], np.ones(61, np.int64))
    assert steady[1] @ GRID < varied[-1] @ GRID
