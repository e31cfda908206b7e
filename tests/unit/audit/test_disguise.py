from posthouse.audit.cells import CELLS
from posthouse.audit.disguise import dressed, wrapped
from posthouse.audit.morecells import TONGUES
from posthouse.audit.order import Draws


def test_wrappers_follow_from_the_seed_and_keep_the_question_whole():
    one, other = Draws("a", "x"), Draws("a", "x")
    found = [wrapped(one, "Count to 3.") for _ in range(40)]
    assert found == [wrapped(other, "Count to 3.") for _ in range(40)]
    assert len(set(found)) > 10
    assert all("Count to 3." in text for text in found)


def test_cells_are_wrapped_in_their_own_tongue_and_keep_their_readers():
    cells = [*CELLS, *TONGUES]
    one, other = dressed("a", cells), dressed("b", cells)
    assert one == dressed("a", cells) != other
    for cell, worn in zip(cells, one, strict=True):
        assert cell.prompt in worn.prompt
        assert cell.prompt != worn.prompt
        assert (worn.name, worn.reader, worn.temperature) == (
            cell.name, cell.reader, cell.temperature,
        )  # fmt: skip
    coin = next(worn for worn in one if worn.name == "city-zh")
    assert not any(letter.isascii() and letter.isalpha() for letter in coin.prompt)
