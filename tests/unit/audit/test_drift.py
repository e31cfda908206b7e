import numpy as np
import pytest

from posthouse.audit.drift import by_channel, learned
from posthouse.audit.library import Library, Recorded
from posthouse.audit.sequential import Audit, Terms

CLAIMED = np.array([0.35, 0.25, 0.15, 0.1, 0.1, 0.05])
NEAR = np.array([0.2, 0.25, 0.15, 0.25, 0.1, 0.05])
OTHER = np.array([0.02, 0.03, 0.05, 0.1, 0.3, 0.5])
NOBODY = Library([])


def answers(share, count, seed):
    drawn = np.random.default_rng(seed).choice(len(share), count, p=share)
    return {"number": [str(one) for one in drawn]}


def test_channels_that_answer_alike_have_no_drift():
    assert learned([answers(CLAIMED, 200, 1), answers(CLAIMED, 200, 2)], NOBODY, Terms(100)) == 0


def test_one_channel_says_nothing_of_drift():
    assert learned([answers(CLAIMED, 200, 1)], NOBODY, Terms(100)) == 0


def test_channels_that_differ_have_a_drift_that_lets_both_pass_and_no_more():
    channels = [answers(CLAIMED, 400, 1), answers(NEAR, 400, 2)]
    drift = learned(channels, NOBODY, Terms(200))
    assert 0 < drift <= 0.3
    assert not accused(channels[0], answers(NEAR, 200, 5), drift)
    assert accused(channels[0], answers(OTHER, 200, 6), drift)


def accused(reference, audited, drift):
    going = Audit(reference, NOBODY, Terms(200, drift=drift), seed=3)
    for answer in audited["number"]:
        going.take("number", answer)
    return going.alarmed


@pytest.mark.parametrize("drift", [0.0, 0.1, 0.5])
def test_the_more_is_excused_the_fewer_are_accused(drift):
    reference = answers(CLAIMED, 200, 1)
    less = [accused(reference, answers(NEAR, 200, seed), drift) for seed in range(8)]
    more = [accused(reference, answers(NEAR, 200, seed), drift + 0.2) for seed in range(8)]
    assert all(one >= other for one, other in zip(less, more, strict=True))


def test_answers_are_kept_apart_by_channel_where_a_model_has_several():
    rows = [
        Recorded("a", "x", ["1"], "here"),
        Recorded("a", "x", ["2"], "there"),
        Recorded("a", "y", ["3"], "here"),
        Recorded("b", "x", ["4"], "here"),
        Recorded("c", "x", ["5"]),
    ]
    assert by_channel(rows) == {"a": [{"x": ["1"], "y": ["3"]}, {"x": ["2"]}]}
