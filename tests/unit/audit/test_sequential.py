import numpy as np
import pytest

from posthouse.audit.library import Library, Recorded
from posthouse.audit.sequential import SPENT, Audit, Terms, planned

CLAIMED = np.array([0.35, 0.25, 0.15, 0.1, 0.1, 0.05])
OTHER = np.array([0.05, 0.05, 0.1, 0.1, 0.3, 0.4])


def answers(share, count, seed):
    return [str(one) for one in np.random.default_rng(seed).choice(len(share), count, p=share)]


LIBRARY = Library([Recorded("other", "number", answers(OTHER, 200, 1))])


def audited(share, seed, most=60):
    going = Audit({"number": answers(CLAIMED, 80, seed)}, LIBRARY, Terms(most), seed=seed)
    for answer in answers(share, most, seed + 10_000):
        going.take("number", answer)
        if going.alarmed:
            break
    return going


@pytest.mark.parametrize("most", [1, 3, 4, 10, 100, 250, 5000])
def test_looks_are_planned_up_to_the_last_answer(most):
    plan = planned(most)
    assert max(plan) == most
    assert plan[most][0] == most
    assert all(0 < latest <= end for end, looks in plan.items() for latest in looks)


@pytest.mark.parametrize("most", [1, 4, 10, 100, 250, 5000])
def test_the_looks_together_spend_no_more_than_is_allowed(most):
    levels = Terms(most).levels(cells=1)
    assert sorted(levels) == sorted((end, n) for end, looks in planned(most).items() for n in looks)
    assert sum(levels.values()) == pytest.approx(SPENT * 0.01)
    assert max(levels.values()) == levels[most, most]


def test_an_audit_over_several_cells_spends_less_of_what_is_allowed():
    assert sum(Terms(100).levels(cells=12).values()) <= 0.01 / 10


def test_a_change_late_in_a_long_audit_is_seen_in_the_latest_answers():
    going = Audit({"number": answers(CLAIMED, 300, 1)}, LIBRARY, Terms(2000), seed=1)
    for answer in answers(CLAIMED, 1200, 2):
        going.take("number", answer)
    assert not going.alarmed
    for answer in answers(OTHER, 200, 3):
        look = going.take("number", answer)
        if look is not None and look.alarms:
            break
    assert going.alarmed
    assert look.latest < look.answers <= 1400


def test_a_long_audit_excuses_a_small_drift():
    drifted = 0.96 * CLAIMED + 0.04 * OTHER
    going = Audit({"number": answers(CLAIMED, 3000, 1)}, LIBRARY, Terms(3000), seed=1)
    for answer in answers(drifted, 3000, 2):
        going.take("number", answer)
    assert not going.alarmed


def test_an_honest_channel_is_hardly_ever_accused_whenever_one_stops():
    accused = sum(audited(CLAIMED, seed).alarmed for seed in range(150))
    assert accused <= 5  # at alpha 1 % more than 5 of 150 happen once in 300 times


def test_another_model_is_found():
    found = [audited(OTHER, seed) for seed in range(20)]
    assert all(one.alarmed for one in found)
    last = found[0].looks[-1]
    assert last.p <= last.level
    assert last.answers == found[0].answers


def test_a_share_of_another_models_answers_is_found_with_enough_of_them():
    mixed = 0.3 * CLAIMED + 0.7 * OTHER
    assert sum(audited(mixed, seed, most=200).alarmed for seed in range(10)) >= 7


def test_the_same_seed_gives_the_same_verdict():
    assert audited(OTHER, 3).looks == audited(OTHER, 3).looks


def test_answers_to_a_cell_without_reference_count_for_nothing():
    going = Audit({"number": answers(CLAIMED, 80, 1)}, LIBRARY, Terms(3))
    for answer in ("4", "5", "5"):
        going.take("letter", answer)
    assert not going.alarmed
    assert going.looks[-1].p == 1.0


def test_an_audit_that_ends_early_looks_once_more_at_what_is_new():
    going = Audit({"number": answers(CLAIMED, 80, 1)}, LIBRARY, Terms(100))
    for answer in answers(OTHER, 45, 2):
        going.take("number", answer)
    looked = len(going.looks)
    assert going.finish().answers == 45
    assert going.finish() is None
    assert len(going.looks) == looked + 1 <= len(planned(100))


STEADY = [f"steady {number}" for number in range(8)]


def turned(cells, share=1.0):
    """Audit a deployment that turned to other texts in so many cells, a share of the time."""
    dice = np.random.default_rng(7)
    reference = {cell: ["as ever"] * 40 for cell in STEADY}
    reference |= {f"drawn {n}": answers(CLAIMED, 40, n) for n in range(4)}
    going = Audit(reference, Library([]), Terms(80, steady=frozenset(STEADY)), seed=1)
    for number in range(80):
        cell = [*reference][number % len(reference)]
        other = STEADY.index(cell) < cells and dice.random() < share if cell in STEADY else False
        own = "as ever" if cell in STEADY else answers(CLAIMED, 1, 900 + number)[0]
        going.take(cell, "otherwise" if other else own)
    return going.alarmed


def test_a_few_steady_texts_that_turned_whole_are_no_swap_and_most_of_them_are():
    assert not turned(0)
    assert not turned(3)
    assert turned(8)


def test_steady_texts_that_turn_now_and_then_are_a_swap():
    assert turned(8, 0.4)
