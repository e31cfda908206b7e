"""Propagation that remembers: a turn that only adds texts pays for what it adds.

A client sends the whole conversation again with every turn. What stood in it before was searched
for everything found in it before; left are the old texts for the new values, and the new texts for
all values. Conversations are known by keyed digests of the texts in which something was found, and
what is remembered are spans: the memory holds neither text nor value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter
from operator import not_ as _not
from typing import NamedTuple, cast

from posthouse.model.finding import Finding, Label
from posthouse.privacy.heads import (
    ALWAYS,
    LONG,
    SHORT,
    SHORTEST,
    among,
    beginning,
    heads,
    short_heads,
)
from posthouse.privacy.propagate import (
    NO_VALUES,
    added,
    carried,
    first_of,
    propagate,
    propagated,
)
from posthouse.privacy.recent import Recent
from posthouse.privacy.search import Search, without

Findings = tuple[Finding, ...]
Heads = tuple[int, ...]
Name = tuple[int, bytes]
"""How many texts of a conversation something was found in, and the digest of the last."""
Ends = tuple[bytes, bytes]
"""The digests of the first and of the last of them."""

_MOST = 600_000  # of what `size` counts in all turns of all conversations: at most 40 MB
_MOST_ALIKE = 4  # conversations that begin and end alike and are compared
_LONG = 16_384  # characters of new texts from which searching them for all values costs less


@dataclass(frozen=True, slots=True)
class _Conversation:
    """The texts of a request, what was found in each and with all that was carried over to it.

    `named` are the digests of texts in which something was found, `sources` their findings and
    `heads` hashes of what each value carried over from them begins with, text by text. `begins`
    holds these and those of the first few characters: `began` of them at first, and those of the
    next turn. `shortest` is the length of the shortest value carried over.
    """

    digests: list[bytes]
    found: list[Findings]
    done: list[Findings]
    named: list[bytes]
    sources: list[Findings]
    heads: list[Heads]
    begins: set[int]
    began: int
    shortest: int

    @property
    def size(self) -> int:
        """Return what it counts for: texts, findings, values and their hashes."""
        places = sum(map(len, self.done)) + sum(map(len, self.heads))
        return len(self.digests) + 2 * places + self.began

    def next_begins(self) -> set[int]:
        """Return what the next turn adds its hashes to: a copy where another turn did already.

        Many requests may go on from one, that all share a system prompt.
        """
        return self.begins if len(self.begins) == self.began else set(self.begins)

    def known(self) -> dict[bytes, tuple[Findings, Findings]]:
        """Return what was found in the text of each digest, and with what was carried over."""
        pairs = zip(self.found, self.done, strict=True)
        return dict(zip(self.digests, pairs, strict=True))


class _Request:
    """The texts of one request, with what is known of them."""

    __slots__ = ("digests", "findings", "named", "sources", "texts")

    def __init__(
        self, texts: Sequence[str], findings: list[Findings], digests: list[bytes]
    ) -> None:
        self.texts = texts
        self.findings = findings
        self.digests = digests
        self.sources = list(compress(range(len(texts)), findings))
        self.named = [digests[index] for index in self.sources]

    def known(self, before: _Conversation) -> list[Findings | None]:
        """Return the outcome for each text in which just this was found.

        One text may stand where names are looked for and where they are not.
        """
        count, texts = len(before.digests), len(self.texts)
        if self.digests[:count] == before.digests and self.findings[:count] == before.found:
            return [*before.done, *[None] * (texts - count)]
        held = map(before.known().get, self.digests)
        pairs = zip(held, self.findings, strict=True)
        return [None if one is None or one[0] != found else one[1] for one, found in pairs]

    def after(self, before: _Conversation) -> tuple[int, int] | None:
        """Return where new sources begin and end, None where this goes not on from that.

        What stood last may still stand last: instructions and tools often follow what is said.
        """
        count, mine, theirs = len(before.named), self.named, before.named
        alike = zip(mine, theirs, strict=False)
        first = next((at for at, (one, other) in enumerate(alike) if one != other), count)
        end = len(mine) - (count - first)
        if end < first or mine[end:] != theirs[first:]:
            return None
        old = [*self.sources[:first], *self.sources[end:]]
        return (first, end) if [self.findings[at] for at in old] == before.sources else None

    def carried(self, sources: Iterable[int]) -> list[dict[str, Label]]:
        """Return what is carried over from each of these texts."""
        return [carried(self.texts[at], self.findings[at]) for at in sources]


class _Done(NamedTuple):
    """The outcome for each text; the heads of what sources carry over, and the shortest of it."""

    texts: list[Findings]
    heads: list[Heads]
    begins: set[int]
    shortest: int


class Spread:
    """Propagates as `propagate` does, with the same outcome."""

    def __init__(self, most: int = _MOST) -> None:
        self._seen: Recent[Name, _Conversation] = Recent(most, attrgetter("size"))
        self._ends: dict[Ends, tuple[Name, ...]] = {}

    def __len__(self) -> int:
        return self._seen.size

    def __call__(
        self,
        texts: Sequence[str],
        findings: Sequence[Findings],
        digests: Sequence[bytes],
        before: Mapping[str, Label] = NO_VALUES,
    ) -> list[Findings]:
        """Return the findings of each text with every other occurrence of their values added."""
        if before:
            return propagate(texts, findings, before)
        if not any(findings):
            return list(findings)
        request = _Request(texts, list(findings), list(digests))
        done = None
        for seen in self._before(request):
            if (new := request.after(seen)) is not None:
                done = _continued(request, seen, new)
                break
        if done is None:
            done = _afresh(request)
        self._keep(request, done)
        return done.texts

    def _before(self, request: _Request) -> Iterator[_Conversation]:
        """Yield conversations that this one may go on from, long ones first."""
        named = request.named
        for count in range(len(named), 0, -1):
            seen = self._seen.get((count, named[count - 1]))
            if seen is not None and seen.named == named[:count]:
                self._seen.move_to_end((count, named[count - 1]))
                yield seen
                return
        for name in reversed(self._ends.get((named[0], named[-1]), ())):
            if (seen := self._seen.get(name)) is not None:
                self._seen.move_to_end(name)
                yield seen

    def _keep(self, request: _Request, done: _Done) -> None:
        named = request.named
        name, ends = (len(named), named[-1]), (named[0], named[-1])
        sources = [request.findings[at] for at in request.sources]
        kept = _Conversation(
            request.digests, request.findings, done.texts, named, sources,
            done.heads, done.begins, len(done.begins), done.shortest,
        )  # fmt: skip
        for gone in self._seen.keep(name, kept):
            self._forget(*gone)
        if name in self._seen:
            self._ends[ends] = (*self._ends.get(ends, ())[1 - _MOST_ALIKE :], name)

    def _forget(self, name: Name, gone: _Conversation) -> None:
        ends = gone.named[0], gone.named[-1]
        others = tuple(one for one in self._ends.pop(ends, ()) if one != name)
        if others:
            self._ends[ends] = others


def _afresh(request: _Request) -> _Done:
    """Return the outcome where nothing is known."""
    each = request.carried(request.sources)
    values = first_of(each)
    done = propagated(request.texts, request.findings, values)
    begin = list(map(heads, each))
    begins = short_heads(values).union(*begin)
    return _Done(done, begin, begins, _shortest(values))


def _continued(request: _Request, before: _Conversation, new: tuple[int, int]) -> _Done | None:
    """Return the outcome from what is known; None where a new value may change an old text."""
    known = request.known(before)
    first, end = new
    each = request.carried(request.sources[first:end])
    found, begin = first_of(each), list(map(heads, each))
    absent = [index for index, one in enumerate(known) if one is None]
    begun = _begun(request, absent, before)
    earlier = [*request.sources[:first], *request.sources[end:]]
    old = _old(request, (earlier, before.heads), begun, found)
    wanted = {value: label for value, label in found.items() if value not in old}
    follow = end < len(request.sources)
    if follow and any(old.get(value, label) is not label for value, label in found.items()):
        return None  # which label is the first one's depends on the order of all
    if wanted and _changed(request, known, Search(wanted)):
        return None
    search = Search(found | old)
    for at in absent:
        known[at] = added(request.texts[at], request.findings[at], search)
    begins = before.next_begins()
    begins.update(short_heads(found), *begin)
    return _Done(
        cast("list[Findings]", known),
        [*before.heads[:first], *begin, *before.heads[first:]],
        begins,
        min(before.shortest, _shortest(found)),
    )


def _old(
    request: _Request,
    before: tuple[Sequence[int], Sequence[Heads]],
    begun: set[int] | None,
    found: Mapping[str, Label],
) -> dict[str, Label]:
    """Return old values that may begin in the new texts, or were found in these as well.

    What is found again mostly stood in one of the first texts that hold anything like it.
    """
    earlier, begins = before
    if begun is None:
        return first_of(request.carried(earlier))
    near = compress(earlier, map(_not, map(begun.isdisjoint, begins)))
    values = first_of(request.carried(near)).items()
    old = {value: label for value, label in values if beginning(value) in begun}
    missing = {value: beginning(value) for value in found if value not in old}
    sought = set(missing.values())
    for at, those in zip(earlier, begins, strict=True):
        if not sought.isdisjoint(those):
            (there,) = request.carried([at])
            for value in missing.keys() & there.keys():
                old[value] = there[value]
                del missing[value]
            sought = set(missing.values())
    return old


def _changed(request: _Request, known: Sequence[Findings | None], search: Search) -> bool:
    """Tell whether an old text holds one of the values where nothing is known of it."""
    texts = request.texts
    old = [at for at, one in enumerate(known) if one is not None]
    for at in (old[near] for near in search.near([texts[at] for at in old])):
        there = {(f.start, f.end) for f in known[at] or ()}
        more = search.occurrences(texts[at], request.findings[at])
        if any((f.start, f.end) not in there for f in more):
            return True
    return False


def _begun(request: _Request, new: Sequence[int], before: _Conversation) -> set[int] | None:
    """Return the hashes of what old values may begin with in new texts; None where too many.

    What is found in these texts by itself is left out: nothing else is found in it.
    """
    if sum(len(request.texts[at]) for at in new) > _LONG:
        return None
    found = {ALWAYS}
    for at in new:
        rest = without(request.texts[at], request.findings[at])
        found |= among([rest], before.begins, (SHORTEST,) if before.shortest < SHORT else ())
    return found


def _shortest(values: Mapping[str, Label]) -> int:
    return min(map(len, values), default=LONG)
