"""The detector: one native pass over all texts of a request, then local confirmation.

All views of all texts (escapes.py) are scanned together for the triggers of all rules and the
user's terms (scan.py). Only where a trigger fired does Python look: the rule's pattern is searched
nearby, its confirmation asked, and the span mapped back to the text. Of overlapping findings one
is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING

import hyperscan
from msgspec import MsgspecError

from posthouse.model.finding import Finding, Label
from posthouse.privacy.dictionary import terms
from posthouse.privacy.escapes import Layer, layers, unescaped
from posthouse.privacy.firsts import compiled
from posthouse.privacy.matches import matches
from posthouse.privacy.repeats import Cut, cuts, refitted, shortened, told
from posthouse.privacy.rules import Rule
from posthouse.privacy.scan import Scanner, database
from posthouse.privacy.taken import RANKS_OF_TERMS, Cell, Reading, Text
from posthouse.privacy.within import forget

if TYPE_CHECKING:
    from concurrent.futures import Executor

_PATIENT = 512  # matches that a rule judges before it is asked whether it may go on
_REACH = 300  # characters around escapes that a deeper view holds at least: few rules look further


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

    def twin(self, beside: Executor | None = None) -> Detector:
        """Return one for another thread, which shares what is compiled.

        A thread of `beside`, where it has one free, does half of the scanning of long texts.
        """
        other = copy(self)
        other._scanner = self._scanner.twin(beside)  # noqa: SLF001  its own kind
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
        read: dict[int, Text] = {}
        asked: dict[int, dict[int, list[_Place]]] = {}
        rules = len(self._rules)
        for index, places in self._scanner.places(views):
            owner = owners[index]
            text = read.get(owner) or read.setdefault(owner, Text(texts[owner], deepest[owner]))
            one = text.read(views[index])
            for order, (number, ends) in enumerate(places.items()):
                if number < rules:
                    ranked = asked.setdefault(self._ranks[number], {})
                    ranked.setdefault(number, []).append((one, order, ends))
                else:
                    one.name(order, self._terms[number - rules], ends)
        for rank in sorted({*asked, *RANKS_OF_TERMS}):
            for number, somewhere in asked.get(rank, {}).items():
                self._patient()
                self._ask(number, somewhere)
            for text in read.values():
                if text.waits:
                    text.take(rank)
        return [read[at].told() if at in read else () for at in range(len(texts))]

    def _ask(self, number: int, somewhere: Sequence[_Place]) -> None:
        """Ask a rule about the views in which its trigger fired, but for what is taken already."""
        rule, pattern = self._rules[number], self._patterns[number] or self._pattern(number)
        for one, order, ends in somewhere:
            text, taken, last = one.view.text, one.text.taken, -1
            some: list[Cell] = []
            for count, match in enumerate(matches(rule, pattern, text, ends), 1):
                if count % _PATIENT == 0:
                    self._patient()
                if rule.once and match.end() == last:
                    continue
                last = match.end()
                if not taken or not one.is_taken(rule, match):
                    _confirm(rule, match, one, some)
            if some:
                one.say(order, some)

    def _pattern(self, number: int) -> re.Pattern[str]:
        """Compile a rule's pattern when its trigger fires for the first time."""
        pattern = compiled(self._rules[number].pattern)
        self._patterns[number] = pattern
        return pattern


_Place = tuple[Reading, int, list[int]]
"""A view, as how many-eth a rule's trigger fired in it, and where it ended."""


def _confirm(rule: Rule, match: re.Match[str], one: Reading, some: list[Cell]) -> None:
    """Add what the rule takes of a match, nothing empty."""
    name, label = rule.name, rule.label
    if rule.labelled is not None:
        for start, end, what in rule.labelled(match):
            if start < end:
                told = what if isinstance(what, Label) else one.told(start, end, what)
                if told is not None:
                    some.append((start, end, told, name))
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
