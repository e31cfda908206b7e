"""A value that was found once is found wherever it stands in the same request.

A name in a table gives away the same name in a sentence, a key in a file the same key in a log
line. Values shorter than 5 characters are not carried over, nor single words of a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from posthouse.model.finding import NAMES, Finding, Label
from posthouse.privacy.detect import value
from posthouse.privacy.escapes import Layer, layers
from posthouse.privacy.heads import MIN_LENGTH, begun, head

MIN_NAME = 3  # characters of a Chinese name; two of them also stand inside other words
_ANYWHERE = 8
_MIN_LINE = 32
_HEAD = 16  # characters of a value that the automaton knows
_LONG = 128  # of values as long that begin alike the longest is taken
_FEW = 48  # values of which another automaton tells at three times the speed that none is there
_LONG_TEXT = 8192
_MANY = 100  # values from which the automaton is of the kind that is quickly built anyway
_BATCH = 64
_BEYOND = 64  # characters around escapes that a deeper view holds beside the longest value
_SPELLED = dict(zip("\"'\\/\b\f\n\r\t", (f"\\{sign}" for sign in "\"'\\/bfnrt"), strict=True))
_RULE = "propagated"
Findings = tuple[Finding, ...]
One = TypeVar("One")
_START = attrgetter("start")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SURE = 0.6  # of a name, before it is looked for in the rest of the request
NO_VALUES: Mapping[str, Label] = {}
_KEY_LINE = re.compile(rf"[A-Za-z0-9+/=]{{{_MIN_LINE},}}")


def propagate(
    texts: Sequence[str],
    findings: Sequence[Findings],
    before: Mapping[str, Label] = NO_VALUES,
) -> list[Findings]:
    """Return the findings of each text with every other occurrence of their values added.

    `before` are values that were found earlier.
    """
    values = {
        text: label
        for text, label in before.items()
        if _carried(text, Finding(0, len(text), label, _RULE))
    }
    found = zip(texts, findings, strict=True)
    values |= first_of([carried(text, known) for text, known in found if known])
    return propagated(texts, findings, values)


def propagated(
    texts: Sequence[str], findings: Sequence[Findings], values: Mapping[str, Label]
) -> list[Findings]:
    """Return the findings of each text with every other occurrence of the values added."""
    if not values or _nowhere(values, texts, findings):
        return list(findings)
    search = Search(values)
    return [added(text, known, search) for text, known in zip(texts, findings, strict=True)]


def _nowhere(values: Iterable[str], texts: Sequence[str], findings: Sequence[Findings]) -> bool:
    """Tell, where the texts are few and short, that no value stands outside of what is known."""
    if sum(map(len, texts)) > _LONG_TEXT:
        return False
    rest = "\0".join(map(_without, texts, findings))
    return "\\" not in rest and not any(value in rest for value in values)


def stands(values: Iterable[str], texts: Iterable[str]) -> bool:
    """Tell whether any value stands in any text where `propagate` would find it."""
    wanted = {text: Label.CREDENTIAL for text in values if len(text) >= MIN_LENGTH}
    some = list(texts) if wanted else []
    joined = "\0".join(some) if sum(map(len, some)) <= _LONG_TEXT else "\\"
    if "\\" not in joined:  # many values are looked for in few texts one by one
        there = begun([joined], (MIN_LENGTH,)) if len(wanted) > _FEW else None
        wanted = {
            text: label
            for text, label in wanted.items()
            if (there is None or head(text, MIN_LENGTH) in there) and text in joined
        }
    if not wanted:
        return False
    search = Search(wanted)
    return any(search.finds(part[at]) for part in batched(some) for at in search.near(part))


def beginning(texts: Sequence[str]) -> set[int] | None:
    """Return the hashes of all that values may begin with in texts; None where these are long."""
    return begun(texts, (MIN_LENGTH,)) if sum(map(len, texts)) <= _LONG_TEXT else None


def batched(things: Iterable[One]) -> Iterator[list[One]]:
    """Yield some things at a time: many short texts are searched faster as one."""
    left = iter(things)
    while some := list(islice(left, _BATCH)):
        yield some


def carried(text: str, known: Findings) -> dict[str, Label]:
    """Return each distinct value that a text carries over to others; key blocks by line."""
    values: dict[str, Label] = {}
    for finding in known:
        found = value(text, finding) if finding.depth else text[finding.start : finding.end]
        if finding.label is Label.PRIVATE_KEY:
            for line in _KEY_LINE.findall(found):
                values.setdefault(line, finding.label)
        if _carried(found, finding):
            values.setdefault(found, finding.label)
    return values


def first_of(each: Sequence[Mapping[str, Label]]) -> dict[str, Label]:
    """Return all values, each with the label that it was first found under."""
    values: dict[str, Label] = {}
    for some in reversed(each):
        values.update(some)
    return values


def _carried(found: str, finding: Finding) -> bool:
    """Tell values that stand for themselves elsewhere: no single word or place, nothing short."""
    if finding.label not in NAMES:
        return len(found) >= MIN_LENGTH
    if finding.label is Label.LOCATION or finding.confidence < _SURE:
        return False
    return len(found) >= MIN_NAME if _HAN.search(found) else " " in found


class Search:
    """All values at once, by their first characters: an automaton of long ones would be large."""

    def __init__(self, values: Mapping[str, Label]) -> None:
        self._labels = values
        self._by_head: dict[str, list[str]] = {}
        for one in sorted(values, key=len, reverse=True):
            self._by_head.setdefault(one[:_HEAD], []).append(one)
        self._heads = list(self._by_head)
        self._quick: AhoCorasick | None = None
        self._fast: AhoCorasick | None = None
        self._any: AhoCorasick | None = None
        self._reach = max(map(len, values), default=0) + _BEYOND
        spelled = _SPELLED.keys() & set("".join(values))
        self._escapes = ("\\u", *(_SPELLED[sign] for sign in spelled))

    def finds(self, text: str) -> bool:
        """Tell whether any value stands in the text, or under its escapes."""
        return any(self.spans(view.text) for view in self._views(text))

    def spans(self, text: str, context: str = "") -> list[tuple[int, int, Label]]:
        """Return (start, end, label) of every occurrence that is not part of a larger word.

        `context` is the text as it was before parts of it were left out.
        """
        spans: list[tuple[int, int, Label]] = []
        for index, start, _ in self._begun(text):
            taken = 0
            for one in self._by_head[self._heads[index]]:
                if taken >= _LONG <= len(one) or not text.startswith(one, start):
                    continue
                end, label = start + len(one), self._labels[one]
                if _bounded(context or text, start, end, one, label):
                    spans.append((start, end, label))
                    taken = taken or len(one)
        return spans

    def occurrences(self, text: str, known: Findings = ()) -> list[Finding]:
        """Return every occurrence outside of what is known, in the text and under its escapes."""
        rest = _without(text, known) if known else text
        found: list[Finding] = []
        for view in self._views(rest):
            context = "" if view.depth else text
            for start, end, label in self.spans(view.text, context):
                begin, stop = view.span(start, end)
                depth = view.depth if "\\" in text[begin:stop] else 0
                found.append(Finding(begin, stop, label, _RULE, depth))
        return found

    def near(self, texts: Sequence[str]) -> list[int]:
        """Return the numbers of those of a few texts in which a value may stand, as a rule none."""
        plain = [at for at, text in enumerate(texts) if "\\" not in text]
        if self.absent("\0".join([texts[at] for at in plain])):
            plain = []
        escaped = [at for at, text in enumerate(texts) if "\\" in text and not self.absent(text)]
        return [*plain, *escaped]

    def absent(self, text: str) -> bool:
        """Tell, at once, that no value stands in the text; False where it takes a closer look."""
        return not self._escaped(text) and not self._begun(text)

    def _escaped(self, text: str) -> bool:
        """Tell whether an escape of the text may spell a character that a value has."""
        return "\\" in text and any(one in text for one in self._escapes)

    def _begun(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Return where the first characters of values stand."""
        if len(text) <= _LONG_TEXT and len(self._heads) <= _MANY:
            if self._quick is None:  # is built in a fifth of the other's time
                kind = Implementation.ContiguousNFA
                self._quick = AhoCorasick(self._heads, implementation=kind)
            return self._quick.find_matches_as_indexes(text, overlapping=True)
        if self._fast is None:
            self._fast = AhoCorasick(self._heads)
            if len(self._heads) <= _FEW:
                self._any = AhoCorasick(self._heads, matchkind=MatchKind.LeftmostFirst)
        if self._any is None:
            return self._fast.find_matches_as_indexes(text, overlapping=True)
        first = self._any.find_matches_as_indexes(text)
        if len(first) * _LONG_TEXT > len(text):
            return self._fast.find_matches_as_indexes(text, overlapping=True)
        return [
            (index, low + start, low + end)
            for low, high in _around(first)
            for index, start, end in self._fast.find_matches_as_indexes(
                text[low:high], overlapping=True
            )
        ]

    def _views(self, text: str) -> Sequence[Layer]:
        """Return the views in which a value may stand.

        Where no escape spells a character that a value has, a value under escapes begins in the
        text itself too, whatever stands before it.
        """
        if "\\" not in text:
            return (Layer(text),)
        if self._escaped(text) or self._begun(text):
            return layers(text, self._reach)
        return (Layer(text),)


