"""Which tokens stand for what was found in a text: a turn mints what is new in it.

Texts are known by keyed digests; what is remembered are tokens, which are codes themselves, 64
further bits of each code, and places: neither text nor value. A text is remembered where nothing
in it looks like a token, and every value in it has its first token everywhere in its request and
stands nowhere under escapes; of others it is known that they were masked before.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import eq
from typing import NamedTuple

from posthouse.model.finding import Finding, Label

Findings = Sequence[Finding]

_MOST_TOKENS = 60_000  # about 15 MB


class Tokens(NamedTuple):
    """What stands for the findings of one text, in their order; `gaps` are what lies between."""

    findings: Findings
    tokens: tuple[str, ...]
    checks: tuple[int, ...]
    gaps: tuple[slice, ...]

    def put(self, text: str) -> str:
        """Return the text with its tokens."""
        parts: list[str] = [""] * (2 * len(self.tokens) + 1)
        parts[::2] = map(text.__getitem__, self.gaps)
        parts[1::2] = self.tokens
        return "".join(parts)


def tokens_of(findings: Findings, tokens: Sequence[str], checks: Sequence[int]) -> Tokens:
    """Return what is remembered of a text in which these were put."""
    ends = [0, *[one.end for one in findings]]
    starts = [*[one.start for one in findings], None]
    return Tokens(findings, tuple(tokens), tuple(checks), tuple(map(slice, ends, starts)))


class Minted:
    """The memory of one tenant's minter. The least recently used texts go first."""

    __slots__ = ("_most", "_seen", "_tokens")

    def __init__(self, most: int = _MOST_TOKENS) -> None:
        self._most = most
        self._tokens = 0
        self._seen: OrderedDict[bytes, Tokens] = OrderedDict()

    def get(self, digest: bytes, findings: Findings) -> Tokens | None:
        """Return what stood for these findings in the text of this digest."""
        seen = self._seen.get(digest)
        if seen is None or not (seen.findings is findings or seen.findings == findings):
            return None
        self._seen.move_to_end(digest)
        return seen

    def keep(self, digest: bytes, tokens: Tokens) -> None:
        """Remember what stands for the findings of a text."""
        old = self._seen.pop(digest, None)
        self._tokens += _size(tokens) - (0 if old is None else _size(old))
        self._seen[digest] = tokens
        while self._tokens > self._most:
            self._tokens -= _size(self._seen.popitem(last=False)[1])


def _size(one: Tokens) -> int:
    return len(one.tokens) + 1


def seen_only(findings: Findings) -> Tokens:
    """Return what is remembered of a text that has to be masked anew each time, or of none."""
    return Tokens(findings, (), (), ())


@dataclass(frozen=True, slots=True)
class Memory:
    """A tenant's memory, and the digests of the texts of one request.

    `seen` are the numbers of texts that were masked before, with the same findings; mask fills it.
    """

    minted: Minted
    digests: Sequence[bytes]
    seen: set[int] = field(default_factory=set)


class Standing:
    """What stands in texts that were remembered; the values are read from the texts when asked."""

    __slots__ = ("_found", "_texts", "known")

    def __init__(self, texts: Sequence[str], known: Mapping[int, Tokens]) -> None:
        self._texts = texts
        self.known = known
        self._found: dict[str, int] = {}
        for index, one in known.items():
            self._found.update(dict.fromkeys(one.tokens, index))

    def agrees(self, minted: Mapping[str, int]) -> bool:
        """Tell whether no token stands for two values, those minted beside them included."""
        checks = dict(minted)
        first = checks.setdefault
        return all(
            all(map(eq, map(first, one.tokens, one.checks), one.checks))
            for one in self.known.values()
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, token: str) -> bool:
        return token in self._found

    def get(self, token: str) -> tuple[str, Label] | None:
        """Return the value that a token stands for, and its label."""
        index = self._found.get(token)
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
