"""RFC 8785 by the vectors of its author."""

import json
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from posthouse.ledger.canonical import LARGEST, canonical

FOLDER = Path(__file__).parent / "json-canonicalization"
NAMES = sorted(path.stem for path in (FOLDER / "input").iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_each_input_gives_its_output(name):
    tree = json.loads((FOLDER / "input" / f"{name}.json").read_bytes())
    written = canonical(tree)
    assert written == (FOLDER / "output" / f"{name}.json").read_bytes()
    assert written == bytes.fromhex((FOLDER / "outhex" / f"{name}.txt").read_text())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
)


@given(TREES)
def test_an_implementation_that_none_of_us_wrote_gives_the_same(tree):
    assert canonical(tree) == rfc8785.dumps(tree)


def test_all_of_them_are_here():
    assert len(NAMES) == 6
