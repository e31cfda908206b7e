"""The detector: one native pass over all texts of a request, then local confirmation.

All views of all texts (escapes.py) are joined by NUL bytes into one buffer, which hyperscan scans
once for the triggers of all rules and the user's terms. Only where a trigger fired does Python
look: byte offsets become code points, the rule's pattern is searched nearby, its confirmation
asked, and the span mapped back to the text. Of overlapping findings one is kept.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from operator import attrgetter
from typing import NamedTuple

import hyperscan

from posthouse.model.finding import Finding, Label
from posthouse.privacy.dictionary import Term, place, terms
from posthouse.privacy.escapes import Layer, inside_escape, layers, unescaped
from posthouse.privacy.rules import NAME, NUMBER, Rule

_START = attrgetter("start")
_CONTINUATION = bytes(range(0x80, 0xC0))
_DICTIONARY = "dictionary"
_FORMAT = b"1"
_REACH = 700  # characters around escapes that a deeper view holds: more than rules look around

Hit = tuple[int, int]  # (rule number, byte offset where its trigger ends)


class _Candidate(NamedTuple):
    """A confirmed span. A deeper view reads its characters differently where it is `rough`,
    and its ends where it is `split`.
    """

    start: int
    end: int
    label: Label
    rule: str
    rank: int
    depth: int
    rough: bool
    split: bool


def fingerprint(rules: Sequence[Rule], words: Sequence[str]) -> str:
    """Name the compiled database of these rules and terms for this hyperscan."""
    digest = hashlib.blake2b(_FORMAT + version("hyperscan").encode(), digest_size=16)
    for rule in rules:
        digest.update(f"{rule.name}\0{rule.trigger}\0{rule.caseless}\n".encode())
    for term in terms(words):
        digest.update(term.text.encode("utf-8", "replace") + b"\n")
    return digest.hexdigest()


def database(rules: Sequence[Rule], words: Sequence[str]) -> bytes:
    """Compile all triggers and terms; the bytes load in about a millisecond on the same machine."""
    expressions = [rule.trigger.encode() for rule in rules]
    flags = [hyperscan.HS_FLAG_CASELESS if rule.caseless else 0 for rule in rules]
    for term in terms(words):
        expressions.append(_literal(term.text))
        flags.append(hyperscan.HS_FLAG_CASELESS)
    compiled = hyperscan.Database()
    compiled.compile(
        expressions=expressions,
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=flags,
    )
    return bytes(hyperscan.dumpb(compiled))


def _literal(text: str) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in text.encode("utf-8", "replace"))


def _load(packed: bytes) -> hyperscan.Database:
    loaded = hyperscan.loadb(packed, hyperscan.HS_MODE_BLOCK)
    loaded.scratch = hyperscan.Scratch(loaded)
    return loaded


def _note(rule: int, _start: int, end: int, _flags: int, hits: object) -> None:
    """Collect one hit; called by hyperscan for each, with the list given as context."""
    hits.append((rule, end))  # type: ignore[attr-defined]


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
        self._terms = terms(words)
        self._patterns: list[re.Pattern[str] | None] = [None] * len(self._rules)
        try:
            self._db = _load(packed if packed is not None else database(rules, words))
        except hyperscan.HyperscanError:
            self._db = _load(database(rules, words))

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return the findings of one text."""
        return self.find_all((text,))[0]

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Return the findings of each text, sorted by start, none overlapping another."""
        views, owners = _views(texts)
        joined = "\0".join(("", *(view.text for view in views), ""))
        packed = joined.encode("utf-8", "replace")
        hits: list[Hit] = []
        self._db.scan(packed, match_event_handler=_note, context=hits)
        if not hits:
            return [()] * len(texts)
        if len(packed) != len(joined):
            hits = _in_code_points(packed, hits)
        candidates: list[list[_Candidate]] = [[] for _ in texts]
        for index, rule, ends in _by_view(views, hits):
            candidates[owners[index]] += self._confirmed(views[index], rule, ends)
        deepest = _deepest(owners, views, len(texts))
        return [
            _resolved(text, found, deep)
            for text, found, deep in zip(texts, candidates, deepest, strict=True)
        ]

    def _confirmed(self, view: Layer, number: int, ends: list[int]) -> Iterator[_Candidate]:
        if number >= len(self._rules):
            yield from _named(view, self._terms[number - len(self._rules)], ends)
            return
        rule, text, last = self._rules[number], view.text, -1
        for low, high in _windows(rule, ends, len(text)):
            for match in _matches(self._pattern(number), text, low, high):
                if rule.once and match.end() == last:
                    continue
                last = match.end()
                for start, end, label in _spans(rule, match):
                    yield _candidate(view, (start, end), label, rule.name, rule.rank)

    def _pattern(self, number: int) -> re.Pattern[str]:
        """Compile a rule's pattern when its trigger fires for the first time."""
        pattern = self._patterns[number]
        if pattern is None:
            pattern = re.compile(self._rules[number].pattern, re.ASCII)
            self._patterns[number] = pattern
        return pattern


