"""Propagation that remembers: a turn that only adds texts pays for what it adds.

A client sends the whole conversation again with every turn. What stood in it before was searched
for everything found in it before; left are the old texts for the new values, and the new texts for
all values. Conversations are known by keyed digests of the texts in which something was found, and
what is remembered are spans: the memory holds neither text nor value.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
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
    found_in,
    propagate,
)

Findings = tuple[Finding, ...]

_MOST_TEXTS = 100_000  # in all conversations: about 15 MB
_SIZES = (12, 5, MIN_NAME)  # characters that are compared of a value, as many as it has
_ALWAYS = 0  # the hash of what may begin with anything


class _Text(NamedTuple):
    """What was found in a text by itself, and with all that was carried over to it.

    `heads` are hashes, keyed in this process, of the first characters of each thing found in it.
    """

    found: Findings
    done: Findings
    heads: tuple[int, ...]


Known = dict[bytes, _Text]


@dataclass(frozen=True, slots=True)
class _Conversation:
    """The texts of a request; the chain of digests of those with findings is its name."""

    sources: tuple[Findings, ...]
    known: Known


class Spread:
    """Propagates as `propagate` does, with the same outcome."""

    def __init__(self, key: bytes, most: int = _MOST_TEXTS) -> None:
        self._digester = Digester(key)
        self._most = most
        self._texts = 0
        self._seen: OrderedDict[bytes, _Conversation] = OrderedDict()

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
        sources = [index for index, found in enumerate(findings) if found]
        chain = self._chain(digests, sources)
        seen = self._before(chain, [findings[index] for index in sources])
        done = None if seen is None else _continued(texts, findings, digests, seen)
        if done is None:
            done = propagate(texts, findings)
        known: Known = (
            {} if seen is None else {d: seen.known[d] for d in digests if d in seen.known}
        )
        for text, digest, found, all_ in zip(texts, digests, findings, done, strict=True):
            old = known.get(digest)
            if old is None or old.found is not found or old.done is not all_:
                known[digest] = _Text(found, all_, tuple([_begins(text, one) for one in found]))
        self._keep(chain[-1], _Conversation(tuple(findings[at] for at in sources), known))
        return done

    def _chain(self, digests: Sequence[bytes], sources: list[int]) -> list[bytes]:
        chain: list[bytes] = []
        last = b""
        for index in sources:
            last = self._digester.of(last + digests[index])
            chain.append(last)
        return chain

    def _before(self, chain: list[bytes], sources: list[Findings]) -> _Conversation | None:
        """Return the longest conversation that this one goes on from."""
        for count in range(len(chain), 0, -1):
            seen = self._seen.get(chain[count - 1])
            if seen is not None:
                return seen if seen.sources == tuple(sources[:count]) else None
        return None

    def _keep(self, name: bytes, conversation: _Conversation) -> None:
        old = self._seen.pop(name, None)
        self._texts += len(conversation.known) - (len(old.known) if old is not None else 0)
        self._seen[name] = conversation
        while self._seen and self._texts > self._most:
            self._texts -= len(self._seen.popitem(last=False)[1].known)


def _begins(text: str, one: Finding) -> int:
    """Return a hash of the first characters of a value, as many as all of its size have."""
    if one.depth or one.label is Label.PRIVATE_KEY:
        return _ALWAYS
    return _beginning(text[one.start : one.end])


def _beginning(value: str) -> int:
    for size in _SIZES:
        if size <= len(value):
            return hash(value[:size])
    return _ALWAYS


def _runs(text: str, size: int) -> Iterator[str]:
    """Yield what stands at each place of a text, so many characters of it."""
    return (text[at : at + size] for at in range(len(text) - size + 1))


def _continued(
    texts: Sequence[str],
    findings: Sequence[Findings],
    digests: Sequence[bytes],
    before: _Conversation,
) -> list[Findings] | None:
    """Return the outcome from what is known; None where a new value may change an old text."""
    done: list[Findings | None] = []
    for found, digest in zip(findings, digests, strict=True):
        known = _seen(before.known, digest, found)
        done.append(None if known is None else known.done)
    sources = [index for index, found in enumerate(findings) if found]
    later = sources[len(before.sources) :]
    wanted = found_in((texts[at], findings[at]) for at in later)
    old = [at for at, found in enumerate(done) if found is not None]
    if wanted and _changed(texts, findings, done, old, Search(wanted)):
        return None
    new = [index for index, found in enumerate(done) if found is None]
    begun = _begun([texts[at] for at in new])
    search = Search(_values_within(begun, texts, findings, digests, before.known))
    return [
        added(text, known, search) if found is None else found
        for text, known, found in zip(texts, findings, done, strict=True)
    ]


def _seen(known: Known, digest: bytes, found: Findings) -> _Text | None:
    """Return what is known of a text in which just this is found; one text may stand where names
    are looked for and where they are not."""
    seen = known.get(digest)
    return seen if seen is not None and (seen.found is found or seen.found == found) else None


def _changed(
    texts: Sequence[str],
    findings: Sequence[Findings],
    done: Sequence[Findings | None],
    old: Sequence[int],
    search: Search,
) -> bool:
    """Tell whether an old text holds one of the values where nothing is known of it."""
    for some in batched(old):
        for at in (some[near] for near in search.near([texts[at] for at in some])):
            there = {(one.start, one.end) for one in done[at] or ()}
            more = search.occurrences(texts[at], findings[at])
            if any((one.start, one.end) not in there for one in more):
                return True
    return False


def _begun(new: Sequence[str]) -> set[int]:
    """Return the hashes of all that values in these texts may begin with."""
    begun = {_ALWAYS}
    for text in new:
        for view in layers(text) if "\\" in text else (Layer(text),):
            for size in _SIZES:
                begun.update(map(hash, _runs(view.text, size)))
    return begun


def _values_within(
    begun: set[int],
    texts: Sequence[str],
    findings: Sequence[Findings],
    digests: Sequence[bytes],
    known: Known,
) -> dict[str, Label]:
    """Return the values found anywhere whose first characters stand among these."""

    def within() -> Iterator[tuple[str, Findings]]:
        for text, digest, found in zip(texts, digests, findings, strict=True):
            if found:
                seen = _seen(known, digest, found)
                heads = [_begins(text, one) for one in found] if seen is None else seen.heads
                if not begun.isdisjoint(heads):
                    yield text, tuple(compress(found, map(begun.__contains__, heads)))

    values = found_in(within())
    return {value: label for value, label in values.items() if _beginning(value) in begun}
