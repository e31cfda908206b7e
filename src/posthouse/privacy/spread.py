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
from hashlib import blake2b

from posthouse.model.finding import Finding, Label
from posthouse.privacy.escapes import Layer, layers
from posthouse.privacy.propagate import MIN_NAME, NO_VALUES, Search, added, found_in, propagate

Findings = tuple[Finding, ...]
Known = dict[bytes, tuple[Findings, Findings]]
"""What was found in a text by itself, and with all that was carried over to it."""

_MOST_TEXTS = 100_000  # in all conversations: about 15 MB
_DIGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class _Conversation:
    """The texts of a request; the chain of digests of those with findings is its name."""

    sources: tuple[Findings, ...]
    known: Known


class Spread:
    """Propagates as `propagate` does, with the same outcome."""

    def __init__(self, key: bytes, most: int = _MOST_TEXTS) -> None:
        self._key = key
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
    ) -> list[Findings]:
        """Return the findings of each text with every other occurrence of their values added."""
        if before:
            return propagate(texts, findings, before)
        if not any(findings):
            return list(findings)
        digests = [self._digest(text.encode("utf-8", "surrogatepass")) for text in texts]
        sources = [index for index, found in enumerate(findings) if found]
        chain = self._chain(digests, sources)
        seen = self._before(chain, [findings[index] for index in sources])
        done = None if seen is None else _continued(texts, findings, digests, seen)
        if done is None:
            done = propagate(texts, findings)
        known = dict(zip(digests, zip(findings, done, strict=True), strict=True))
        self._keep(chain[-1], _Conversation(tuple(findings[at] for at in sources), known))
        return done

    def _digest(self, data: bytes) -> bytes:
        return blake2b(data, digest_size=_DIGEST_SIZE, key=self._key).digest()

    def _chain(self, digests: list[bytes], sources: list[int]) -> list[bytes]:
        chain: list[bytes] = []
        last = b""
        for index in sources:
            last = self._digest(last + digests[index])
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


def _continued(
    texts: Sequence[str],
    findings: Sequence[Findings],
    digests: Sequence[bytes],
    before: _Conversation,
) -> list[Findings] | None:
    """Return the outcome from what is known; None where a new value may change an old text."""
    done: list[Findings | None] = []
    for found, digest in zip(findings, digests, strict=True):
        known = before.known.get(digest)
        done.append(known[1] if known is not None and known[0] == found else None)
    sources = [index for index, found in enumerate(findings) if found]
    later = sources[len(before.sources) :]
    wanted = found_in((texts[at], findings[at]) for at in later)
    if wanted:
        search = Search(wanted)
        for text, found, all_ in zip(texts, findings, done, strict=True):
            if all_ is not None and _changes(text, found, all_, search):
                return None
    new = [index for index, found in enumerate(done) if found is None]
    search = Search(_values_within([texts[at] for at in new], texts, findings, sources))
    return [
        added(text, known, search) if found is None else found
        for text, known, found in zip(texts, findings, done, strict=True)
    ]


def _changes(text: str, found: Findings, done: Findings, search: Search) -> bool:
    """Tell whether a text holds one of the values where nothing is known of it."""
    there = {(one.start, one.end) for one in done}
    return any((one.start, one.end) not in there for one in search.occurrences(text, found))


def _values_within(
    new: Sequence[str], texts: Sequence[str], findings: Sequence[Findings], sources: Sequence[int]
) -> dict[str, Label]:
    """Return the values found anywhere whose first characters stand in one of these texts."""
    begun = {head for text in new for view in _views(text) for head in _heads(view.text)}

    def within() -> Iterator[tuple[str, Findings]]:
        for at in sources:
            text = texts[at]
            yield (
                text,
                tuple(
                    one
                    for one in findings[at]
                    if text[one.start : one.start + MIN_NAME] in begun
                    or one.depth
                    or one.end - one.start < MIN_NAME
                    or one.label is Label.PRIVATE_KEY
                ),
            )

    return found_in(within())


def _views(text: str) -> Sequence[Layer]:
    return layers(text) if "\\" in text else (Layer(text),)


def _heads(text: str) -> Iterator[str]:
    return (text[at : at + MIN_NAME] for at in range(len(text) - MIN_NAME + 1))
