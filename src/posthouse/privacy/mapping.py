"""What one request's tokens stand for. Lives as long as the request; is never stored or logged."""

from __future__ import annotations

import json.encoder
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Map
from types import MappingProxyType

from msgspec import Struct

from posthouse.model.finding import Label, Treatment
from posthouse.privacy.minted import Standing
from posthouse.privacy.standins import Standins

CONTEXT = 12
NO_FORMS: Map[str, Form] = MappingProxyType({})
START = "\udfff"
"""Stands in a left context for the beginning of the text; no text holds a lone surrogate."""

_quoted = json.encoder.encode_basestring


def escape(text: str, depth: int = 1) -> str:
    """Put this many layers of JSON string escapes over a text; non-ASCII characters stay."""
    for _ in range(depth):
        text = _quoted(text)[1:-1]
    return text


def left_of(text: str, start: int) -> str:
    """Return the last CONTEXT characters before a place, START counting as one."""
    return text[start - CONTEXT : start] if start >= CONTEXT else START + text[:start]


class _Told(Struct, frozen=True, gc=False):
    """What holds a value and never shows it; a Struct, for a request may hold thousands."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Form(_Told, frozen=True, gc=False):
    """One way a value was spelled in the request: `raw` has `depth` layers of escapes."""

    raw: str
    depth: int


class Original(_Told, frozen=True, gc=False):
    """What a token stands for: `value` without escapes; `forms` empty where it always stood so.

    Where it was spelled with escapes anywhere, `forms` holds the spelling of every place by its
    left context (up to CONTEXT characters as they stood). `spans` counts the places masked, none of
    those that `Standing` counts. A surrogate's `treatment` says that it is one; others are tokens.
    """

    value: str
    label: Label
    forms: Map[str, Form] = NO_FORMS
    spans: int = 1
    treatment: Treatment = Treatment.MASK


class Gone(_Told, frozen=True, gc=False):
    """A value that left no way back: it may stand nowhere in what leaves."""

    value: str
    label: Label
    treatment: Treatment
    spans: int = 1


class Mapping:
    """The tokens and surrogates of one request and their originals. Falsy where none restores.

    `aliases` is what an answer may call a surrogate by in part. `gone` never comes back. `standing`
    are tokens that stand in texts masked before, each for one value spelled in one way: what they
    stand for is read from the texts when it is asked for.
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
        self.contextual = any(original.forms for original in originals.values())

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
            told = self._standing.get(token)
            original = None if told is None else Original(*told, spans=0)
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
        found: Counter[str] = Counter()
        for (label, _), number in self.treatments().items():
            found[label] += number
        return dict(found)

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

    def values(self, *, without: Collection[Label] = ()) -> set[str]:
        """Return every original, unescaped and as it was spelled (for the guard)."""
        kept = [o for o in self._originals.values() if o.label not in without]
        found = {original.value for original in kept}
        found.update(form.raw for original in kept for form in original.forms.values())
        found.update(one.value for one in self.gone if one.label not in without)
        return found if self._standing is None else found | self._standing.values(without=without)

    def _every(self) -> Iterator[Original]:
        return (one for token in self if (one := self.get(token)) is not None)

    def _treated(self) -> Iterator[Original | Gone]:
        yield from self._originals.values()
        yield from self.gone


EMPTY = Mapping({})
