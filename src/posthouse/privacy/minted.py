"""Which tokens stand for what was found in a text: a turn mints what is new in it.

Texts are known by keyed digests; what is remembered are tokens, which are codes themselves, 64
further bits of each code, and places: neither text nor value. A text is remembered where nothing
in it looks like a token, and every value in it has its first token everywhere in its request. Where
each stands nowhere under escapes the text is put together from memory; otherwise it is masked anew
with the tokens that are known. Of other texts it is known that they were masked before.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter, ne
from typing import NamedTuple

from posthouse.model.finding import Finding, Label

Findings = Sequence[Finding]

_MOST_TOKENS = 60_000  # about 15 MB


class Tokens(NamedTuple):
    """What stands for the findings of one text, in their order; `between` takes what lies between.

    It is None where the text has to be masked anew.
    """

    findings: Findings
    tokens: tuple[str, ...]
    checks: tuple[int, ...]
    between: Callable[[str], Sequence[str]] | None

    def put(self, text: str) -> str:
        """Return the text with its tokens."""
        assert self.between is not None
        parts: list[str] = [""] * (2 * len(self.tokens) + 1)
        parts[::2] = self.between(text)
        parts[1::2] = self.tokens
        return "".join(parts)


def tokens_of(findings: Findings, tokens: Sequence[str], checks: Sequence[int]) -> Tokens:
    """Return what is remembered of a text in which these were put: one or more."""
    ends = [0, *[one.end for one in findings]]
    starts = [*[one.start for one in findings], None]
    return Tokens(findings, tuple(tokens), tuple(checks), itemgetter(*map(slice, ends, starts)))


class Minted:
    """The memory of one tenant's minter. The least recently used texts go first.

    No token stands for two values in all that is remembered: the first one keeps it.
    """

    __slots__ = ("_checks", "_gone", "_most", "_seen", "_tokens")

    def __init__(self, most: int = _MOST_TOKENS) -> None:
        self._most = most
        self._tokens = 0
        self._gone = 0
        self._seen: OrderedDict[bytes, Tokens] = OrderedDict()
        self._checks: dict[str, int] = {}

    def get_all(
        self, digests: Sequence[bytes], findings: Sequence[Findings]
    ) -> list[Tokens | None]:
        """Return what stood for these findings in the texts of these digests."""
        seen = [
            one if one is not None and (one.findings is found or one.findings == found) else None
            for one, found in zip(map(self._seen.get, digests), findings, strict=True)
        ]
        for digest, one in zip(digests, seen, strict=True):
            if one is not None:
                self._seen.move_to_end(digest)
        return seen

    def agrees(self, minted: Mapping[str, int], later: Iterable[str]) -> bool:
        """Tell whether none of these tokens stands for another value in what is remembered.

        `later` are tokens that are not the first of their values: none of them may stand there.
        """
        known = self._checks.get
        if any(known(token, check) != check for token, check in minted.items()):
            return False
        return self._checks.keys().isdisjoint(later)

    def keep(self, digest: bytes, tokens: Tokens) -> None:
        """Remember what stands for the findings of a text."""
        first = self._checks.setdefault
        if any(map(ne, map(first, tokens.tokens, tokens.checks), tokens.checks)):
            tokens = seen_only(tokens.findings)
        old = self._seen.pop(digest, None)
        self._tokens += _size(tokens) - (0 if old is None else _size(old))
        self._seen[digest] = tokens
        while self._tokens > self._most:
            gone = _size(self._seen.popitem(last=False)[1])
            self._tokens -= gone
            self._gone += gone
        if self._gone > self._most:
            self._forget()

    def _forget(self) -> None:
        """Drop tokens that stand in no text any more."""
        self._gone = 0
        self._checks = {
            token: check
            for one in self._seen.values()
            for token, check in zip(one.tokens, one.checks, strict=True)
        }


def _size(one: Tokens) -> int:
    return len(one.tokens) + 1


def seen_only(findings: Findings, tokens: Sequence[str] = (), checks: Sequence[int] = ()) -> Tokens:
    """Return what is remembered of a text that has to be masked anew each time, or of none."""
    return Tokens(findings, tuple(tokens), tuple(checks), None)


@dataclass(frozen=True, slots=True)
class Memory:
    """A tenant's memory, and the digests of the texts of one request.

    `seen` are the numbers of texts that were masked before, with the same findings; mask fills it.
    """

    minted: Minted
    digests: Sequence[bytes]
    seen: set[int] = field(default_factory=set)

    def known(self, findings: Sequence[Findings]) -> list[Tokens | None]:
        """Return what stood for the findings of each text before."""
        known = self.minted.get_all(self.digests, findings)
        self.seen.update(index for index, one in enumerate(known) if one is not None)
        return known


class Standing:
    """What stands in texts that were remembered; the values are read from the texts when asked."""

    __slots__ = ("_found", "_texts", "known")

    def __init__(self, texts: Sequence[str], known: Mapping[int, Tokens]) -> None:
        self._texts = texts
        self.known = known
        self._found: dict[str, int] | None = None

    def _where(self) -> dict[str, int]:
        """Return the number of a text in which each token stands; made when first asked for."""
        if self._found is None:
            self._found = {}
            for index, one in self.known.items():
                self._found.update(dict.fromkeys(one.tokens, index))
        return self._found

    def __bool__(self) -> bool:
        return bool(self.known)

    def __iter__(self) -> Iterator[str]:
        return iter(self._where())

    def __len__(self) -> int:
        return len(self._where())

    def __contains__(self, token: str) -> bool:
        return token in self._where()

    def get(self, token: str) -> tuple[str, Label] | None:
        """Return the value that a token stands for, and its label."""
        index = self._where().get(token)
        if index is None:
            return None
        one = self.known[index]
        finding = one.findings[one.tokens.index(token)]
        return self._texts[index][finding.start : finding.end], finding.label

    def labelled(self, labels: Collection[Label]) -> set[str]:
        """Return the tokens of these labels."""
        return {
            token
            for one in self.known.values()
            for token, finding in zip(one.tokens, one.findings, strict=True)
            if finding.label in labels
        }

    def values(self, *, without: Collection[Label]) -> set[str]:
        """Return what the tokens stand for, but for these labels."""
        return {
            self._texts[index][finding.start : finding.end]
            for index, one in self.known.items()
            for finding in one.findings
            if finding.label not in without
        }

    def counts(self) -> Counter[Label]:
        """Return how many places stand for values, by label."""
        findings = chain.from_iterable(one.findings for one in self.known.values())
        return Counter(finding.label for finding in findings)
