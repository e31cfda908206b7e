"""Propagation that remembers: a turn that only adds texts pays for what it adds.

A client sends the whole conversation again with every turn. What stood in it before was searched
for everything found in it before; left are the old texts for the new values, and the new texts for
all values. Conversations are known by keyed digests of the texts in which something was found, and
what is remembered are spans: the memory holds neither text nor value.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import is_not
from operator import not_ as _not
from typing import NamedTuple, cast

from posthouse.model.finding import Finding, Label
from posthouse.privacy.digest import Digester
from posthouse.privacy.heads import ALWAYS, SHORTEST, SIZES, beginning, begun, heads
from posthouse.privacy.propagate import (
    NO_VALUES,
    added,
    carried,
    first_of,
    propagate,
    propagated,
)
from posthouse.privacy.search import Search, without

Findings = tuple[Finding, ...]
Heads = tuple[int, ...]

_MOST_TEXTS = 100_000  # in all conversations: about 15 MB
_LONG = 16_384  # characters of new texts from which searching them for all values costs less


@dataclass(frozen=True, slots=True)
class _Conversation:
    """What was found in the texts of a request, and with all that was carried over to them.

    `named` are the digests of texts in which something was found, `sources` their findings and
    `heads` hashes of the first characters of each value carried over from them, text by text.
    `shortest` is the length of the shortest value carried over.
    """

    named: list[bytes]
    sources: list[Findings]
    heads: list[Heads]
    found: dict[bytes, Findings]
    done: dict[bytes, Findings]
    shortest: int


class _Request:
    """The texts of one request, with what is known of them."""

    __slots__ = ("digests", "findings", "named", "sources", "texts")

    def __init__(
        self, texts: Sequence[str], findings: Sequence[Findings], digests: Sequence[bytes]
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
        held = list(map(before.found.get, self.digests))
        done: list[Findings | None] = list(map(before.done.get, self.digests))
        for index in compress(range(len(held)), map(is_not, held, self.findings)):
            if held[index] != self.findings[index]:
                done[index] = None
        return done

    def carried(self, sources: Iterable[int]) -> list[dict[str, Label]]:
        """Return what is carried over from each of these texts."""
        return [carried(self.texts[at], self.findings[at]) for at in sources]


class _Done(NamedTuple):
    """The outcome for each text, the heads of what sources carry over, the shortest of that."""

    texts: list[Findings]
    heads: list[Heads]
    shortest: int


class Spread:
    """Propagates as `propagate` does, with the same outcome."""

    def __init__(self, key: bytes, most: int = _MOST_TEXTS) -> None:
        self._digester = Digester(key)
        self._most = most
        self._texts = 0
        self._seen: OrderedDict[tuple[int, bytes], _Conversation] = OrderedDict()

    def __len__(self) -> int:
        return self._texts

    def __call__(
        self,
        texts: Sequence[str],
        findings: Sequence[Findings],
        before: Mapping[str, Label] = NO_VALUES,
        digests: Sequence[bytes] | None = None,
    ) -> list[Findings]:
        """Return the findings of each text with every other occurrence of their values added."""
        if before:
            return propagate(texts, findings, before)
        if not any(findings):
            return list(findings)
        if digests is None:
            digests = self._digester.of_all(texts)
        request = _Request(texts, findings, digests)
        seen = self._before(request)
        done = None if seen is None else _continued(request, seen)
        if done is None:
            done = _afresh(request)
        self._keep(request, done)
        return done.texts

    def _before(self, request: _Request) -> _Conversation | None:
        """Return the longest conversation that this one goes on from."""
        named = request.named
        for count in range(len(named), 0, -1):
            seen = self._seen.get((count, named[count - 1]))
            if seen is not None and seen.named == named[:count]:
                sources = [request.findings[at] for at in request.sources[:count]]
                return seen if seen.sources == sources else None
        return None

    def _keep(self, request: _Request, done: _Done) -> None:
        name = len(request.named), request.named[-1]
        found = dict(zip(request.digests, request.findings, strict=True))
        old = self._seen.pop(name, None)
        self._texts += len(found) - (len(old.found) if old is not None else 0)
        sources = [request.findings[at] for at in request.sources]
        self._seen[name] = _Conversation(
            request.named, sources, done.heads, found,
            dict(zip(request.digests, done.texts, strict=True)), done.shortest,
        )  # fmt: skip
        while self._seen and self._texts > self._most:
            self._texts -= len(self._seen.popitem(last=False)[1].found)


def _afresh(request: _Request) -> _Done:
    """Return the outcome where nothing is known."""
    each = request.carried(request.sources)
    values = first_of(each)
    done = propagated(request.texts, request.findings, values)
    return _Done(done, list(map(heads, each)), _shortest(values))


def _continued(request: _Request, before: _Conversation) -> _Done | None:
    """Return the outcome from what is known; None where a new value may change an old text."""
    known = request.known(before)
    count = len(before.sources)
    later = request.sources[count:]
    new = [index for index, one in enumerate(known) if one is None]
    each = request.carried(later)
    found, new_heads = first_of(each), list(map(heads, each))
    old = _old(request, before, _begun(request, new, before.shortest), found)
    wanted = {value: label for value, label in found.items() if value not in old}
    if wanted and _changed(request, known, Search(wanted)):
        return None
    search = Search(found | old)
    for at in new:
        known[at] = added(request.texts[at], request.findings[at], search)
    texts = cast("list[Findings]", known)
    return _Done(texts, before.heads + new_heads, min(before.shortest, _shortest(found)))


def _old(
    request: _Request, before: _Conversation, begun: set[int] | None, found: Mapping[str, Label]
) -> dict[str, Label]:
    """Return old values that may begin in the new texts, or were found in these as well.

    What is found again mostly stood in one of the first texts that hold anything like it.
    """
    earlier = request.sources[: len(before.sources)]
    if begun is None:
        return first_of(request.carried(earlier))
    near = compress(earlier, map(_not, map(begun.isdisjoint, before.heads)))
    values = first_of(request.carried(near)).items()
    old = {value: label for value, label in values if beginning(value) in begun}
    missing = {value: beginning(value) for value in found if value not in old}
    sought = set(missing.values())
    for at, begins in zip(earlier, before.heads, strict=True):
        if not sought.isdisjoint(begins):
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


def _begun(request: _Request, new: Sequence[int], shortest: int) -> set[int] | None:
    """Return the hashes of all that values in new texts may begin with; None where too many.

    What is found in these texts by itself is left out: nothing else is found in it.
    """
    if sum(len(request.texts[at]) for at in new) > _LONG:
        return None
    longer = (1 << 60, *SIZES)
    sizes = [size for size, more in zip(SIZES, longer, strict=False) if shortest < more]
    found = {ALWAYS}
    for at in new:
        rest = without(request.texts[at], request.findings[at])
        foreign = "\\u" in rest or not rest.isascii()  # the shortest values are Chinese names
        found |= begun([rest], [size for size in sizes if foreign or size > SHORTEST])
    return found


def _shortest(values: Mapping[str, Label]) -> int:
    return min(map(len, values), default=SIZES[0])
