"""How sure the network must be that words like these are a name, and what the lexicon says of them.

Everyday words, months, nations and what is written small are names rarely enough to be doubted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from posthouse.model.finding import Finding
from posthouse.privacy.names.english_abbreviations import nameless
from posthouse.privacy.names.english_lexicon import EVERYDAY, FORENAME, NATION, SURNAME, Lexicon
from posthouse.privacy.names.english_rules import TITLED
from posthouse.privacy.words import words

QUIET = 0.5  # how sure a name in small letters must be where all is small
_BETWEEN, _CERTAIN = 0.6, 0.97  # and between capitals, and of any word
# How sure a name must be that is made of everyday words alone: of one, of several.
_ONE_USUAL, _ALL_USUAL = 0.1, 0.05
# What is read so often, never surer than this, is no name.
_SEVERAL, _TERM = 3, 0.2
# How sure a nation's people and a month must be to be a name after all.
_NATION, _MONTH = 0.9, 0.6
_MONTHS = words("march april may june august")
# Titles that are everyday words as well: "General Errors" is nobody.
_OFFICES = words(
    "General President Father Sister Judge Justice Governor Chancellor Captain Doctor Professor "
    "Lord Lady Hon Gen Rep Sen Gov Col"
)
_WORD = re.compile(r"[^\W\d_]+")


class Doubts:
    """Doubts what is read, as far as a lexicon knows its words."""

    __slots__ = ("_lexicon",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def worth(self, taken: Sequence[str], confidence: float, *, written: bool) -> bool:
        """Tell whether the network is sure enough for words like these.

        `written`: the text has capitals.
        """
        if nameless(taken):
            return False
        if not any(word[0].isupper() for word in taken):
            return self._small(taken, confidence, written=written)
        if len(taken) == 1 and taken[0].lower() in _MONTHS and confidence < _MONTH:
            return False
        if len(taken) == 1 and self._lexicon.known(taken[0])[1] & NATION:
            return confidence >= _NATION
        if confidence >= _ONE_USUAL:
            return True
        usual = self._lexicon.everyday(word for word in taken if word[0].isalpha())
        return not usual or (len(taken) > 1 and confidence >= _ALL_USUAL)

    def _small(self, taken: Sequence[str], confidence: float, *, written: bool) -> bool:
        """Tell whether words in small letters are a name after all."""
        if confidence < (_BETWEEN if written else QUIET):
            return False
        return confidence > _CERTAIN or not self._lexicon.everyday(taken)

    def without_terms(self, text: str, read: list[Finding]) -> list[Finding]:
        """Leave out abbreviations and everyday words read several times, never with confidence."""
        surest: dict[str, float] = {}
        times: Counter[str] = Counter()
        for one in read:
            value = text[one.start : one.end]
            times[value] += 1
            surest[value] = max(surest.get(value, 0), one.confidence)
        terms = {
            value
            for value, count in times.items()
            if count >= _SEVERAL and surest[value] < _TERM and self._term(value)
        }
        return [one for one in read if text[one.start : one.end] not in terms] if terms else read

    def _term(self, value: str) -> bool:
        return value.isupper() or self._lexicon.everyday(_WORD.findall(value))

    def full(self, taken: Sequence[str]) -> bool:
        """Tell whether a person's name of several words holds a forename and a surname."""
        flags = self._flags(word for word in taken if len(word) > 1)
        proper = [flag for flag in flags if not flag & EVERYDAY]
        return (
            len(proper) > 1
            and any(flag & FORENAME for flag in proper)
            and any(flag & SURNAME for flag in proper)
        )

    def usual(self, value: str) -> bool:
        """Tell whether words of a form's field are everyday words, none of them a forename."""
        title, *rest = _WORD.findall(value)
        if TITLED.match(value) and title not in _OFFICES:
            return False
        flags = self._flags(rest if title in _OFFICES and rest else [title, *rest])
        return all(f & EVERYDAY and not f & FORENAME for f in flags)

    def _flags(self, words: Iterable[str]) -> list[int]:
        return [self._lexicon.known(word)[0] for word in words]
