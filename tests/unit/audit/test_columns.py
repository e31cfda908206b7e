from collections import Counter

import numpy as np
import pytest

from posthouse.audit.columns import FIXED, Pool, Reference, names, parted
from posthouse.audit.library import Library, Recorded

SUSPECTS = Library([Recorded("north", "c", ["a", "b"] * 20), Recorded("south", "c", ["z"] * 40)])
REFERENCE = Reference(Counter({"a": 3, "c": 2}), ("a", "b", "c", "c", "d"))


def pool(audited):
    return Pool(SUSPECTS.cell("c"), REFERENCE, audited)


def test_a_reference_is_parted_at_random_and_whole():
    answers = [str(i) for i in range(50)]
    one = parted(answers, np.random.default_rng(1))
    assert sum(one.fixed.values()) == 50 * FIXED
    assert sorted([*one.fixed.elements(), *one.exchanged]) == sorted(answers)
    assert parted(answers, np.random.default_rng(2)) != one


def test_there_is_a_name_for_every_column():
    found = pool(["z", "z"])
    assert found.values(found.observed[None]).shape == (1, len(names(SUSPECTS.names)))


def test_the_order_of_answers_says_nothing():
    one, other = pool(["z", "a", "q"]), pool(["q", "z", "a"])
    first, second = one.values(one.observed[None]), other.values(other.observed[None])
    assert np.allclose(first, second)


@pytest.mark.parametrize("whom", ["south"])
@pytest.mark.parametrize("what", ["mixed-1", "mixed-0.3", "counted"])
def test_a_suspects_own_answers_raise_its_columns(what, whom):
    column = names(SUSPECTS.names).index((what, whom))
    theirs, ours = pool(["z", "z", "z"]), pool(["a", "c", "d"])
    assert theirs.values(theirs.observed[None])[0, column] > 0
    assert ours.values(ours.observed[None])[0, column] < 0


def test_a_parting_takes_as_many_answers_as_were_audited_and_no_more_than_there_are():
    found = pool(["z", "a"])
    drawn = found.drawn(np.random.default_rng(3), 500)
    assert (drawn.sum(axis=1) == 2).all()
    assert (drawn <= found.counts).all()


def test_the_counted_column_is_the_bayes_factor_of_two_dirichlet_multinomials():
    """Answer by answer, as the definition says, against the table."""
    found = pool(["z", "z", "a"])
    answers = list(Counter(REFERENCE.exchanged) | Counter(["z", "z", "a"]))
    kinds = len({"a", "b", "z", "c"})
    population = SUSPECTS.cell("c").population(answers, kinds)
    suspects = SUSPECTS.cell("c").suspects(answers, population)
    column = names(SUSPECTS.names).index(("counted", "south"))
    expected = 0.0
    for answer, times in (("z", 2), ("a", 1)):
        at = answers.index(answer)
        alpha = 60 * suspects[1, at]
        rest = REFERENCE.fixed[answer] + REFERENCE.exchanged.count(answer) + 30 * population[at]
        expected += sum(np.log(alpha + k) for k in range(times))
        expected -= sum(np.log(rest + k) for k in range(times))
    assert found.values(found.observed[None])[0, column] == pytest.approx(expected)


def test_answers_that_are_common_on_both_sides_together_raise_the_common_column():
    column = names(SUSPECTS.names).index(("common", "itself"))
    common, rare = pool(["c", "c", "c"]), pool(["c", "d", "q"])
    gained = [one.values(one.observed[None])[0, column] for one in (common, rare)]
    assert gained == pytest.approx([3 * np.log(5), np.log(3) + np.log(2) + np.log(1)])
