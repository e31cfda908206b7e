"""Places: in small letters, as who types in a hurry writes "a flat in pune"; taken for a body."""

from __future__ import annotations

from collections.abc import Iterator

from posthouse.privacy.names.english_lexicon import (
    BRAND,
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
_SURELY = listed("in from to near")
_SHORTEST = 3
_KNOWN_PLACE = 0x20  # of PLACE: a town that many have heard of
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


def located(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether what is read as a body is a place after all: a known word behind "in"."""
    if first != last or first == 0 or words.texts[first - 1] not in _SURELY:
        return False
    flags, more = lexicon.known(words.texts[first])
    return flags & PLACE >= _KNOWN_PLACE and not flags & EVERYDAY and not more & BRAND


def _well_known(flags: int) -> bool:
    named = max(flags & FORENAME, (flags & SURNAME) >> 2)
    return flags & PLACE == PLACE and named < _OFTEN
