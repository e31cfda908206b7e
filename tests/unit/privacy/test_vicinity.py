"""What stands together with a value: its line, the assignments around it."""

import pytest

from posthouse.privacy.vicinity import line_end, line_start, lines_with, since_figure


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("one\ntwo KEY three\nfour", ["two KEY three"]),
        ("curl -H KEY \\\n  https://a.example\nnext", ["curl -H KEY \\\n  https://a.example"]),
        ("A=1\nB=KEY\nC=2\nD=3\nE=4", ["A=1\nB=KEY\nC=2\nD=3"]),
        ('{\n "url": "u",\n "key": "KEY"\n}', [' "url": "u",\n "key": "KEY"']),
        ("A=KEY\n\nB=2", ["A=KEY"]),
        ("A=KEY\nprose about it\nB=2", ["A=KEY"]),
        ("Use KEY here.\nURL=https://a.example", ["Use KEY here."]),
        ("KEY KEY", ["KEY KEY", "KEY KEY"]),
        ("nothing", []),
    ],
)
def test_stands_together(text, together):
    assert list(lines_with(text, "KEY")) == together


def test_long_lines_are_looked_at_in_part():
    (near,) = lines_with("x" * 9000 + "KEY" + "y" * 9000, "KEY")
    assert len(near) == 4003


def test_a_line_goes_on_behind_a_backslash():
    text = "a\\\nb\nc"
    assert line_end(text, 0) == 4
    assert line_start(text, 4) == 0
    assert line_start(text, 6) == 5
    assert line_end("abc", 0) == -1


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("row 7 of Ann, tel ", " of Ann, tel "),
        ("a\nb: ", "b: "),
        ("no ", "no "),
        ("3", ""),
        ("", ""),
    ],
)
def test_what_is_said_before_a_number_begins_behind_the_one_before_it(before, said):
    assert since_figure(before) == said
