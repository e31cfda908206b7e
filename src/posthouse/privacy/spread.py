"""Propagation that remembers: a turn that only adds texts pays for what it adds.

A client sends the whole conversation again with every turn. What stood in it before was searched
for everything found in it before; left are the old texts for the new values, and the new texts for
all values. Conversations are known by keyed digests of the texts in which something was found, and
what is remembered are spans: the memory holds neither text nor value.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from posthouse.model.finding import Finding, Label
from posthouse.privacy.digest import Digester
from posthouse.privacy.escapes import Layer, layers
from posthouse.privacy.propagate import (
    MIN_NAME,
    NO_VALUES,
    Search,
    added,
    batched,
    carried,
    first_of,
    propagate,
    propagated,
)

Findings = tuple[Finding, ...]

_MOST_TEXTS = 100_000  # in all conversations: about 15 MB
_SIZES = (12, 5, MIN_NAME)  # characters that are compared of a value, as many as it has
_ALWAYS = 0  # the hash of what may begin with anything
_LONG = 16_384  # characters of new texts from which searching them for all values costs less


class _Text(NamedTuple):
    """What was found in a text by itself, and with all that was carried over to it.

    `heads` are hashes, keyed in this process, of the first characters of each value carried over.
    """

    found: Findings
    done: Findings
    heads: tuple[int, ...]


Known = dict[bytes, _Text]


@dataclass(frozen=True, slots=True)
class _Conversation:
    """The texts of a request; digests and findings of those in which something was found.

    `shortest` is the length of the shortest value carried over.
    """

    digests: list[bytes]
    sources: list[Findings]
    known: Known
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
        self.sources = [index for index, found in enumerate(findings) if found]
        self.named = [digests[index] for index in self.sources]

    def known(self, known: Known) -> list[_Text | None]:
        """Return what is known of each text in which just this is found.

        One text may stand where names are looked for and where they are not.
        """
        return [
            one if one is not None and (one.found is found or one.found == found) else None
            for one, found in zip(map(known.get, self.digests), self.findings, strict=True)
        ]

    def carried(self, sources: Sequence[int]) -> list[dict[str, Label]]:
        """Return what is carried over from each of these texts."""
        return [carried(self.texts[at], self.findings[at]) for at in sources]


class _Done(NamedTuple):
    """The outcome for each text, and the length of the shortest value."""

    texts: list[_Text]
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
        return [one.done for one in done.texts]

    def _before(self, request: _Request) -> _Conversation | None:
        """Return the longest conversation that this one goes on from."""
        named = request.named
        for count in range(len(named), 0, -1):
            seen = self._seen.get((count, named[count - 1]))
            if seen is not None and seen.digests == named[:count]:
                sources = [request.findings[at] for at in request.sources[:count]]
                return seen if seen.sources == sources else None
        return None

    def _keep(self, request: _Request, done: _Done) -> None:
        name = len(request.named), request.named[-1]
        known = dict(zip(request.digests, done.texts, strict=True))
        old = self._seen.pop(name, None)
        self._texts += len(known) - (len(old.known) if old is not None else 0)
        sources = [request.findings[at] for at in request.sources]
        self._seen[name] = _Conversation(request.named, sources, known, done.shortest)
        while self._seen and self._texts > self._most:
            self._texts -= len(self._seen.popitem(last=False)[1].known)


def _afresh(request: _Request) -> _Done:
    """Return the outcome where nothing is known."""
    each = request.carried(request.sources)
    values = first_of(each)
    done = propagated(request.texts, request.findings, values)
    heads = dict(zip(request.sources, map(_heads, each), strict=True))
    texts = [
        _Text(found, all_, heads.get(index, ()))
        for index, (found, all_) in enumerate(zip(request.findings, done, strict=True))
    ]
    return _Done(texts, _shortest(values))


def _continued(request: _Request, before: _Conversation) -> _Done | None:
    """Return the outcome from what is known; None where a new value may change an old text."""
    known = request.known(before.known)
    count = len(before.sources)
    earlier, later = request.sources[:count], request.sources[count:]
    new = [index for index, one in enumerate(known) if one is None]
    begun = _begun([request.texts[at] for at in new], before.shortest)
    old = first_of(request.carried([at for at in earlier if _may_begin(known[at], begun)]))
    if begun is not None:
        old = {value: label for value, label in old.items() if _beginning(value) in begun}
    each = request.carried(later)
    found = first_of(each)
    wanted = {value: label for value, label in found.items() if value not in old}
    if wanted and _changed(request, known, Search(wanted)):
        return None
    search, carrying = Search(found | old), dict(zip(later, each, strict=True))
    texts = [
        one if one is not None else _added(request, at, search, carrying.get(at))
        for at, one in enumerate(known)
    ]
    return _Done(texts, min(before.shortest, _shortest(found)))


def _may_begin(one: _Text | None, begun: set[int] | None) -> bool:
    """Tell whether a value of a text may begin in the new texts."""
    return one is None or begun is None or not begun.isdisjoint(one.heads)


def _added(request: _Request, at: int, search: Search, values: Mapping[str, Label] | None) -> _Text:
    """Return the outcome for a new text; `values` are those that it carries over, if told."""
    text, found = request.texts[at], request.findings[at]
    if values is None:
        values = carried(text, found) if found else NO_VALUES
    return _Text(found, added(text, found, search), _heads(values))


def _changed(request: _Request, known: Sequence[_Text | None], search: Search) -> bool:
    """Tell whether an old text holds one of the values where nothing is known of it."""
    texts = request.texts
    for some in batched([at for at, one in enumerate(known) if one is not None]):
        for at in (some[near] for near in search.near([texts[at] for at in some])):
            one = known[at]
            there = {(f.start, f.end) for f in one.done} if one is not None else set()
            more = search.occurrences(texts[at], request.findings[at])
            if any((f.start, f.end) not in there for f in more):
                return True
    return False


def _begun(new: Sequence[str], shortest: int) -> set[int] | None:
    """Return the hashes of all that values in these texts may begin with; None where too many."""
    if sum(map(len, new)) > _LONG:
        return None
    sizes = [
        size for size, longer in zip(_SIZES, (1 << 60, *_SIZES), strict=False) if shortest < longer
    ]
    begun = {_ALWAYS}
    for text in new:
        for view in layers(text) if "\\" in text else (Layer(text),):
            inside = view.text
            for size in sizes:
                runs = (inside[at : at + size] for at in range(len(inside) - size + 1))
                begun.update(map(hash, runs))
    return begun


def _heads(values: Mapping[str, Label]) -> tuple[int, ...]:
    return tuple({_beginning(value) for value in values})


def _beginning(value: str) -> int:
    """Return a hash of the first characters of a value, as many as all of its size have."""
    for size in _SIZES:
        if size <= len(value):
            return hash(value[:size])
    return _ALWAYS


def _shortest(values: Mapping[str, Label]) -> int:
    return min(map(len, values), default=_SIZES[0])
