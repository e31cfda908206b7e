"""Places in small letters behind a preposition."""

import pytest

from posthouse.config.names import ENGLISH, FOLDER
from posthouse.privacy.names.english_model import Network
from posthouse.privacy.names.english_places import places
from posthouse.privacy.names.english_words import split

LEXICON = Network((FOLDER / ENGLISH[0]).read_bytes()).lexicon


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("i rent a flat in dubai", ["dubai"]),
        ("flights from lisbon to marrakesh", ["lisbon", "marrakesh"]),
        ("dubai is warm", []),
        ("translate it to spanish", []),
        ("put it in reading order, at least in order", []),
        ("in", []),
        ("", []),
    ],
)
def test_a_place_stands_behind_a_preposition(text: str, found: list[str]) -> None:
    words = split(text)
    assert [words.texts[at] for at in places(words, LEXICON)] == found
