import random

import pytest

from posthouse.audit.incidents import DOUBTFUL, KeyDay, e_of_day, stood, weight_of

HONEST = 0.01
HEAVY = {"facts/fetch-run", "witness/differs"}.__contains__


def day(*hits: float, clean: int = 0, exchanges: int = 5):
    units = [KeyDay(f"k{i}", exchanges, weight) for i, weight in enumerate(hits)]
    return [*units, *(KeyDay(f"c{i}", exchanges) for i in range(clean))]


@pytest.mark.parametrize("exchanges", [1, 5, 40, 400])
def test_a_units_e_value_has_a_mean_of_one_at_most(exchanges):
    p = 1 - (1 - HONEST) ** exchanges
    hit = e_of_day([KeyDay("k", exchanges, 1.0)], HONEST)
    miss = e_of_day([KeyDay("k", exchanges)], HONEST)
    assert miss >= 0.5
    assert p * hit + (1 - p) * miss == pytest.approx(1.0)


def test_an_honest_channel_seldom_reaches_a_limit():
    dice, reached, standing = random.Random(3), 0, 0.0
    for _ in range(20_000):
        units = [
            KeyDay(str(key), n, float(dice.random() < 1 - (1 - HONEST) ** n))
            for key in range(3)
            for n in [dice.randint(1, 60)]
        ]
        standing = e_of_day(units, HONEST) * max(standing, 1.0)
        if standing >= 100:
            reached, standing = reached + 1, 0.0
    assert reached <= 200


def test_a_rewriting_channel_is_doubted_within_days():
    assert stood([day(1.0, 1.0, clean=2)] * 2, HONEST).value > 100
    assert stood([day(1.0, 1.0, clean=2)] * 2, HONEST).keys == 2


def test_one_key_moves_it_by_one_unit_a_day_however_much_it_does():
    once = stood([[KeyDay("k", 5, 1.0)]], HONEST)
    often = stood([[KeyDay("k", 500, 1.0)]], HONEST)
    assert often.value < once.value < 6
    assert once.keys == 1


def test_clean_days_take_it_back_and_it_begins_anew():
    after = stood([day(1.0), *[day(clean=1)] * 12, [KeyDay("other", 5, 1.0)]], HONEST)
    assert after.keys == 1
    assert after.value < 6


def test_what_weighs_is_what_blocks_and_silence_weighs_nothing():
    assert weight_of(["facts/persist"], HEAVY) == DOUBTFUL
    assert weight_of(["facts/persist", "witness/differs"], HEAVY) == 1.0
    assert weight_of(["witness/silent"], HEAVY) == 0.0
    assert weight_of(["key/tools"], HEAVY) == 0.0
    assert weight_of([], HEAVY) == 0.0
