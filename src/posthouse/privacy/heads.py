"""What values begin with, as hashes keyed in this process: whether one may begin in a text.

A text in which nothing begins as a value does holds none of them. The hashes tell nothing to
another process, and in this one only what a guess would tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from posthouse.privacy.escapes import Layer, layers

MIN_LENGTH = 5
"""Characters of the shortest value, no name, that is looked for elsewhere."""


def head(value: str, size: int) -> int:
    """Return the hash of a value's first characters."""
    return hash(value[:size])


def begun(texts: Iterable[str], sizes: Sequence[int]) -> set[int]:
    """Return the hashes of all that values may begin with in these texts and under escapes."""
    found: set[int] = set()
    for text in texts:
        for view in layers(text) if "\\" in text else (Layer(text),):
            inside = view.text
            for size in sizes:
                ends = range(size, len(inside) + 1)
                found.update(map(hash, map(inside.__getitem__, map(slice, range(len(ends)), ends))))
    return found
