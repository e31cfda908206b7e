"""Which cells are asked more often."""

import pytest

from posthouse.audit.allocation import FLOOR, NARROWED, SWAPPED, weights
from posthouse.audit.library import Recorded

FEW = ("blue", "red", "red", "blue") * 6
MANY = tuple(f"word {n}" for n in range(24))
OTHER = [Recorded("other", cell, ("green", "blue") * 10) for cell in ("few", "many")]


@pytest.mark.parametrize("others", [[], OTHER])
def test_a_cell_that_shows_more_gets_more(others):
    found = weights({"few": FEW, "many": MANY}, others, {})
    assert found["few"] > 2 * found["many"]
    assert found["many"] >= FLOOR / 2
    assert sum(found.values()) == pytest.approx(1)


def test_a_cell_that_costs_less_gets_more():
    counts = {"short": [(20, 2)] * 9, "long": [(200, 16)] * 9}
    found = weights({"short": FEW, "long": FEW}, [], counts)
    assert found["short"] > 2.5 * found["long"]


def test_where_nothing_is_known_all_get_the_same():
    assert weights({"a": MANY, "b": MANY}, [], {}) == {"a": 0.5, "b": 0.5}
    assert weights({"a": FEW, "b": ()}, [], {}) == {"a": 1.0}
    assert weights({}, [], {}) == {}


def test_a_third_is_for_cells_that_show_a_narrower_sampler():
    """Of a text that is the same each time, no sampler takes anything away."""
    steady, drawn = ("the sea",) * 24, ("red",) * 9 + tuple(f"word {n}" for n in range(15))
    found = weights({"steady": steady, "drawn": drawn, "new": MANY}, [], {})
    assert found["drawn"] > (1 - FLOOR) * NARROWED
    assert found["steady"] > (1 - FLOOR) * SWAPPED * 0.9
    assert found["new"] == pytest.approx(FLOOR / 3)


def test_no_cell_goes_unwatched_and_each_gets_the_same_tokens_at_least():
    counts = {"short": [(20, 0)] * 9, "long": [(200, 0)] * 9}
    found = weights({"short": FEW, "long": MANY}, [], counts)
    assert found["long"] == pytest.approx(FLOOR / 11)
