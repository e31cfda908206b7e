"""What one request's tokens stand for. Lives as long as the request; is never stored or logged."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Map
from collections.abc import Set as AbstractSet

from posthouse.model.finding import Label, Treatment
from posthouse.privacy.heads import SHORT, head
from posthouse.privacy.original import Gone, Original
from posthouse.privacy.placed import only_here
from posthouse.privacy.standing import Standing
from posthouse.privacy.standins import Standins


class Mapping:
    """The tokens and surrogates of one request and their originals. Falsy where none restores.

    `aliases` is what an answer may call a surrogate by in part. `gone` never comes back. `standing`
    are tokens that stand in texts masked before: what they stand for is read from the texts when it
    is asked for.
    """

    __slots__ = (
        "_originals", "_size", "_sorted", "_standing", "_standins", "aliases", "contextual", "gone",
    )  # fmt: skip

    def __init__(
        self,
        originals: Map[str, Original],
        aliases: Map[str, Original] | None = None,
        gone: Sequence[Gone] = (),
        standing: Standing | None = None,
    ) -> None:
        self._originals = originals
        self._standing = standing
        self._size = len(originals) if standing is None else -1
        self._sorted: list[str] = []
        self._standins: dict[int, Standins[Original] | None] = {}
        self.aliases: Map[str, Original] = aliases or {}
        self.gone = gone
        spelled = standing is not None and bool(standing.spelled)
        self.contextual = spelled or any(original.forms for original in originals.values())

    def __len__(self) -> int:
        if self._size < 0:
            self._size = sum(1 for _ in self)
        return self._size

    def __bool__(self) -> bool:
        return bool(self._originals) or bool(self._standing)

    def __iter__(self) -> Iterator[str]:
        yield from self._originals
        for token in self._standing or ():
            if token not in self._originals:
                yield token

    def __repr__(self) -> str:
        return f"Mapping({len(self)})"

    def get(self, token: str) -> Original | None:
        """Return what a token stands for; None for one that this request did not mint."""
        original = self._originals.get(token)
        if original is None and self._standing is not None:
            original = self._standing.get(token)
        return original

    def begins(self, tail: str) -> bool:
        """Tell whether a text that ends so may go on to a token of this mapping."""
        if not self._sorted:
            self._sorted = sorted(self)
        place = bisect_left(self._sorted, tail)
        return place < len(self._sorted) and self._sorted[place].startswith(tail)

    def standins(self, escapes: int) -> Standins[Original] | None:
        """Return what finds tokens and surrogates in a sink; None where there are tokens alone."""
        if escapes not in self._standins:
            some = any(o.treatment is Treatment.SURROGATE for o in self._originals.values())
            made = Standins(self._originals, self.aliases, ascii_too=escapes > 0) if some else None
            self._standins[escapes] = made
        return self._standins[escapes]

    def counts(self) -> dict[str, int]:
        """Return how many places were treated, by label."""
        return by_label(self.treatments())

    def treatments(self) -> dict[tuple[str, str], int]:
        """Return how many places were treated, by label and treatment."""
        found: Counter[tuple[str, str]] = Counter()
        for one in self._treated():
            if one.spans:
                found[one.label.value, one.treatment.value] += one.spans
        if self._standing is not None:
            for label, number in self._standing.counts().items():
                found[label.value, Treatment.MASK.value] += number
        return dict(found)

    def labels(self) -> dict[str, Label]:
        """Return every original with its label."""
        return {original.value: original.label for original in self._every()}

    def labelled(self, labels: Collection[Label]) -> frozenset[str]:
        """Return the tokens that stand for values of these labels."""
        own = {token for token, one in self._originals.items() if one.label in labels}
        return frozenset(own if self._standing is None else own | self._standing.labelled(labels))

    def holds(self, labels: Collection[Label]) -> bool:
        """Tell whether any token stands for a value of these labels."""
        standing = self._standing is not None and self._standing.holds(labels)
        return standing or any(one.label in labels for one in self._originals.values())

    def values(
        self, *, without: Collection[Label] = (), begun: AbstractSet[int] | None = None
    ) -> set[str]:
        """Return every original, unescaped and as it was spelled (for the guard).

        What is a secret only in its place stands elsewhere by right, and is absent.

        With hashes of what is `begun` (privacy/heads.py) values that begin otherwise may be absent.
        """
        kept = [
            one
            for one in self._originals.values()
            if one.label not in without and not only_here(one.value, one.label)
        ]
        found = {original.value for original in kept}
        found.update(form.raw for original in kept for form in original.forms.values())
        found.update(
            one.value
            for one in self.gone
            if one.label not in without and not only_here(one.value, one.label)
        )
        if begun is not None:
            found = {one for one in found if head(one, SHORT) in begun}
        if self._standing is None:
            return found
        return found | self._standing.values(without=without, begun=begun)

    def _every(self) -> Iterator[Original]:
        return (one for token in self if (one := self.get(token)) is not None)

    def _treated(self) -> Iterator[Original | Gone]:
        yield from self._originals.values()
        yield from self.gone


def by_label(treated: Map[tuple[str, str], int]) -> dict[str, int]:
    """Return how many places were treated, by label, given them by label and treatment."""
    found: Counter[str] = Counter()
    for (label, _), number in treated.items():
        found[label] += number
    return dict(found)


EMPTY = Mapping({})
