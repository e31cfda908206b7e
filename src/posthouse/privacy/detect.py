"""The detector: one native pass over all texts of a request, then local confirmation.

All views of all texts (escapes.py) are scanned together for the triggers of all rules and the
user's terms (scan.py). Only where a trigger fired does Python look: the rule's pattern is searched
nearby, its confirmation asked, and the span mapped back to the text. Of overlapping findings one
is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from itertools import starmap
from operator import attrgetter, itemgetter

import hyperscan
from msgspec import MsgspecError, Struct

from posthouse.model.finding import Finding, Label
from posthouse.privacy.dictionary import Term, certain, place, terms
from posthouse.privacy.escapes import Layer, inside_escape, layers, unescaped
from posthouse.privacy.matches import matches
from posthouse.privacy.repeats import Cut, cuts, refitted, shortened, told
from posthouse.privacy.rules import NAME, NUMBER, Rule
from posthouse.privacy.scan import Scanner, database
from posthouse.privacy.within import forget

_START = attrgetter("start")
_CELL_START = itemgetter(0)
Cell = tuple[int, int, Label, str]
"""A confirmed span, what it is, and the rule that says so."""
_DICTIONARY = "dictionary"
_PATIENT = 512  # matches that a rule judges before it is asked whether it may go on
_REACH = 300  # characters around escapes that a deeper view holds at least: few rules look further


class _Candidate(Struct, frozen=True, gc=False):
    """A confirmed span. A deeper view reads its characters differently where it is `rough`,
    and its ends where it is `split`.
    """

    start: int
    end: int
    label: Label
    rule: str
    rank: int
    depth: int = 0
    rough: bool = False
    split: bool = False


def _at_leisure() -> None:
    """Take as long as it takes."""


def value(text: str, finding: Finding) -> str:
    """Return what a finding marks, its escapes undone."""
    return unescaped(text[finding.start : finding.end], finding.depth)


class Detector:
    """Finds sensitive values. One detector serves one thread: it owns its scratch space."""

    def __init__(
        self, rules: Sequence[Rule], words: Sequence[str] = (), packed: bytes | None = None
    ) -> None:
        """Load `packed` (from `database`); compile where it is absent or of another machine."""
        self._rules = tuple(rules)
        self._ranks = [rule.rank for rule in self._rules]
        self._terms = terms(words)
        self._patient: Callable[[], None] = _at_leisure
        self._patterns: list[re.Pattern[str] | None] = [None] * len(self._rules)
        reaches = [0 if rule.here else rule.before + rule.after for rule in self._rules]
        try:
            self._scanner = Scanner(packed or database(rules, words), reaches)
        except (hyperscan.HyperscanError, MsgspecError):
            self._scanner = Scanner(database(rules, words), reaches)

    def twin(self) -> Detector:
        """Return one for another thread, which shares what is compiled."""
        other = copy(self)
        other._scanner = self._scanner.twin()  # noqa: SLF001  its own kind
        return other

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return the findings of one text."""
        return self.find_all((text,))[0]

    def find_all(
        self, texts: Sequence[str], patient: Callable[[], None] = _at_leisure
    ) -> list[tuple[Finding, ...]]:
        """Return the findings of each text, sorted by start, none overlapping another.

        `patient` is called from rule to rule, and from time to time in a rule, and may raise.
        """
        if not texts:
            return []
        repeated = {at: found for at, text in enumerate(texts) if (found := cuts(text))}
        self._patient = patient
        try:
            return self._once(texts, repeated) if repeated else self._found(texts)
        finally:
            forget()

    def _once(
        self, texts: Sequence[str], repeated: Mapping[int, list[Cut]]
    ) -> list[tuple[Finding, ...]]:
        """Judge once what is repeated; where that does not tell, judge the whole text."""
        parts = list(texts)
        for at, left_out in repeated.items():
            parts[at] = shortened(texts[at], left_out)
        done = self._found(parts)
        for at, left_out in repeated.items():
            whole = told(done[at], left_out)
            if whole is None and (again := refitted(done[at], left_out)):
                whole = told(self._found((shortened(texts[at], again),))[0], again)
            done[at] = self._found((texts[at],))[0] if whole is None else whole
        return done

    def _found(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Ask the rules rank by rank, each about all views at once."""
        views, owners, deepest = _views(texts)
        readings: list[_Reading] = []
        asked: dict[int, dict[int, list[_Place]]] = {}
        rules = len(self._rules)
        for index, places in self._scanner.places(views):
            view, owner = views[index], owners[index]
            alone = not deepest[owner] and "\\" not in view.text and max(places) < rules
            one = _Reading(view, owner, alone=alone)
            readings.append(one)
            for order, (number, ends) in enumerate(places.items()):
                if number < rules:
                    ranked = asked.setdefault(self._ranks[number], {})
                    ranked.setdefault(number, []).append((one, order, ends))
                else:
                    term = self._terms[number - rules]
                    one.terms[order] = list(_named(view, term, ends))
        for rank in sorted(asked):
            for number, somewhere in asked[rank].items():
                self._patient()
                self._ask(number, somewhere)
            for one in readings:
                if one.alone and one.said:
                    one.take()
        return self._told(texts, readings, deepest)

    def _told(
        self, texts: Sequence[str], readings: Sequence[_Reading], deepest: Sequence[int]
    ) -> list[tuple[Finding, ...]]:
        """Return what is found in each text: views of one text are read together."""
        done: list[tuple[Finding, ...]] = [()] * len(texts)
        candidates: dict[int, list[_Candidate]] = {}
        for one in readings:
            if one.alone:
                done[one.owner] = tuple(one.taken)
            else:
                candidates.setdefault(one.owner, []).extend(one.candidates())
        for owner, found in candidates.items():
            if found:
                done[owner] = _resolved(texts[owner], found, deepest[owner])
        return done

    def _ask(self, number: int, somewhere: Sequence[_Place]) -> None:
        """Ask a rule about the views in which its trigger fired, but for what is taken already."""
        rule, pattern = self._rules[number], self._patterns[number] or self._pattern(number)
        for one, order, ends in somewhere:
            text, last = one.view.text, -1
            some: list[Cell] = []
            for count, match in enumerate(matches(rule, pattern, text, ends), 1):
                if count % _PATIENT == 0:
                    self._patient()
                if rule.once and match.end() == last:
                    continue
                last = match.end()
                if not one.taken or not _is_taken(rule, match, one):
                    _confirm(rule, match, some)
            if some:
                one.said[order] = rule, list(dict.fromkeys(some))

    def _pattern(self, number: int) -> re.Pattern[str]:
        """Compile a rule's pattern when its trigger fires for the first time."""
        pattern = re.compile(self._rules[number].pattern, re.ASCII)
        self._patterns[number] = pattern
        return pattern


class _Reading:
    """One view while it is read: what its rules said, by the order in which their triggers fired.

    `alone` is the only view of a text without escapes: what a better rank has taken in it is not
    asked about again.
    """

    __slots__ = ("alone", "owner", "said", "starts", "taken", "terms", "view")

    def __init__(self, view: Layer, owner: int, *, alone: bool) -> None:
        self.view = view
        self.owner = owner
        self.alone = alone
        self.said: dict[int, tuple[Rule, list[Cell]]] = {}
        self.terms: dict[int, list[_Candidate]] = {}
        self.taken: list[Finding] = []
        self.starts: list[int] = []

    def take(self) -> None:
        """Take what the rules of one rank said."""
        said = sorted(self.said.items()) if len(self.said) > 1 else self.said.items()
        cells = [cell for _, (_, cells) in said for cell in cells]
        if len(cells) > 1:
            cells.sort(key=_CELL_START)
        free = _free(cells, self.taken) if self.taken else cells
        self.taken += starmap(Finding, free) if _are_apart(free) else _parted(free)
        self.taken.sort(key=_START)
        self.starts = list(map(_START, self.taken))
        self.said = {}

    def candidates(self) -> Iterator[_Candidate]:
        """Yield all that was said and named, in its order."""
        for order in sorted(self.said.keys() | self.terms.keys()):
            if order in self.terms:
                yield from self.terms[order]
            else:
                rule, cells = self.said[order]
                for start, end, label, _ in cells:
                    yield _candidate(self.view, (start, end), label, rule.name, rule.rank)


_Place = tuple[_Reading, int, list[int]]
"""A view, as how many-eth a rule's trigger fired in it, and where it ended."""


def _is_taken(rule: Rule, match: re.Match[str], one: _Reading) -> bool:
    """Tell whether the value of a match, whatever is said of it, lies in what is taken."""
    if rule.ahead:
        end = match.end()
        index = bisect_left(one.starts, end)
        return index < len(one.starts) and one.starts[index] <= end + 1
    if "v" not in match.re.groupindex:
        return False
    start, end = match.span("v")
    index = bisect_right(one.starts, start) - 1
    return index >= 0 and one.taken[index].end >= end > start


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


def _confirm(rule: Rule, match: re.Match[str], some: list[Cell]) -> None:
    """Add what the rule takes of a match, nothing empty."""
    name, label = rule.name, rule.label
    if rule.labelled is not None:
        some += [(start, end, la, name) for start, end, la in rule.labelled(match) if start < end]
    elif rule.every is not None:
        some += [(start, end, label, name) for start, end in rule.every(match) if start < end]
    else:
        span = rule.confirm(match)
        if span is not None and span[0] < span[1]:
            some.append((*span, label, name))


def _views(texts: Sequence[str]) -> tuple[list[Layer], list[int], list[int]]:
    """Return every view of every text, for each view the index of its text, and their depths."""
    views: list[Layer] = []
    owners: list[int] = []
    deepest: list[int] = []
    for index, text in enumerate(texts):
        if "\\" in text:
            found = layers(text, _REACH)
            views += found
            owners += [index] * len(found)
            deepest.append(len(found) - 1)
        else:
            views.append(Layer(text))
            owners.append(index)
            deepest.append(0)
    return views, owners, deepest


def _named(view: Layer, term: Term, ends: list[int]) -> Iterator[_Candidate]:
    for end in ends:
        placed = place(view.text, end, term)
        if placed is not None:
            start, end_, label = placed
            rank = NUMBER if label is Label.HOST else NAME
            yield _candidate(view, (start, end_), label, _DICTIONARY, rank)


def _candidate(
    view: Layer, span: tuple[int, int], label: Label, rule: str, rank: int
) -> _Candidate:
    inner = view.text
    start, end = view.span(*span)
    rough = "\\" in inner[max(span[0] - 1, 0) : span[1]]
    split = rough and (inside_escape(inner, span[0]) or inside_escape(inner, span[1]))
    return _Candidate(start, end, label, rule, rank, view.depth, rough, split)


def _resolved(text: str, candidates: list[_Candidate], deepest: int) -> tuple[Finding, ...]:
    """Keep the best of overlapping candidates: read plainly, most specific, longest."""
    if len(candidates) > 1:
        candidates.sort(key=_START)
    taken: list[Finding] = []
    group: list[_Candidate] = []
    end = -1
    for one in candidates:
        if one.start >= end and group:
            taken += _best(text, group, deepest)
            group = []
        group.append(one)
        end = max(end, one.end)
    taken += _best(text, group, deepest)
    return tuple(taken)


def _best(text: str, group: list[_Candidate], deepest: int) -> list[Finding]:
    """Return what is kept of candidates that overlap, one after another; most stand alone."""
    if len(group) > 1:
        return _chosen(text, group, deepest)
    one = group[0]
    return [] if one.split and one.depth < deepest else [_finding(text, one)]


def _chosen(text: str, group: list[_Candidate], deepest: int) -> list[Finding]:
    taken: list[Finding] = []
    for one in sorted(group, key=lambda c: _order(c, deepest)):
        if one.split and one.depth < deepest:
            continue
        index = bisect_right(taken, one.start, key=_START)
        if index and taken[index - 1].end > one.start:
            continue
        if index < len(taken) and taken[index].start < one.end:
            continue
        taken.insert(index, _finding(text, one))
    named = [_finding(text, one) for one in group if one.rule == _DICTIONARY and not one.split]
    return certain(taken, named) if named else taken


def _finding(text: str, one: _Candidate) -> Finding:
    depth = one.depth if one.depth and "\\" in text[one.start : one.end] else 0
    return Finding(one.start, one.end, one.label, one.rule, depth)


def _order(one: _Candidate, deepest: int) -> tuple[bool, int, int, int, int]:
    return (one.rough and one.depth < deepest, one.rank, one.start - one.end, one.depth, one.start)
