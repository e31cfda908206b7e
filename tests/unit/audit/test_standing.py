import random

import pytest

from posthouse.audit.standing import discovered, e_of, moved, p_of


def test_an_e_value_of_uniform_p_values_has_a_mean_of_one_at_most():
    steps = 200_000
    mean = sum(e_of((i + 0.5) / steps) for i in range(steps)) / steps
    assert 0.99 < mean <= 1.0


def test_an_honest_channel_seldom_reaches_a_limit_and_a_changed_one_soon_does():
    dice, reached, audits = random.Random(1), 0, 20_000
    standing = 0.0
    for _ in range(audits):
        standing = moved(standing, e_of(dice.random()))
        if standing >= 1000:
            reached, standing = reached + 1, 0.0
    assert reached <= audits / 1000
    standing, count = 0.0, 0
    while standing < 1000:
        standing, count = moved(standing, e_of(0.0008)), count + 1
    assert count <= 4


def test_a_whole_audits_p_counts_all_looks_planned():
    assert p_of({"p": 0.0004, "share": 1 / 8}) == pytest.approx(0.0032)
    assert p_of({"p": 1.0, "share": 1 / 8}) == 1.0


def test_channels_are_named_together_as_e_bh_does():
    assert discovered({"a": 399.0, "b": 180.0, "c": 1.0, "d": 0.2}, 0.01) == set()
    assert discovered({"a": 500.0, "b": 210.0, "c": 1.0, "d": 0.2}, 0.01) == {"a", "b"}
    assert discovered({"a": 401.0, "b": 3.0, "c": 1.0, "d": 0.2}, 0.01) == {"a"}
    assert discovered({}, 0.01) == set()


def test_e_bh_names_few_honest_channels():
    dice, wrong, named = random.Random(2), 0.0, 0
    for _ in range(400):
        values = {f"honest{i}": e_of(dice.random()) for i in range(20)}
        values |= {f"bad{i}": e_of(1e-9) for i in range(5)}
        found = discovered(values, 0.05)
        named += len(found)
        wrong += sum(name.startswith("honest") for name in found) / max(len(found), 1)
    assert wrong / 400 <= 0.05
    assert named >= 2000
