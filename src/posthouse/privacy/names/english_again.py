"""Names seen once in a text are known in the rest of it: the whole name, a forename, a surname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_rules import TITLED, Told
from posthouse.privacy.words import words

_PART = re.compile(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*")
_BEFORE, _BEHIND = re.compile(r"(?<![\w@./-])"), re.compile(r"(?![\w@])")
_MOST = 200  # names looked for again in one text
_SURE = 0.3  # how sure a name must be to be looked for again
# Parts of names that are words of their own too often to be looked for alone.
_WORDS = words(
    "may june april august will mark grace faith hope joy art bill rose summer young king long "
    "white black brown green gray day west north south east street new saint major bishop "
    "prince price rich frank love best good little power page hall wood stone hill field park "
    "lake ford the and von van der den del della bin ben los las jun sen"
)


def again(text: str, found: Sequence[Finding]) -> Iterator[Told]:
    """Yield further places of the names found, which stand in order; none overlaps another."""
    known = _known(text, found)
    if not known:
        return
    at = 0
    for start, end in _places(text, known):
        while at < len(found) and found[at].end <= start:
            at += 1
        if at == len(found) or found[at].start >= end:
            yield Told(start, end, known[text[start:end]])


def _places(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where names stand as words, of those that begin together the longest.

    No expression is made of them: `re` would remember it, and with it the names.
    """
    search, done = AhoCorasick(list(names)), 0
    found = search.find_matches_as_indexes(text, overlapping=True)
    for start, end in sorted(((s, e) for _, s, e in found), key=lambda one: (one[0], -one[1])):
        if start >= done and _BEFORE.match(text, start) and _BEHIND.match(text, end):
            yield start, end
            done = end


def _known(text: str, found: Sequence[Finding]) -> dict[str, Label]:
    """Return the names to look for: whole ones, and of persons each part with a capital."""
    known: dict[str, Label] = {}
    for one in found[:_MOST]:
        value = text[one.start : one.end]
        if one.label is Label.ADDRESS or one.confidence < _SURE or len(value) < 3:
            continue
        if " " in value or value.casefold() not in _WORDS:
            known.setdefault(value, one.label)
        if one.label is Label.PERSON:
            bare = value[title.end() :] if (title := TITLED.match(value)) else value
            for part in _PART.findall(bare) if " " in bare or bare != value else ():
                if part[0].isupper() and part.casefold() not in _WORDS:
                    known.setdefault(part, Label.PERSON)
    return known
