"""What one request's tokens stand for. Lives as long as the request; is never stored or logged."""

from __future__ import annotations

import json.encoder
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from posthouse.model.finding import Label

CONTEXT = 12
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


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """One way a value was spelled in the request: `raw` has `depth` layers of escapes."""

    raw: str
    depth: int


@dataclass(frozen=True, slots=True, repr=False)
class Original:
    """What a token stands for: `value` without escapes; `forms` empty where it always stood so.

    Where it was spelled with escapes anywhere, `forms` holds the spelling of every place by its
    left context (up to CONTEXT characters as they stood). `spans` counts the places masked.
    """

    value: str
    label: Label
    forms: Map[str, Form] = field(default_factory=dict)
    spans: int = 1


class Mapping:
    """The tokens minted for one request and their originals. Falsy where nothing was masked."""

    __slots__ = ("_originals", "_sorted", "contextual")

    def __init__(self, originals: Map[str, Original]) -> None:
        self._originals = originals
        self._sorted: list[str] = []
        self.contextual = any(original.forms for original in originals.values())

    def __len__(self) -> int:
        return len(self._originals)

    def __iter__(self) -> Iterator[str]:
        return iter(self._originals)

    def __repr__(self) -> str:
        return f"Mapping({len(self)})"

    def get(self, token: str) -> Original | None:
        """Return what a token stands for; None for one that this request did not mint."""
        return self._originals.get(token)

    def begins(self, tail: str) -> bool:
        """Tell whether a text that ends so may go on to a token of this mapping."""
        if not self._sorted:
            self._sorted = sorted(self._originals)
        place = bisect_left(self._sorted, tail)
        return place < len(self._sorted) and self._sorted[place].startswith(tail)

    def counts(self) -> dict[str, int]:
        """Return how many places were masked, by label."""
        found: Counter[str] = Counter()
        for original in self._originals.values():
            found[original.label.value] += original.spans
        return dict(found)

    def values(self, *, without: Collection[Label] = ()) -> set[str]:
        """Return every original, unescaped and as it was spelled (for the guard)."""
        kept = [o for o in self._originals.values() if o.label not in without]
        found = {original.value for original in kept}
        found.update(form.raw for original in kept for form in original.forms.values())
        return found


EMPTY = Mapping({})
