import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.audit.betting import Bettor, Wealth
from posthouse.audit.speech.ask import Call, Heard
from posthouse.audit.traits import traits_of

TRAITS = st.dictionaries(st.integers(0, 5), st.floats(-3, 3), max_size=4)
SPOKEN = "the a plan first then data model answer we can should use value because list of it"
WORDS = tuple(SPOKEN.split())


def played(pairs, tolerance=0.0):
    bettor, wealth = Bettor(), Wealth(tolerance)
    path = []
    for audited, trusted in pairs:
        wealth.take(bettor.compare(audited, trusted))
        path.append(wealth.e)
    return path


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TRAITS, TRAITS), min_size=1, max_size=6))
def test_over_all_ways_to_exchange_the_answers_nothing_is_won(pairs):
    won = [
        played([pair if keep else pair[::-1] for pair, keep in zip(pairs, kept, strict=True)])[-1]
        for kept in itertools.product((True, False), repeat=len(pairs))
    ]
    assert sum(won) / len(won) == pytest.approx(1.0, rel=1e-6)


def writer(seed, opening, mean):
    """A made-up model: it opens in its own way and is more or less talkative."""
    draw = random.Random(seed)

    def write():
        count = max(1, int(draw.gauss(mean, mean / 3)))
        words = " ".join(draw.choice(WORDS) for _ in range(count))
        return traits_of(Heard(f"{draw.choice(opening)} {words}.", "stop"))

    return write


SURE, MODEST = ("Sure!", "Sure!", "Here:"), ("Here:", "Okay.", "Here:")


def test_the_same_model_on_two_channels_is_not_told_apart():
    highest = []
    for seed in range(40):
        one, other = writer(seed, SURE, 30), writer(1000 + seed, SURE, 30)
        highest.append(max(played((one(), other()) for _ in range(100))))
    assert sum(e >= 20 for e in highest) <= 6  # expected at most 2, and 7 once in 200 runs


def test_another_model_is_told_apart_within_a_hundred_answers():
    for seed in range(5):
        one, other = writer(seed, MODEST, 22), writer(1000 + seed, SURE, 30)
        assert max(played((one(), other()) for _ in range(100))) > 1000


def test_a_share_that_is_excused_is_not_held_against_a_channel():
    def mixed(seed):
        draw, usual, odd = random.Random(seed), writer(seed, SURE, 30), writer(seed, MODEST, 60)
        return lambda: odd() if draw.random() < 0.1 else usual()

    highest = []
    for seed in range(20):
        one, other = mixed(seed), writer(1000 + seed, SURE, 30)
        highest.append(max(played(((one(), other()) for _ in range(150)), 0.1)))
    assert max(highest) < 100


def test_a_certain_loss_leaves_something_to_win_with():
    wealth = Wealth(0.0)
    for _ in range(50):
        wealth.take({0.1: -1.0, 0.4: -1.0})
    assert 0 < wealth.e < 1e-3
    wealth = Wealth(0.0)
    for _ in range(2000):
        wealth.take({0.1: 1.0, 0.4: 1.0})
    assert wealth.e > 1e100


def test_what_tools_are_called_tells_models_apart_too():
    draw = random.Random(3)

    def calls(often):
        name = "Read" if draw.random() < often else "Bash"
        return traits_of(Heard("", "tool", calls=(Call(name, "x"),)))

    assert max(played((calls(0.9), calls(0.4)) for _ in range(120))) > 100
