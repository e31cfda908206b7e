"""What is taken of a text while its rules are asked, the best rank first.

What rules say of one view of a text (escapes.py) waits until all rules of a rank were asked about
all its views. Then what fits beside what better ranks took is taken, the longest first, and stays:
nothing that lies in it needs to be asked about. What a deeper view reads otherwise is doubtful: it
is taken at the end, where it still fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from operator import attrgetter, itemgetter

from msgspec import Struct

from posthouse.model.finding import Finding, Label
from posthouse.privacy.dictionary import Term, certain, place
from posthouse.privacy.escapes import Layer, inside_escape
from posthouse.privacy.rules import NAME, NUMBER, Fits, Rule, Span

_START = attrgetter("start")
_CELL_START = itemgetter(0)
_DICTIONARY = "dictionary"
RANKS_OF_TERMS = (NUMBER, NAME)
Cell = tuple[int, int, Label, str]
"""A confirmed span, what it is, and the rule that says so."""


class Candidate(Struct, frozen=True, gc=False):
    """A confirmed span of a text. A deeper view reads its characters differently where it is
    `rough`, and its ends where it is `split`.
    """

    start: int
    end: int
    label: Label
    rule: str
    rank: int
    depth: int = 0
    rough: bool = False
    split: bool = False


class Text:
    """One text: what its views say, and what is taken of it; `deepest` is the depth of the last."""

    __slots__ = (
        "_deepest",
        "_doubtful",
        "_named",
        "_readings",
        "_starts",
        "_text",
        "taken",
        "waits",
    )

    def __init__(self, text: str, deepest: int) -> None:
        self.taken: list[Finding] = []
        self.waits = False
        self._text = text
        self._deepest = deepest
        self._readings: list[Reading] = []
        self._starts: list[int] = []
        self._doubtful: list[Candidate] = []
        self._named: list[Candidate] = []

    def read(self, view: Layer) -> Reading:
        """Return a reading of one of the views."""
        one = Reading(view, self)
        self._readings.append(one)
        return one

    def take(self, rank: int) -> None:
        """Take what waits: what rules of a rank said, and terms of this rank."""
        if self._deepest or self._named:
            sure: list[Candidate] = []
            for one in self._waiting(rank):
                doubtful = one.rough and one.depth < self._deepest
                (self._doubtful if doubtful else sure).append(one)
            found: Iterable[Finding] = self._fitting(sure)
        else:
            found = self._plainly()
        self._add(found)
        self.waits = bool(self._named)

    def told(self) -> tuple[Finding, ...]:
        """Return what is taken in the end, sorted by start, none overlapping another."""
        if self._doubtful:
            self._add(self._fitting(self._doubtful))
        if not self._named:
            return tuple(self.taken)
        named = [_finding(self._text, one) for one in self._named if not one.split]
        return tuple(certain(self.taken, sorted(named, key=_START)))

    def name(self, found: Candidate) -> None:
        """Note where a term of the user stands: it is covered whole in the end."""
        self._named.append(found)
        self.waits = True

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a span lies in something that is taken."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self.taken[index].end >= end > start

    def begins(self, first: int, last: int) -> bool:
        """Tell whether something that is taken begins at one of these places."""
        index = bisect_left(self._starts, first)
        return index < len(self._starts) and self._starts[index] <= last

    def _waiting(self, rank: int) -> Iterator[Candidate]:
        for reading in self._readings:
            yield from reading.candidates(rank)

    def _plainly(self) -> Iterable[Finding]:
        """Return what fits of what the only view says, which is the text itself."""
        cells = self._readings[0].cells()
        if len(cells) > 1:
            cells.sort(key=_CELL_START)
        free = _free(cells, self.taken) if self.taken else cells
        return starmap(Finding, free) if _are_apart(free) else _parted(free)

    def _fitting(self, candidates: Iterable[Candidate]) -> list[Finding]:
        """Return what fits of candidates, those that overlap one another from the best on."""
        found: list[Finding] = []
        group: list[Candidate] = []
        end = -1
        for one in sorted(filter(self._is_free, candidates), key=_START):
            if one.start >= end:
                found += _chosen(self._text, group)
                group = []
            group.append(one)
            end = max(end, one.end)
        return found + _chosen(self._text, group)

    def _is_free(self, one: Candidate) -> bool:
        """Tell a candidate that divides no escape and overlaps nothing that is taken."""
        if one.split and one.depth < self._deepest:
            return False
        return _room(self.taken, one) is not None

    def _add(self, found: Iterable[Finding]) -> None:
        self.taken += found
        self.taken.sort(key=_START)
        self._starts = list(map(_START, self.taken))


class Reading:
    """One view of a text: what was said of it, by the order in which triggers fired in it."""

    __slots__ = ("_said", "_terms", "text", "view")

    def __init__(self, view: Layer, text: Text) -> None:
        self.view = view
        self.text = text
        self._said: dict[int, list[Cell]] = {}
        self._terms: dict[int, list[Candidate]] = {}

    def say(self, order: int, cells: Iterable[Cell]) -> None:
        """Add what a rule says."""
        self._said[order] = list(dict.fromkeys(cells))
        self.text.waits = True

    def name(self, order: int, term: Term, ends: Iterable[int]) -> None:
        """Add where a term of the user stands."""
        for placed in (place(self.view.text, end, term) for end in ends):
            if placed is not None:
                start, end, label = placed
                rank = NUMBER if label is Label.HOST else NAME
                one = self._candidate((start, end), label, _DICTIONARY, rank)
                self._terms.setdefault(order, []).append(one)
                self.text.name(one)

    def is_taken(self, rule: Rule, match: re.Match[str]) -> bool:
        """Tell whether the value of a match, whatever is said of it, lies in what is taken."""
        if rule.ahead:
            return self.text.begins(*self.view.span(match.end(), match.end() + 1))
        return "v" in match.re.groupindex and self.text.holds(*self.view.span(*match.span("v")))

    def told(self, start: int, end: int, fits: Fits) -> Label | None:
        """Return what stands in a span; None where it is no value or lies in what is taken."""
        if self.text.taken and self.text.holds(*self.view.span(start, end)):
            return None
        return fits(self.view.text[start:end])

    def cells(self) -> list[Cell]:
        """Return what rules said since this was asked last."""
        said = sorted(self._said.items()) if len(self._said) > 1 else self._said.items()
        self._said = {}
        return [cell for _, cells in said for cell in cells]

    def candidates(self, rank: int) -> Iterator[Candidate]:
        """Yield what rules said since this was asked last, and the terms of this rank."""
        said, self._said = self._said, {}
        for order in sorted(said.keys() | self._terms.keys()):
            yield from (one for one in self._terms.get(order, ()) if one.rank == rank)
            for start, end, label, rule in said.get(order, ()):
                yield self._candidate((start, end), label, rule, rank)

    def _candidate(self, span: Span, label: Label, rule: str, rank: int) -> Candidate:
        inner, view = self.view.text, self.view
        start, end = view.span(*span)
        rough = "\\" in inner[max(span[0] - 1, 0) : span[1]]
        split = rough and (inside_escape(inner, span[0]) or inside_escape(inner, span[1]))
        return Candidate(start, end, label, rule, rank, view.depth, rough, split)


def _free(cells: Sequence[Cell], taken: Sequence[Finding]) -> Sequence[Cell]:
    """Return those of cells, sorted by start, that overlap nothing that is taken."""
    free: list[Cell] = []
    index, count = 0, len(taken)
    for cell in cells:
        while index < count and taken[index].end <= cell[0]:
            index += 1
        if index == count or taken[index].start >= cell[1]:
            free.append(cell)
    return free


def _are_apart(cells: Sequence[Cell]) -> bool:
    """Tell whether none of these cells, sorted by start, overlaps another."""
    end = 0
    for cell in cells:
        if cell[0] < end:
            return False
        end = cell[1]
    return True


def _parted(cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield what is kept of cells, sorted by start, run by run of such that overlap."""
    run: list[Cell] = []
    end = 0
    for cell in cells:
        if cell[0] >= end:
            yield from _longest(run)
            run = []
        run.append(cell)
        end = max(end, cell[1])
    yield from _longest(run)


