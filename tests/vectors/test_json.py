"""The JSON gate by JSONTestSuite: what every parser must refuse is refused, and more."""

from pathlib import Path

import pytest

from posthouse.model.errors import BadRequest
from posthouse.wire.document import parse, write

FOLDER = Path(__file__).parent / "JSONTestSuite" / "test_parsing"
TWICE = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}
"""Sound JSON that the gate refuses: which of two equal keys counts is not defined."""


def cases(letter):
    return sorted(FOLDER.glob(f"{letter}_*.json"))


def named(path):
    return path.stem


@pytest.mark.parametrize("path", cases("y"), ids=named)
def test_sound(path):
    if path.name in TWICE:
        with pytest.raises(BadRequest, match="twice"):
            parse(path.read_bytes())
    else:
        tree = parse(path.read_bytes())
        assert parse(write(tree)) == tree


@pytest.mark.parametrize("path", cases("n"), ids=named)
def test_broken(path):
    with pytest.raises(BadRequest):
        parse(path.read_bytes())


@pytest.mark.parametrize("path", cases("i"), ids=named)
def test_either(path):
    try:
        tree = parse(path.read_bytes())
    except BadRequest:
        return
    assert parse(write(tree)) == tree


def test_all_of_them_are_here():
    assert [len(cases(letter)) for letter in "yni"] == [95, 188, 35]