def _around(found: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that hold whatever overlaps these places, none overlapping another."""
    low = high = 0
    for _, start, end in found:
        if start - _HEAD > high:
            if high:
                yield low, high
            low = start - _HEAD
        high = end + _HEAD
    if high:
        yield low, high


def _without(text: str, known: Findings) -> str:
    """Return a text as long with NULs in the place of what is known."""
    parts: list[str] = []
    done = 0
    for one in known:
        parts += text[done : one.start], "\0" * (one.end - one.start)
        done = one.end
    parts.append(text[done:])
    return "".join(parts)


def _bounded(text: str, start: int, end: int, wanted: str, label: Label) -> bool:
    """Digits need digit boundaries, short values and names word boundaries, long ones none."""
    if wanted.isdigit():
        return not (text[start - 1 : start].isdigit() or text[end : end + 1].isdigit())
    if len(wanted) >= _ANYWHERE and label not in NAMES:
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    inside = _word(before) and _word(wanted[0])
    return not (inside or (_word(after) and _word(wanted[-1])))


def _word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")


def added(text: str, known: Findings, search: Search) -> Findings:
    """Add occurrences that no finding covers, longest first."""
    others = search.occurrences(text, known)
    if not others:
        return known
    taken = list(known)
    for one in sorted(others, key=lambda f: (f.start - f.end, f.start, f.depth)):
        index = bisect_right(taken, one.start, key=_START)
        if index and taken[index - 1].end > one.start:
            continue
        if index < len(taken) and taken[index].start < one.end:
            continue
        taken.insert(index, one)
    return tuple(taken)