def _longest(cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield the longest of cells, then what is left beside it, one after another."""
    if len(cells) == 1:
        yield Finding(*cells[0])
        return
    starts: list[int] = []
    ends: list[int] = []
    for cell in sorted(cells, key=_shortness):
        start, end, _, _ = cell
        index = bisect_right(starts, start)
        before = ends[index - 1] if index else 0
        after = starts[index] if index < len(starts) else end
        if before <= start and end <= after:
            starts.insert(index, start)
            ends.insert(index, end)
            yield Finding(*cell)


def _shortness(one: Cell) -> int:
    return one[0] - one[1]


def _chosen(text: str, group: list[Candidate]) -> list[Finding]:
    """Return what is kept of candidates that overlap, from the best on; most stand alone."""
    if len(group) < 2:
        return [_finding(text, one) for one in group]
    taken: list[Finding] = []
    for one in sorted(group, key=_order):
        index = _room(taken, one)
        if index is not None:
            taken.insert(index, _finding(text, one))
    return taken


def _room(taken: Sequence[Finding], one: Candidate) -> int | None:
    """Return where a candidate fits among findings, sorted by start; None if it overlaps one."""
    index = bisect_right(taken, one.start, key=_START)
    overlaps = (index > 0 and taken[index - 1].end > one.start) or (
        index < len(taken) and taken[index].start < one.end
    )
    return None if overlaps else index


def _finding(text: str, one: Candidate) -> Finding:
    depth = one.depth if one.depth and "\\" in text[one.start : one.end] else 0
    return Finding(one.start, one.end, one.label, one.rule, depth)


def _order(one: Candidate) -> tuple[int, int, int, int]:
    return one.rank, one.start - one.end, one.depth, one.start
