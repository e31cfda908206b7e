"""Which tokens stand for what was found in a text: a turn mints what is new in it.

Texts are known by keyed digests; what is remembered are tokens, which are codes themselves, 64
further bits of each code, hashes of what values begin with, and places: neither text nor value. A
text is remembered where nothing in it looks like a token, and every value in it has its first token
everywhere in its request. Where each stands nowhere under escapes the text is put together from
memory. What is spelled with escapes depends on what stands before it: such texts are remembered
together, in the order of their request. Of other texts it is known that they were masked before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter, itemgetter, ne

from posthouse.model.finding import Finding, Label
from posthouse.privacy.escapes import unescaped
from posthouse.privacy.heads import SHORT, head
from posthouse.privacy.recent import Recent

Findings = Sequence[Finding]

_MOST_TOKENS = 60_000  # about 15 MB
_LABEL, _TOKENS = attrgetter("label"), attrgetter("tokens")


@dataclass(slots=True, eq=False)
class Tokens:
    """What stands for the findings of one text, in their order; `between` takes what lies between.

    It is None where the text has to be masked anew.
    """

    findings: Findings
    tokens: tuple[str, ...]
    checks: tuple[int, ...]
    between: Callable[[str], Sequence[str]] | None
    labels: tuple[tuple[Label, int], ...]
    _heads: tuple[int, ...] | None = None

    def put(self, text: str) -> str:
        """Return the text with its tokens."""
        assert self.between is not None
        parts: list[str] = [""] * (2 * len(self.tokens) + 1)
        parts[::2] = self.between(text)
        parts[1::2] = self.tokens
        return "".join(parts)

    def heads(self, text: str) -> tuple[int, ...]:
        """Return the hashes of what the values of the text begin with, longer ones alone."""
        if self._heads is None:
            self._heads = tuple({head(one, SHORT) for one, _ in self.values(text)})
        return self._heads

    def values(self, text: str) -> Iterable[tuple[str, Label]]:
        """Yield what the findings of the text mark, as it is spelled and plainly."""
        for one in self.findings:
            raw = text[one.start : one.end]
            yield raw, one.label
            if one.depth:
                yield unescaped(raw, one.depth), one.label


def tokens_of(findings: Findings, tokens: Sequence[str], checks: Sequence[int]) -> Tokens:
    """Return what is remembered of a text in which these were put: one or more."""
    ends = [0, *[one.end for one in findings]]
    starts = [*[one.start for one in findings], None]
    between = itemgetter(*map(slice, ends, starts))
    return Tokens(findings, tuple(tokens), tuple(checks), between, _labels(findings))


def seen_only(findings: Findings, tokens: Sequence[str] = (), checks: Sequence[int] = ()) -> Tokens:
    """Return what is remembered of a text that has to be masked anew each time, or of none."""
    if not findings:
        return _NOTHING
    return Tokens(findings, tuple(tokens), tuple(checks), None, _labels(findings))


def _labels(findings: Findings) -> tuple[tuple[Label, int], ...]:
    return tuple(Counter(map(_LABEL, findings)).items())


_NOTHING = Tokens((), (), (), None, ())


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """The texts of one request in which values are spelled with escapes, in their order.

    `spelled` are the tokens of such values, `later` those among them that are not the first.
    """

    texts: tuple[Tokens, ...]
    spelled: frozenset[str]
    later: frozenset[str]
    tokens: frozenset[str]

    def share(self, others: Iterable[Tokens]) -> bool:
        """Tell whether a value that is spelled with escapes stands in other texts too."""
        return not all(map(self.spelled.isdisjoint, map(_TOKENS, others)))


def together(texts: Sequence[Tokens], spelled: Iterable[str], later: Iterable[str]) -> Together:
    """Return what is remembered of texts whose values are spelled with escapes."""
    tokens = frozenset(chain.from_iterable(one.tokens for one in texts))
    return Together(tuple(texts), frozenset(spelled), frozenset(later), tokens)


class Minted:
    """The memory of one tenant's minter. The least recently used texts go first.

    No token stands for two values in all that is remembered: the first one keeps it.
    """

    __slots__ = ("_checks", "_gone", "_most", "_seen", "_together")

    def __init__(self, most: int = _MOST_TOKENS) -> None:
        self._most = most
        self._gone = 0
        self._seen: Recent[bytes, Tokens] = Recent(most, _size)
        self._together: Recent[tuple[bytes, ...], Together] = Recent(most, _size_of)
        self._checks: dict[str, int] = {}

    def get_all(
        self, digests: Sequence[bytes], findings: Sequence[Findings]
    ) -> list[Tokens | None]:
        """Return what stood for these findings in the texts of these digests."""
        seen = list(map(self._seen.get, digests))
        for index, (one, found) in enumerate(zip(seen, findings, strict=True)):
            if (
                one is not None
                and (found or one is not _NOTHING)
                and one.findings is not found
                and one.findings != found
            ):
                seen[index] = None
        self._seen.touch(digests)
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
        for _, gone in self._seen.keep(digest, tokens):
            self._gone += _size(gone)
        if self._gone > self._most:
            self._sweep()

    def forget(self, digests: Iterable[bytes]) -> None:
        """Forget the texts of these digests, known or not."""
        for digest in digests:
            if (gone := self._seen.drop(digest)) is not None:
                self._gone += _size(gone)

    def get_together(
        self, digests: tuple[bytes, ...], findings: Sequence[Findings]
    ) -> Together | None:
        """Return what stood for these findings where texts of these digests stood together."""
        one = self._together.get(digests)
        if one is None or [text.findings for text in one.texts] != list(findings):
            return None
        self._together.move_to_end(digests)
        return one

    def keep_together(self, digests: tuple[bytes, ...], one: Together) -> None:
        """Remember what stands for the findings of texts that stand together."""
        self._together.keep(digests, one)

    def _sweep(self) -> None:
        """Drop tokens that stand in no text any more."""
        self._gone = 0
        self._checks = {
            token: check
            for one in self._seen.values()
            for token, check in zip(one.tokens, one.checks, strict=True)
        }


def _size(one: Tokens) -> int:
    return len(one.tokens) + 1


def _size_of(one: Together) -> int:
    return sum(map(_size, one.texts))


@dataclass(frozen=True, slots=True)
class Memory:
    """A tenant's memory, and the digests of the texts of one request.

    `new` are the numbers of texts that were not masked before with the same findings: all, until it
    was asked what is known.
    """

    minted: Minted
    digests: Sequence[bytes]
    new: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.new.extend(range(len(self.digests)))

    def known(self, findings: Sequence[Findings]) -> list[Tokens | None]:
        """Return what stood for the findings of each text before."""
        known = self.minted.get_all(self.digests, findings)
        self.new[:] = [index for index, one in enumerate(known) if one is None]
        return known
