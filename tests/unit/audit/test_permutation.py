import numpy as np

from posthouse.audit.columns import Pool
from posthouse.audit.library import Library, Recorded
from posthouse.audit.permutation import guessed
from posthouse.audit.permutation import tested as examined

LIBRARY = Library([Recorded("other", "c", ["z"] * 30 + ["y"] * 10)])


def pools(audited, reference):
    return [Pool(LIBRARY.shares("c"), reference, audited)]


def drawn(random, share, count):
    return [str(one) for one in random.choice(len(share), count, p=share)]


def test_p_is_never_smaller_than_it_may_be_for_honest_answers():
    """The chance of p <= a is at most a, at several a; 600 honest trials of a skewed model."""
    random = np.random.default_rng(11)
    share = np.array([0.4, 0.3, 0.1, 0.1, 0.05, 0.05])
    found = []
    for _ in range(600):
        reference, audited = drawn(random, share, 60), drawn(random, share, 6)
        found.append(examined(pools(audited, reference), 0.05, random).p)
    for level in (0.05, 0.2, 0.5):
        rate = np.mean(np.array(found) <= level)
        assert rate <= level + 3.5 * np.sqrt(level * (1 - level) / 600)


def test_answers_that_the_model_never_gave_are_found_at_once():
    reference = ["a", "b", "c", "d"] * 20
    outcome = examined(pools(["z", "z", "y", "z"], reference), 0.01, np.random.default_rng(5))
    assert outcome.p <= 0.01
    assert outcome.effect > 3


def test_too_common_answers_are_found():
    reference = [str(i % 40) for i in range(80)]
    outcome = examined(pools(["7"] * 8, reference), 0.01, np.random.default_rng(5))
    assert outcome.p <= 0.01


def test_cells_are_parted_each_on_its_own():
    """What one cell answers is impossible in the other: honest all the same."""
    one = Pool(LIBRARY.shares("c"), ("a",) * 30, ["a"] * 4)
    other = Pool(LIBRARY.shares("d"), ("b",) * 30, ["b"] * 4)
    assert examined([one, other], 0.01, np.random.default_rng(5)).p == 1.0


def test_a_guess_is_near_the_exact_p_and_far_out_where_that_is():
    random = np.random.default_rng(3)
    share = np.array([0.4, 0.3, 0.1, 0.1, 0.05, 0.05])
    near = 0
    for _ in range(10):
        pool = pools(drawn(random, share[::-1], 5), drawn(random, share, 60))
        exact = examined(pool, 0.0002, np.random.default_rng(1)).p
        near += exact / 5 <= guessed(pool, np.random.default_rng(2)).p <= exact * 5
    assert near >= 8
    far = pools(["z", "z", "y", "z", "y", "z"], ["a", "b", "c", "d"] * 20)
    assert guessed(far, random).p < 1e-4
    assert guessed([], random).p == 1.0
