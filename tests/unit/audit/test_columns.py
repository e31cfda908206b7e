from collections import Counter
from math import exp, factorial, log

import numpy as np
import pytest

from posthouse.audit.columns import SHARES, Pool, leaning, names
from posthouse.audit.library import Library, Recorded
from posthouse.audit.shares import GRID

SUSPECTS = Library([Recorded("north", "c", ["a", "b"] * 20), Recorded("south", "c", ["z"] * 40)])
REFERENCE = ("a", "a", "b", "c", "c", "c", "c", "c", "d")
NAMES = names(SUSPECTS.names)


def pool(audited):
    return Pool(SUSPECTS.shares("c"), REFERENCE, audited)


def values(audited):
    found = pool(audited)
    return found.values(found.observed[None])[0]


def test_there_is_a_name_for_every_column():
    assert values(["z", "z"]).shape == (len(NAMES),)
    assert leaning(len(NAMES), 10).shape == (len(NAMES),)


def test_weights_add_up_to_one_and_a_swap_is_looked_for_first():
    swap = [what == "mixed-1" for what, _ in NAMES]
    early, late = (np.exp(leaning(len(NAMES), answers)) for answers in (4, 200))
    assert early.sum() == pytest.approx(1)
    assert late.sum() == pytest.approx(1)
    assert early[swap].sum() > 0.7
    assert late[swap].sum() < 0.2


def test_answers_that_are_common_on_both_sides_tell_a_colder_sampler():
    colder, hotter = NAMES.index(("sampler-4", "itself")), NAMES.index(("sampler-0.5", "itself"))
    common, rare = values(["c"] * 5), values(["d", "q", "e", "f", "g"])
    assert common[colder] > rare[colder]
    assert common[hotter] < rare[hotter]


def test_the_order_of_answers_says_nothing():
    assert np.allclose(values(["z", "a", "q"]), values(["q", "z", "a"]))


@pytest.mark.parametrize("share", SHARES)
def test_a_suspects_own_answers_raise_its_columns(share):
    column = NAMES.index((f"mixed-{share:g}", "south"))
    assert values(["z", "z", "z"])[column] > 0 > values(["a", "c", "d"])[column]


def test_a_parting_takes_as_many_answers_as_were_audited_and_no_more_than_there_are():
    found = pool(["z", "a"])
    drawn = found.drawn(np.random.default_rng(3), 500)
    assert (drawn.sum(axis=1) == 2).all()
    assert (drawn <= found.counts).all()


def test_answers_without_a_reference_are_all_on_the_audited_side():
    found = Pool(SUSPECTS.shares("c"), (), ["a", "z"])
    assert np.isfinite(found.values(found.observed[None])).all()


@pytest.mark.parametrize("share", SHARES)
def test_a_column_is_the_likelihood_ratio_of_the_mixture(share):
    """Share by share, as the definition says, against the table."""
    audited = ["z", "z", "c", "c", "c", "c", "c", "c"]
    shares, sides = SUSPECTS.shares("c"), (Counter(REFERENCE), Counter(audited))
    answers = sorted(sides[0] | sides[1])
    claimed = shares.claimed(answers, np.array([sum(side[a] for side in sides) for a in answers]))
    suspect = shares.others(answers)[3]  # north and south; like them, then themselves
    left, size = len(REFERENCE), len(audited)

    def poisson(times, rate):
        return exp(-rate) * rate**times / factorial(times)

    def ratio(i, there, here):
        mixed = honest = 0.0
        for p, chance in zip(GRID, claimed[i], strict=True):
            own = chance * poisson(there, left * p)
            honest += own * poisson(here, size * p)
            for q, other in zip(GRID, suspect[i], strict=True):
                mixed += own * other * poisson(here, size * ((1 - share) * p + share * q))
        return log(mixed / honest)

    expected = 0.0
    for i, answer in enumerate(answers):
        there, here = sides[0][answer], sides[1][answer]
        expected += ratio(i, there, here) - ratio(i, there + here, 0)
    column = NAMES.index((f"mixed-{share:g}", "south"))
    assert values(audited)[column] == pytest.approx(expected)
