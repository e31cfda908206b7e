import pytest

from posthouse.audit.identity import CLAIMED, NONE, posterior
from posthouse.audit.library import Recorded

REFERENCE = {"number": ["1", "2"] * 20}
OTHERS = [Recorded("other", "number", ["7", "8", "9"] * 20)]


@pytest.mark.parametrize(
    ("answers", "whom"),
    [(["1", "2"] * 10, CLAIMED), (["7", "8", "9"] * 7, "other"), (["4"] * 20, NONE)],
)
def test_names_who_explains_the_answers_best(answers, whom):
    chances = posterior(REFERENCE, OTHERS, {"number": answers})
    assert sum(chances.values()) == pytest.approx(1)
    assert chances[whom] > 0.95


def test_without_a_library_there_is_the_claimed_model_and_none():
    chances = posterior(REFERENCE, [], {"number": ["4"] * 20})
    assert set(chances) == {CLAIMED, NONE}
    assert chances[NONE] > 0.95


def test_a_cell_that_nobody_knows_decides_nothing_between_suspects():
    chances = posterior(REFERENCE, OTHERS, {"elsewhere": ["1"]})
    assert chances["other"] == pytest.approx(chances[CLAIMED])
