from collections import Counter

import numpy as np
import pytest

from posthouse.audit.columns import Pool, names
from posthouse.audit.library import Library, Recorded
from posthouse.audit.tolerance import replaced, without_turned

LIBRARY = Library([Recorded("other", "x", ["9"] * 50 + ["1"] * 5)])
REFERENCE = ("1",) * 50 + ("2",) * 50
AUDITED = ["1", "9", "2", "9", "9", "1"]
NAMES = names(LIBRARY.names)


def pools():
    return {"x": Pool(LIBRARY.shares("x"), REFERENCE, AUDITED)}


@pytest.mark.parametrize("share", ["1", "0.5", "0.2"])
@pytest.mark.parametrize(("count", "kept"), [(0, 3), (1, 2), (3, 0)])
def test_what_speaks_most_for_another_is_replaced_first(share, count, kept):
    rest = replaced(pools(), NAMES.index((f"mixed-{share}", "other")), count)["x"]
    assert len(rest) == len(AUDITED)
    assert rest.count("9") == kept


def test_every_column_says_how_much_each_answer_raises_it():
    found = pools()["x"]
    values = found.values(found.observed[None])[0]
    for column in range(len(NAMES)):
        gains = found.gains(column)
        standing = [sum(gains[answer][:times]) for answer, times in Counter(AUDITED).items()]
        assert abs(sum(standing) - values[column]) < 1e-9


def test_no_more_is_replaced_than_there_is():
    assert len(replaced(pools(), 0, 100)["x"]) == len(AUDITED)


def test_answers_to_one_cell_are_replaced_by_answers_to_it():
    both = {**pools(), "y": Pool(LIBRARY.shares("y"), ("a",) * 20, ["a", "b"])}
    rest = replaced(both, NAMES.index(("mixed-1", "anyone")), 4)
    assert set(rest["y"]) <= {"a", "b"}
    assert [len(rest["x"]), len(rest["y"])] == [6, 2]


def test_of_some_cells_those_turned_whole_to_another_text_are_left_out():
    column = NAMES.index(("mixed-1", "other"))
    kinds = {"calm": ["1"] * 4, "turned": ["9"] * 4, "some": ["9", "1", "9"], "drawn": ["9"] * 6}
    found = {
        name: Pool(LIBRARY.shares("x"), ("1",) * 40 + ("2",) * 40, told)
        for name, told in kinds.items()
    }
    dice = np.random.default_rng(1)
    among = {
        name: found[name].values(found[name].drawn(dice, 200)).mean(axis=0)
        for name in ("calm", "turned", "some")
    }
    assert set(without_turned(found, column, among, 1)) == {"calm", "some", "drawn"}
    assert set(without_turned(found, column, among, 9)) == {"some", "drawn"}
    assert without_turned(found, column, among, 0) == found
