from collections import Counter

from posthouse.audit.columns import Pool, Reference, names
from posthouse.audit.library import Library, Recorded
from posthouse.audit.tolerance import without

LIBRARY = Library([Recorded("other", "x", ["9"] * 50 + ["1"] * 5)])
REFERENCE = Reference(Counter({"1": 10, "2": 10}), ("1",) * 40 + ("2",) * 40)
AUDITED = ["1", "9", "2", "9", "9", "1"]


def pools():
    return {"x": Pool(LIBRARY.cell("x"), REFERENCE, AUDITED)}


def test_what_speaks_most_for_another_is_left_out_first():
    column = names(LIBRARY.names).index(("mixed-1", "other"))
    for count, kept in ((0, 3), (1, 2), (3, 0)):
        rest = without(pools(), column, count)["x"]
        assert len(rest) == len(AUDITED) - count
        assert rest.count("9") == kept


def test_every_column_says_how_much_each_answer_raises_it():
    found = pools()
    values = found["x"].values(found["x"].observed[None])[0]
    for column in range(len(names(LIBRARY.names))):
        gains = found["x"].gains(column)
        assert {answer: len(steps) for answer, steps in gains.items()} == dict(Counter(AUDITED))
        assert abs(sum(map(sum, gains.values())) - values[column]) < 1e-9


def test_no_more_is_left_out_than_there_is():
    assert without(pools(), 0, 100) == {"x": []}
