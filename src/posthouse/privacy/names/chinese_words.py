"""Cuts Chinese text into the words that the model knows: as few as possible, even ones rather."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

OTHER = 0
"""The number of every word that the model does not know."""

_WORD_COST = 20.5  # of the corpus the dictionary was counted in: the logarithm of its size
_LONGEST = 16
_LETTERS = 2
_COST = [0.0, *(math.log(size) - _WORD_COST for size in range(1, _LONGEST + 1))]


class Words:
    """The dictionary, and the way from a text to the numbers of its words."""

    __slots__ = ("_alias", "_numbers", "_reach")

    def __init__(self, words: Iterable[str], alias: Mapping[str, str]) -> None:
        self._numbers = {word: number for number, word in enumerate(words)}
        self._alias = alias
        self._reach: dict[str, bool] = {}
        for word in self._numbers:
            if 1 < len(word) <= _LONGEST:
                for size in range(2, len(word)):
                    self._reach.setdefault(word[:size], False)
                self._reach[word] = True

    def __contains__(self, word: str) -> bool:
        return word in self._numbers

    def cut(self, text: str) -> list[int]:
        """Return where the words of a text end; runs of letters and digits stay whole."""
        size = len(text)
        best, ends = [0.0] * (size + 1), [0] * size
        known, cost = self._reach.get, _COST
        for start in range(size - 1, -1, -1):
            most, chosen = best[start + 1] + cost[1], start + 1
            for end in range(start + 2, min(size, start + _LONGEST) + 1):
                word = known(text[start:end])
                if word is None:
                    break
                if word and (score := best[end] + cost[end - start]) >= most:
                    most, chosen = score, end
            best[start], ends[start] = most, chosen
        return _joined(text, ends)

    def numbered(self, text: str) -> tuple[list[int], list[int]]:
        """Return the numbers of the words of a text, and where each ends.

        An unknown word counts by its characters, one of many letters or digits by its first alone.
        """
        numbers: list[int] = []
        stops: list[int] = []
        start = 0
        for end in self.cut(text):
            word = text[start:end]
            known = self._numbers.get(self._alias.get(word, word))
            if known is not None or end - start == 1:
                numbers.append(OTHER if known is None else known)
                stops.append(end)
            elif word.isascii() and len(word) > _LETTERS:
                numbers.append(self._one(word[0]))
                stops.append(end)
            else:
                numbers += [self._one(character) for character in word]
                stops += range(start + 1, end + 1)
            start = end
        return numbers, stops

    def _one(self, character: str) -> int:
        return self._numbers.get(self._alias.get(character, character), OTHER)


def _joined(text: str, ends: list[int]) -> list[int]:
    """Follow the best way; single letters and digits in a row make one word."""
    stops: list[int] = []
    at, size, was_plain = 0, len(ends), False
    while at < size:
        end = ends[at]
        plain = end - at == 1 and text[at].isascii() and text[at].isalnum()
        if plain and was_plain:
            stops[-1] = end
        else:
            stops.append(end)
        was_plain, at = plain, end
    return stops