def _spans(rule: Rule, match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield what the rule takes of a match, nothing empty."""
    if rule.labelled is not None:
        yield from (found for found in rule.labelled(match) if found[0] < found[1])
        return
    if rule.every is not None:
        yield from ((*span, rule.label) for span in rule.every(match) if span[0] < span[1])
        return
    taken = rule.confirm(match)
    if taken is not None and taken[0] < taken[1]:
        yield (*taken, rule.label)


def _views(texts: Sequence[str]) -> tuple[list[Layer], list[int]]:
    """Return every view of every text and, for each view, the index of its text."""
    views: list[Layer] = []
    owners: list[int] = []
    for index, text in enumerate(texts):
        if "\\" in text:
            found = layers(text, _REACH)
            views += found
            owners += [index] * len(found)
        else:
            views.append(Layer(text))
            owners.append(index)
    return views, owners


def _deepest(owners: list[int], views: list[Layer], count: int) -> list[int]:
    depths = [0] * count
    for owner, view in zip(owners, views, strict=True):
        depths[owner] = max(depths[owner], view.depth)
    return depths


def _in_code_points(packed: bytes, hits: list[Hit]) -> list[Hit]:
    """Turn byte offsets into code point offsets by counting lead bytes between hits."""
    points: dict[int, int] = {}
    at = count = 0
    for end in sorted({end for _, end in hits}):
        count += len(packed[at:end].translate(None, _CONTINUATION))
        at = end
        points[end] = count
    return [(rule, points[end]) for rule, end in hits]


def _by_view(views: list[Layer], hits: list[Hit]) -> Iterator[tuple[int, int, list[int]]]:
    """Group hits: view index, rule number, the sorted ends inside that view."""
    starts: list[int] = []
    at = 1
    for view in views:
        starts.append(at)
        at += len(view.text) + 1
    grouped: dict[tuple[int, int], list[int]] = {}
    for rule, end in hits:
        index = max(bisect_right(starts, end - 1) - 1, 0)
        grouped.setdefault((index, rule), []).append(end - starts[index])
    for (index, rule), ends in grouped.items():
        ends.sort()
        yield index, rule, ends


def _windows(rule: Rule, ends: list[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text to search, overlapping ones merged."""
    low, high = max(ends[0] - rule.before, 0), ends[0] + rule.after
    for end in ends[1:]:
        if end - rule.before > high:
            yield low, min(high, size)
            low = end - rule.before
        high = end + rule.after
    yield low, min(high, size)


def _matches(pattern: re.Pattern[str], text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """Search a stretch; a match that touches its end is made again without that end."""
    for match in pattern.finditer(text, low, high):
        if match.end() >= high - 1 and high < len(text):
            again = pattern.match(text, match.start())
            if again is not None:
                yield again
        else:
            yield match


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
    taken: list[Finding] = []
    for group in _overlapping(candidates):
        taken += _best(text, group, deepest)
    return tuple(taken)


def _overlapping(candidates: list[_Candidate]) -> Iterator[list[_Candidate]]:
    """Yield candidates that overlap, one after another, together; most stand alone."""
    group: list[_Candidate] = []
    end = -1
    for one in sorted(candidates, key=_START):
        if group and one.start >= end:
            yield group
            group = []
        group.append(one)
        end = max(end, one.end)
    if group:
        yield group


def _best(text: str, group: list[_Candidate], deepest: int) -> list[Finding]:
    taken: list[Finding] = []
    for one in sorted(group, key=lambda c: _order(c, deepest)) if len(group) > 1 else group:
        if one.split and one.depth < deepest:
            continue
        index = bisect_right(taken, one.start, key=_START)
        if index and taken[index - 1].end > one.start:
            continue
        if index < len(taken) and taken[index].start < one.end:
            continue
        depth = one.depth if "\\" in text[one.start : one.end] else 0
        taken.insert(index, Finding(one.start, one.end, one.label, one.rule, depth))
    return taken


def _order(one: _Candidate, deepest: int) -> tuple[bool, int, int, int, int]:
    return (one.rough and one.depth < deepest, one.rank, one.start - one.end, one.depth, one.start)
