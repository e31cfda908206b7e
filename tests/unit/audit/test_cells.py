import pytest

from posthouse.audit.cells import CELLS, DRAWN, OPENING, STEADY, drawn, fitted, read


@pytest.mark.parametrize(
    ("reader", "text", "answer"),
    [
        ("number:1:355", "197", "197"),
        ("number:1:355", " **197**。\n", "197"),
        ("number:1:355", "１９７", "197"),
        ("number:1:355", "I pick 42.", "42"),
        ("number:1:355", "356", None),
        ("number:1:355", "between 1 and 355: 42", None),
        ("number:1:355", "9" * 5000, None),
        ("choice:heads:tails", "Heads!", "heads"),
        ("choice:heads:tails", "heads or tails", None),
        ("choice:heads:tails", "overheads", None),
        ("words:2", '"Sky  Blue".', "sky blue"),
        ("words:2", "I cannot help with that.", None),
        ("words:1", "北京。", "北京"),
        ("words:1", "", None),
        ("words:1", "x" * 41, None),
        ("words:1", "\ud800", None),
    ],
)
def test_reads_the_answer_or_says_that_there_is_none(reader, text, answer):
    assert read(reader, text) == answer


@pytest.mark.parametrize("reader", ["", "number", "number:a:b", "choice:one", "regex:.*"])
def test_an_unknown_reader_is_refused(reader):
    with pytest.raises(ValueError, match=r"reader|literal"):
        read(reader, "1")


def test_every_cell_has_a_name_a_prompt_and_a_reader_of_its_own():
    assert len({cell.name for cell in CELLS}) == len({cell.prompt for cell in CELLS}) == len(CELLS)
    for cell in CELLS:
        assert read(cell.reader, "") is None


def test_an_opening_is_read_of_whatever_was_written():
    assert read("opening:6", "  Sure! The answer") == "sure!"
    assert read("opening:6", "  ") is None


COLOUR = next(cell for cell in DRAWN if cell.name == "colour-en")
CHATTY = [f"{start} a colour that I like is blue" for start in ("Well,", "Sure!", "Hm:", "I think")]


@pytest.mark.parametrize(
    ("texts", "reader"),
    [
        (["Blue.", "red", "I cannot", "Teal"], COLOUR.reader),
        (CHATTY, OPENING),
        (["I'm sorry, but I cannot help with that."] * 30, COLOUR.reader),
        (["", " ", "."], COLOUR.reader),
        ([], COLOUR.reader),
    ],
)
def test_a_model_that_does_not_obey_is_read_by_its_openings_where_these_differ(texts, reader):
    assert fitted(COLOUR, texts).reader == reader


def test_steady_cells_are_asked_cold_and_drawn_ones_as_the_channel_is():
    assert drawn(CELLS) == {cell.name for cell in DRAWN}
    assert {cell.temperature for cell in STEADY} == {0.0}
