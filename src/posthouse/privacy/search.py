"""Searches texts, and what lies under their escapes, for many values at once.

All goes by the first characters of the values, in UTF-8: an automaton of long values would be
large, and one that tells places in characters counts them through the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from posthouse.model.finding import NAMES, Finding, Label
from posthouse.privacy.escapes import Layer, layers

PROPAGATED = "propagated"
"""The rule of what is found because it was found elsewhere."""

_ANYWHERE = 8
_HEAD, _LONG_HEAD = 8, 16  # characters of a value that the automaton knows
_ALIKE = 4  # values that begin alike, from which it knows more of them
_HEAD_BYTES = 4 * _LONG_HEAD
_LONG = 128  # of values as long that begin alike the longest is taken
_FEW = 48  # values of which another automaton tells at ten times the speed that none is there
_LONG_TEXT = 8192
_SOME = 512  # values for which an automaton that reads long texts fast is soon built
_BETWEEN = b"\xff"  # stands in no UTF-8
_BEYOND = 64  # characters around escapes that a deeper view holds beside the longest value
_SPELLED = dict(zip("\"'\\/\b\f\n\r\t", "\"'\\/bfnrt", strict=True))
Findings = tuple[Finding, ...]
Place = tuple[int, int, int]
"""Which head it is, where it begins and where it ends."""


class Search:
    """The values that are looked for, and how each is labelled."""

    def __init__(self, values: Mapping[str, Label]) -> None:
        self._labels = values
        by_head = _by_head(values)
        self._heads = list(by_head)
        self._values = list(by_head.values())
        self._any: BytesAhoCorasick | None = None
        self._every: BytesAhoCorasick | None = None
        self._reach = max(map(len, values), default=0) + _BEYOND
        self._escaping: set[str] = set()
        self._size = 0

    def finds(self, text: str) -> bool:
        """Tell whether any value stands in the text, or under its escapes."""
        return any(self.spans(view.text) for view in self._views(text))

    def spans(self, text: str, context: str = "") -> list[tuple[int, int, Label]]:
        """Return (start, end, label) of every occurrence that is not part of a larger word.

        `context` is the text as it was before parts of it were left out.
        """
        spans: list[tuple[int, int, Label]] = []
        for index, start in self._begun(text):
            taken = 0
            for one in self._values[index]:
                if taken >= _LONG <= len(one) or not text.startswith(one, start):
                    continue
                end, label = start + len(one), self._labels[one]
                if _bounded(context or text, start, end, one, label):
                    spans.append((start, end, label))
                    taken = taken or len(one)
        return spans

    def occurrences(self, text: str, known: Findings = ()) -> list[Finding]:
        """Return every occurrence outside of what is known, in the text and under its escapes."""
        rest = without(text, known) if known else text
        found: list[Finding] = []
        for view in self._views(rest):
            context = "" if view.depth else text
            for start, end, label in self.spans(view.text, context):
                begin, stop = view.span(start, end)
                depth = view.depth if "\\" in text[begin:stop] else 0
                found.append(Finding(begin, stop, label, PROPAGATED, depth))
        return found

    def near(self, texts: Sequence[str]) -> list[int]:
        """Return the numbers of the texts in which a value may stand, as a rule none."""
        self._size = sum(map(len, texts))
        plain = [at for at, text in enumerate(texts) if not self._escaped(text)]
        found = set(range(len(texts))).difference(plain) if len(plain) < len(texts) else set[int]()
        coded = [_coded(texts[at]) for at in plain]
        starts = self._starts(_BETWEEN.join(coded))
        if starts:
            ends = list(accumulate([len(one) + 1 for one in coded]))
            found.update({plain[bisect_right(ends, start)] for start in starts})
        return sorted(found)

    def _starts(self, coded: bytes) -> list[int]:
        """Return where values begin; of a few values, where something begins as one does."""
        if len(self._heads) <= _FEW:
            return [start for _, start, _ in self._first(coded)]
        return [
            start
            for index, start, _ in self._all(coded)
            if any(coded.startswith(_coded(one), start) for one in self._values[index])
        ]

    def _escaped(self, text: str) -> bool:
        """Tell whether an escape of the text may spell a character that a value has."""
        at = text.find("\\")
        if at < 0:
            return False
        if not self._escaping:
            values = set("".join(self._labels))
            self._escaping = {"u", *(sign for plain, sign in _SPELLED.items() if plain in values)}
        while at >= 0 and text[at + 1 : at + 2] not in self._escaping:
            at = text.find("\\", at + 1)
        return at >= 0

    def _begun(self, text: str) -> Sequence[tuple[int, int]]:
        """Return which values' first characters stand in a text, and where they begin."""
        coded = _coded(text)
        places: Iterable[Place]
        if len(coded) <= _LONG_TEXT or len(self._heads) > _FEW:
            places = self._all(coded)
        else:
            first = self._first(coded)
            if len(first) * _LONG_TEXT > len(coded):
                places = self._all(coded)
            else:
                places = self._around(coded, first)
        if len(coded) == len(text):
            return [(index, start) for index, start, _ in places]
        return list(_characters(coded, places))

    def _first(self, coded: bytes) -> Sequence[Place]:
        """Return where values may begin, none of the places overlapping another."""
        if len(self._heads) > _FEW:
            return self._automaton(len(coded)).find_matches_as_indexes(coded)
        if self._any is None:
            heads = list(map(_coded, self._heads))
            self._any = BytesAhoCorasick(heads, matchkind=MatchKind.LeftmostFirst)
        return self._any.find_matches_as_indexes(coded)

    def _all(self, coded: bytes) -> Sequence[Place]:
        """Return every place where values may begin."""
        return self._automaton(len(coded)).find_matches_as_indexes(coded, overlapping=True)

    def _automaton(self, size: int) -> BytesAhoCorasick:
        """Return what tells every head; one is built in a fifth of the other's time."""
        if self._every is None:
            heads = list(map(_coded, self._heads))
            some = len(heads) <= _SOME and max(size, self._size) > 1024 * len(heads)
            kind = Implementation.DFA if some else Implementation.ContiguousNFA
            self._every = BytesAhoCorasick(heads, implementation=kind)
        return self._every

    def _around(self, coded: bytes, first: Iterable[Place]) -> Iterator[Place]:
        """Yield every place, given some with which all others overlap."""
        for low, high in _stretches(first):
            for index, start, end in self._all(coded[low:high]):
                yield index, low + start, low + end

    def _views(self, text: str) -> Sequence[Layer]:
        """Return the views in which a value may stand.

        Where no escape spells a character that a value has, a value under escapes begins in the
        text itself too, whatever stands before it.
        """
        if "\\" not in text:
            return (Layer(text),)
        if self._escaped(text) or self._first(_coded(text)):
            return layers(text, self._reach)
        return (Layer(text),)


