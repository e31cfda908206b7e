import pytest

from posthouse.dataset.windows import ROWS, Window, near, table
from posthouse.model.finding import Finding, Label


def test_every_window_of_a_table_stands_below_its_first_row():
    text = "a,b\n" + "1,2\n" * (2 * ROWS)
    windows = table(text, "")
    assert [w.text.startswith("a,b\n") for w in windows] == [True, True, True]
    assert "".join(w.text[w.low :] for w in windows) == text


def test_a_part_without_the_first_row_is_given_it():
    (window,) = table("1,2\n3,4", "a,b\n")
    assert window == Window("a,b\n1,2\n3,4", 4, 0, 7)


def test_a_window_ends_between_rows_not_inside_a_quoted_cell():
    text = 'a,b\n1,"' + "x\n" * (ROWS + 10) + '"\n2,3\n'
    windows = table(text, "")
    assert [(w.start, w.end) for w in windows] == [(0, len(text))]


def test_line_ends_inside_cells_are_blank_except_in_blocks_of_keys():
    row = '1,"x\ny"\n2,"-----BEGIN A-----\nz"\n'
    (window,) = table(row, "a,b\n")
    assert window.text == 'a,b\n1,"x y"\n2,"-----BEGIN A-----\nz"\n'


def test_findings_are_cut_to_the_part_and_told_by_its_offsets():
    window = Window("before part after", 7, 100, 104)
    found = [
        Finding(0, 3, Label.EMAIL, "left"),
        Finding(5, 9, Label.EMAIL, "over the start"),
        Finding(8, 15, Label.EMAIL, "over the end"),
        Finding(13, 15, Label.EMAIL, "right"),
    ]
    assert [(f.start, f.end, f.rule) for f in window.own(found)] == [
        (100, 102, "over the start"),
        (101, 104, "over the end"),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_what_stands_around_is_read_whatever_the_part_is(codec):
    told = codec if codec.startswith("utf-16") else "ascii"
    assert "姓名" in near(("姓名，手机，" * 20).encode(codec), told)
