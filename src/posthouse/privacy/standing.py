"""What stands in texts that were masked before: the values are read from the texts when asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from posthouse.model.finding import Finding, Label
from posthouse.privacy.escapes import unescaped
from posthouse.privacy.minted import Tokens
from posthouse.privacy.original import Form, Original, left_of
from posthouse.privacy.placed import MOST, only_here


class Standing:
    """The tokens of such texts, by the number of the text, and what each stands for.

    `spelled` are those whose values are spelled with escapes somewhere.
    """

    __slots__ = ("_found", "_texts", "known", "spelled")

    def __init__(
        self, texts: Sequence[str], known: Mapping[int, Tokens], spelled: Collection[str] = ()
    ) -> None:
        self._texts = texts
        self.known = known
        self.spelled = spelled
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

    def get(self, token: str) -> Original | None:
        """Return what a token stands for; its places are counted by `counts`."""
        index = self._where().get(token)
        if index is None:
            return None
        one = self.known[index]
        finding = one.findings[one.tokens.index(token)]
        value = unescaped(self._texts[index][finding.start : finding.end], finding.depth)
        if token not in self.spelled:
            return Original(value, finding.label, spans=0)
        forms: dict[str, Form] = {}
        for text, place in self._places(token):
            left = left_of(text, place.start)
            forms.setdefault(left, Form(text[place.start : place.end], place.depth))
        return Original(value, finding.label, forms, spans=0)

    def _places(self, token: str) -> Iterator[tuple[str, Finding]]:
        """Yield where a token stands: the texts and the findings."""
        for index in sorted(self.known):
            one = self.known[index]
            if token in one.tokens:
                for put, finding in zip(one.tokens, one.findings, strict=True):
                    if put == token:
                        yield self._texts[index], finding

    def labelled(self, labels: Collection[Label]) -> set[str]:
        """Return the tokens of these labels."""
        return {
            token
            for one in self._holding(labels)
            for token, finding in zip(one.tokens, one.findings, strict=True)
            if finding.label in labels
        }

    def holds(self, labels: Collection[Label]) -> bool:
        """Tell whether any token is of one of these labels."""
        return any(True for _ in self._holding(labels))

    def _holding(self, labels: Collection[Label]) -> Iterator[Tokens]:
        for one in self.known.values():
            if any(label in labels for label, _ in one.labels):
                yield one

    def values(
        self, *, without: Collection[Label], begun: AbstractSet[int] | None = None
    ) -> set[str]:
        """Return what the tokens stand for, but for these labels, as it is spelled and plainly.

        What is a secret only in its place is absent.
        Of texts none of whose values begins with what is `begun` nothing is told.
        """
        return {
            value
            for index, one in self.known.items()
            if begun is None or not begun.isdisjoint(one.heads(self._texts[index]))
            for value, label in one.values(self._texts[index])
            if label not in without and (len(value) > MOST or not only_here(value, label))
        }

    def counts(self) -> dict[Label, int]:
        """Return how many places stand for values, by label."""
        found: dict[Label, int] = {}
        for one in self.known.values():
            for label, number in one.labels:
                found[label] = found.get(label, 0) + number
        return found
