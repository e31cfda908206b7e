"""Finds surrogates, tokens and aliases in a text that comes in pieces; any split finds the same.

Where several begin, the longest counts; an alias counts only between the others. What may still
become one, or a longer one, is not decided before more has come.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Hit(Generic[One]):
    """What stands at [start, end), under which name it is known, and what it stands for."""

    start: int
    end: int
    name: str
    original: One


class _Finder(Generic[One]):
    """Finds the longest of several words at each place, leftmost first."""

    def __init__(self, words: Mapping[str, tuple[str, One]]) -> None:
        self._words = words
        self._sorted = sorted(words)
        self._longest = max((len(word) for word in words), default=0)
        self._firsts = frozenset(word[0] for word in words)
        kind = MatchKind.LeftmostLongest
        self._automaton = AhoCorasick(self._sorted, matchkind=kind) if words else None

    def settled(self, text: str, *, final: bool) -> tuple[list[Hit[One]], int]:
        """Return what is found for certain, and from where on nothing is certain yet."""
        hits: list[Hit[One]] = []
        pending = len(text) if final else self._pending(text, 0)
        for start, end, word in self._matches(text):
            if start >= pending:
                break
            name, original = self._words[word]
            hits.append(Hit(start, end, name, original))
            if end > pending:
                pending = self._pending(text, end)
        return hits, pending

    def _matches(self, text: str) -> Iterable[tuple[int, int, str]]:
        if self._automaton is None:
            return ()
        found = self._automaton.find_matches_as_indexes(text)
        return ((start, end, self._sorted[index]) for index, start, end in found)

    def _pending(self, text: str, begin: int) -> int:
        """Return the first place from which the text may go on to a longer word."""
        for start in range(max(begin, len(text) - self._longest + 1), len(text)):
            if text[start] in self._firsts and self._goes_on(text[start:]):
                return start
        return len(text)

    def _goes_on(self, tail: str) -> bool:
        place = bisect_left(self._sorted, tail)
        if place < len(self._sorted) and self._sorted[place] == tail:
            place += 1
        return place < len(self._sorted) and self._sorted[place].startswith(tail)


class Standins(Generic[One]):
    """All that may stand for a value in one sink; `ascii_too`: JSON's ASCII spelling as well."""

    def __init__(
        self, originals: Mapping[str, One], aliases: Mapping[str, One], *, ascii_too: bool
    ) -> None:
        self._whole = _Finder(_spelled(originals, ascii_too=ascii_too))
        self._parts = _Finder(_spelled(aliases, ascii_too=ascii_too))

    def settled(self, text: str, *, final: bool = False) -> tuple[list[Hit[One]], int]:
        """Return the hits in order, and how much of the text is decided."""
        whole, ready = self._whole.settled(text, final=final)
        hits: list[Hit[One]] = []
        done = 0
        for hit in whole:
            parts, _ = self._parts.settled(text[done : hit.start], final=True)
            hits += [*_moved(parts, done), hit]
            done = hit.end
        parts, certain = self._parts.settled(text[done:], final=final)
        for part in _moved(parts, done):
            if part.end > ready:
                return hits, min(part.start, ready)
            hits.append(part)
        return hits, max(min(ready, done + certain), done)


def _moved(hits: list[Hit[One]], by: int) -> list[Hit[One]]:
    return [Hit(hit.start + by, hit.end + by, hit.name, hit.original) for hit in hits]


def _spelled(words: Mapping[str, One], *, ascii_too: bool) -> dict[str, tuple[str, One]]:
    """Return every spelling with its word and what it stands for."""
    found = {word: (word, original) for word, original in words.items()}
    if ascii_too:
        for word, original in words.items():
            if not word.isascii():
                spelled = json.dumps(word)[1:-1]
                found.setdefault(spelled, (word, original))
                found.setdefault(spelled.upper().replace("\\U", "\\u"), (word, original))
    return found
