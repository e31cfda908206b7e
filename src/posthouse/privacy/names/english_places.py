"""Places in small letters: who types in a hurry writes "a flat in pune"."""

from __future__ import annotations

from collections.abc import Iterator

from posthouse.privacy.names.english_lexicon import EVERYDAY, NATION, PLACE, Lexicon
from posthouse.privacy.names.english_words import Words
from posthouse.privacy.words import words as listed

_BEFORE = listed("in from to near at visit around")
_SHORTEST = 3


def places(words: Words, lexicon: Lexicon) -> Iterator[int]:
    """Yield the numbers of words that the lexicon knows as places, behind a preposition."""
    texts = words.texts
    asked = [
        at
        for at in range(1, len(texts))
        if texts[at - 1] in _BEFORE and len(texts[at]) >= _SHORTEST and texts[at].islower()
    ]
    for at in asked:
        first, second = lexicon.known(texts[at])
        if first & PLACE and not first & EVERYDAY and not second & NATION:
            yield at
