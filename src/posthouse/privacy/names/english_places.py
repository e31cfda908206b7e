"""Places in small letters: who types in a hurry writes "a flat in pune"."""

from __future__ import annotations

from collections.abc import Iterator

from posthouse.privacy.names.english_lexicon import (
    EVERYDAY,
    FORENAME,
    NATION,
    PLACE,
    SURNAME,
    Lexicon,
)
from posthouse.privacy.names.english_words import Words
from posthouse.privacy.words import words as listed

_BEFORE = listed("in from to near at visit around")
_SHORTEST = 3
_OFTEN = 2  # how common a name of people must be to be no place


def places(words: Words, lexicon: Lexicon, *, written: bool) -> Iterator[int]:
    """Yield the numbers of words in small letters that the lexicon knows as places.

    Behind a preposition any of them; elsewhere the well known, where nothing is `written` large.
    """
    texts = words.texts
    for at, text in enumerate(texts):
        behind = at > 0 and texts[at - 1] in _BEFORE
        if (written and not behind) or len(text) < _SHORTEST or not text.islower():
            continue
        first, second = lexicon.known(text)
        known = first & PLACE if behind else _well_known(first)
        if known and not first & EVERYDAY and not second & NATION:
            yield at


def _well_known(flags: int) -> bool:
    named = max(flags & FORENAME, (flags & SURNAME) >> 2)
    return flags & PLACE == PLACE and named < _OFTEN