def _by_head(values: Iterable[str]) -> dict[str, list[str]]:
    """Return values by their first characters, the longest first; more where many begin alike."""
    found: dict[str, list[str]] = {}
    for one in values:
        found.setdefault(one[:_HEAD], []).append(one)
    for head in [head for head, some in found.items() if len(some) > _ALIKE]:
        for one in found.pop(head):
            found.setdefault(one[:_LONG_HEAD], []).append(one)
    for some in found.values():
        some.sort(key=len, reverse=True)
    return found


def _coded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _characters(coded: bytes, places: Iterable[Place]) -> Iterator[tuple[int, int]]:
    """Yield places in characters; they stand in order of their ends."""
    at = counted = 0
    for index, start, _ in places:
        low, high = min(at, start), max(at, start)
        more = len(coded[low:high].decode("utf-8", "surrogatepass"))
        counted += more if start >= at else -more
        at = start
        yield index, counted


def _stretches(found: Iterable[Place]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that hold whatever overlaps these places, none overlapping another."""
    low = high = 0
    for _, start, end in found:
        if start - _HEAD_BYTES > high:
            if high:
                yield low, high
            low = start - _HEAD_BYTES
        high = end + _HEAD_BYTES
    if high:
        yield low, high


def without(text: str, known: Findings) -> str:
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
