"""Places in small letters: behind a preposition, or well known where all is small."""

import pytest

from posthouse.config.names import ENGLISH, FOLDER
from posthouse.privacy.names.english_model import Network
from posthouse.privacy.names.english_places import located, places
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
    assert [words.texts[at] for at in places(words, LEXICON, written=True)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("campaigns for india and singapore", ["india", "singapore"]),
        ("which is better, dubai or lisbon", ["dubai", "lisbon"]),
        ("reading a nice orange book", []),
        ("ask victoria or austin", []),
        ("an indian and a german", []),
    ],
)
def test_well_known_places_stand_anywhere_where_all_is_small(text: str, found: list[str]) -> None:
    words = split(text)
    assert [words.texts[at] for at in places(words, LEXICON, written=False)] == found


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        ("he would move to Boise soon", 4, True),
        ("the office in Leeds", 3, True),
        ("Boise is growing", 0, False),
        ("she works for Leeds", 3, False),
        ("invest in Apple", 2, False),
        ("a word in Zzyzx", 3, False),
    ],
)
def test_what_is_read_as_a_body_is_a_place_behind_a_preposition(
    text: str, at: int, *, place: bool
) -> None:
    assert located(split(text), at, at, LEXICON) is place


def test_a_body_of_several_words_stays_one() -> None:
    assert not located(split("money in Leeds United"), 2, 3, LEXICON)
