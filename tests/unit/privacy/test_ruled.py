"""Tables that a ruler divides: cells by two blanks, by the ruler's own blanks, by words."""

import pytest

from posthouse.privacy.ruled import cells, ruler


def shown(line: str, rule: str) -> list[str]:
    return [line[start:end] for start, end in cells(line, ruler(rule))]


def test_a_ruler_is_two_groups_of_one_sign_and_nothing_else() -> None:
    assert ruler("---- --") == [(0, 4), (5, 7)]
    assert ruler("  ==  ===\r") == [(2, 4), (6, 9)]
    for line in ("----", "-- x --", "--- ===", "- -", "----|----", "--+--", ""):
        assert ruler(line) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Smith, Anna    asmith   100", ["Smith, Anna", "asmith", "100"]),
        ("Smith, Anna    a smith    9", ["Smith, Anna", "a smith", "9"]),
        ("Okafor, Daniel dokafor", ["Okafor, Daniel", "dokafor", ""]),
        ("               dokafor   7", ["", "dokafor", "7"]),
        ("李  娜         lina     100", ["李  娜", "lina", "100"]),
        ("one two three", ["one", "two", "three"]),
        ("one  two words  three", ["one", "two words", "three"]),
        ("a line that is wider than all of it", []),
        ("", ["", "", ""]),
    ],
)
def test_a_line_has_a_cell_for_each_group_or_none(line: str, told: list[str]) -> None:
    assert shown(line, "-------------- -------- ---") == told
