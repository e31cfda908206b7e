import numpy as np

from posthouse.audit.library import NOVEL, CellLibrary, Library, Recorded


def library():
    return Library(
        [
            Recorded("north", "dice", ["6"] * 8 + ["1"] * 2),
            Recorded("south", "dice", ["1"] * 10),
            Recorded("south", "coin", ["heads", "tails"]),
        ]
    )


def test_suspects_are_named_in_the_order_they_were_added():
    assert library().names == ("north", "south")


def test_the_population_is_the_mean_of_the_suspects_with_a_share_for_what_none_said():
    shares = library().cell("dice").population(["1", "6", "4"], kinds=50)
    assert np.allclose(shares, [0.8 * 0.6 + NOVEL / 50, 0.8 * 0.4 + NOVEL / 50, NOVEL / 50])


def test_shares_are_learned_once_a_cell():
    both = library()
    assert both.shares("coin") is both.shares("coin")
    assert both.shares("coin") is not both.shares("dice")


def test_an_empty_library_knows_only_how_many_kinds_there_are():
    empty = CellLibrary([])
    assert np.allclose(empty.population(["1", "2"], kinds=200), 1 / 200)
