from posthouse.audit.library import Recorded
from posthouse.audit.power import Setting, power
from posthouse.audit.sequential import Terms

REFERENCE = {
    "number": ["7"] * 30 + ["3"] * 15 + [str(n) for n in range(10)],
    "colour": ["teal"] * 25 + ["blue"] * 10 + ["plum", "rust", "jade", "sand"],
}
CELLS = ["number", "colour"] * 30


def told(cells, margin, others=()):
    setting = Setting(cells, Terms(60), margin)
    return power(REFERENCE, others, setting, trials=20, seed=1)


def test_many_answers_tell_a_swap_and_few_do_not():
    assert told(CELLS, 1.0) >= 0.9
    assert told(CELLS[:3], 1.0) <= 0.3


def test_a_small_share_is_seldom_told():
    assert told(CELLS, 0.05) < told(CELLS, 1.0)


def test_a_twin_in_the_library_can_not_be_told():
    twin = [Recorded("twin", cell, answers) for cell, answers in REFERENCE.items()]
    assert told(CELLS, 1.0, twin) <= 0.2
