"""The user's own words: code names, customers, internal domains.

ASCII terms match regardless of case at word and camelCase boundaries, long ones also before a
number; a blank, a hyphen and an underscore in a term match each other and nothing. Other terms
match as they are, anywhere, their signs in either width, with a blank between Chinese and Latin
letters or without. Any term but a domain may be written in full-width letters, or partly so. Below
a term that is a domain every subdomain is an internal host name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick
from msgspec.structs import replace

from posthouse.model.finding import Finding, Label
from posthouse.privacy.rules import Span
from posthouse.privacy.spans import overlapped
from posthouse.privacy.spellings import (
    BLANK,
    LETTERS,
    narrow,
    spaced,
    squeezed,
    told,
    unspaced,
    wide_signs,
)
from posthouse.privacy.within import remembered

_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}", re.ASCII)
_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
_JOINTS = re.compile(r"[ _-]")
_DISTINCT = 5  # letters of a term that is known for itself with a number attached
_SHORTEST = 2
_WORD = re.compile(r"[A-Za-z0-9]", re.ASCII)
_STRETCH = 2048  # characters in which terms in full width are looked for at once


class Wide:
    """Finds terms of which letters, digits or blanks are written in full width."""

    __slots__ = ("_known", "_search", "_terms", "longest")

    def __init__(self, terms: Sequence[str]) -> None:
        """Take terms in plain letters; nothing is built before a full-width letter is met."""
        self._terms = terms
        self._known: list[set[str]] = []
        self._search: AhoCorasick | None = None
        self.longest = 2 * max(map(len, terms))

    def around(self, text: str, at: int) -> Span | None:
        """Return where the longest term stands that has this full-width character."""
        return _stretch(self, text, at // _STRETCH).get(at)

    def within(self, text: str) -> Iterator[Span]:
        """Yield where terms stand that are not written in plain characters."""
        plain = narrow(text)
        places = [place for place, one in enumerate(plain) if one not in " _-"]
        for number, first, end in self._found(squeezed(plain)):
            start, stop = places[first], places[end - 1] + 1
            taken = plain[start:stop]
            wide = taken != text[start:stop] and told(taken) in self._known[number]
            if wide and stands_alone(plain, start, stop):
                yield start, stop

    def _found(self, letters: str) -> Sequence[tuple[int, int, int]]:
        """Return which terms stand among letters, and where."""
        if self._search is None:
            ways: defaultdict[str, set[str]] = defaultdict(set)
            for term in self._terms:
                ways[squeezed(term)].update((told(term), squeezed(term)))
            self._known = list(ways.values())
            self._search = AhoCorasick(list(ways))
        return self._search.find_matches_as_indexes(letters, overlapping=True)


@remembered
def _stretch(wide: Wide, text: str, number: int) -> dict[int, Span]:
    """Return which term stands at each character of a stretch of a text, the longest of several."""
    low = max(number * _STRETCH - wide.longest, 0)
    found: dict[int, Span] = {}
    some = wide.within(text[low : (number + 1) * _STRETCH + wide.longest])
    for start, end in sorted(some, key=lambda span: span[1] - span[0]):
        found.update(dict.fromkeys(range(low + start, low + end), (low + start, low + end)))
    return found


@dataclass(frozen=True, slots=True)
class Term:
    """One literal to search: a spelling of a user's term, or what tells of `wide` spellings."""

    text: str
    domain: bool
    wide: Wide | None = None


def terms(words: Sequence[str]) -> tuple[Term, ...]:
    """Return every spelling of every word, each once, in a stable order."""
    spellings: dict[str, None] = {}
    for word in words:
        stripped = " ".join(word.split())
        if len(stripped) >= _SHORTEST:
            spellings.update(dict.fromkeys(_spellings(stripped)))
    found = [Term(text, bool(_DOMAIN.fullmatch(text))) for text in spellings]
    letters = tuple(one.text for one in found if not one.domain and _WORD.search(one.text))
    if letters:
        wide = Wide(letters)
        found += [Term(text, domain=False, wide=wide) for text in (*LETTERS, BLANK)]
    return tuple(found)


def _spellings(term: str) -> Iterator[str]:
    """Yield a term as it is given, then as it may be written."""
    yield term
    plain = narrow(term)
    if _DOMAIN.fullmatch(plain):
        return
    yield plain
    parts = _JOINTS.split(plain)
    for joint in (" ", "-", "_", "") if len(parts) > 1 and all(parts) else ():
        yield joint.join(parts)
    if plain.isascii():
        return
    for one in (plain, unspaced(plain), spaced(plain)):
        yield from (one, wide_signs(one))
        yield from (one.upper(), one.lower())


def _joined(text: str, left: int, right: int) -> bool:
    """Tell whether two neighbouring characters belong to one word (camelCase divides)."""
    a, b = text[left], text[right]
    if not (_WORD.match(a) and _WORD.match(b)):
        return False
    return not (a.islower() and b.isupper())


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether the span begins and ends at word boundaries; only ASCII words have any."""
    if start > 0 and _joined(text, start - 1, start):
        return False
    if end - start >= _DISTINCT and text[end - 1].isalpha() and text[end : end + 1].isdigit():
        return True
    return end >= len(text) or not _joined(text, end - 1, end)


def place(text: str, end: int, term: Term) -> tuple[int, int, Label] | None:
    """Return what a term that ends here marks: its own span, or the host name it ends."""
    if term.wide is not None:
        found = term.wide.around(text, end - 1)
        return None if found is None else (*found, Label.PROJECT)
    start = end - len(term.text)
    if start < 0 or not stands_alone(text, start, end):
        return None
    if term.domain and start > 1 and text[start - 1] == "." and text[start - 2].isalnum():
        while start > 0 and text[start - 1] in _HOST_CHARACTERS:
            start -= 1
        while text[start] in ".-_":
            start += 1
        return start, end, Label.HOST
    return start, end, Label.PROJECT


def certain(taken: Sequence[Finding], named: Sequence[Finding]) -> list[Finding]:
    """Return what is taken of a text, sorted by start, with every term covered whole.

    A term takes the place of what lies in it. What begins or ends in one, but not both, is extended
    to its other end.
    """
    found = list(taken)
    for term in named:
        at = overlapped(found, term.start, term.end)
        over = found[at]
        if not over:
            continue
        start, end = min(term.start, over[0].start), max(term.end, over[-1].end)
        if (start, end) == (over[0].start, over[0].end):
            continue
        outer = [one for one in over if one.start < term.start or one.end > term.end]
        depth = max(one.depth for one in (term, *over))
        found[at] = [replace((*outer, term)[0], start=start, end=end, depth=depth)]
    return found
