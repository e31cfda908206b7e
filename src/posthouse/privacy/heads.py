"""What values begin with, as hashes keyed in this process: whether one may begin in a text.

A text in which nothing begins as a value does holds none of them. The hashes tell nothing to
another process, and in this one only what a guess would tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from posthouse.privacy.escapes import Layer, layers

LONG, SHORT, SHORTEST = SIZES = (12, 5, 3)
"""Characters that are compared of a value, as many as it has."""

ALWAYS = 0
"""The hash of what may begin with anything."""


def head(value: str, size: int) -> int:
    """Return the hash of a value's first characters; it has as many, or is of any other size."""
    if size == LONG:
        return hash((value[:4], value[4:8], value[8:12]))
    return hash((value[:4], value[4:5])) if size == SHORT else hash(tuple(value[:3]))


def heads(values: Iterable[str]) -> tuple[int, ...]:
    """Return the hashes of what values begin with, each by as many characters as it has."""
    return tuple({
        hash((value[:4], value[4:8], value[8:12])) if len(value) >= LONG else beginning(value)
        for value in values
    })  # fmt: skip


def beginning(value: str) -> int:
    """Return the hash of what a value begins with, or that of what may begin with anything."""
    size = len(value)
    if size < SHORTEST:
        return ALWAYS
    return head(value, LONG if size >= LONG else SHORT if size >= SHORT else SHORTEST)


def begun(texts: Iterable[str], sizes: Collection[int]) -> set[int]:
    """Return the hashes of all that values may begin with in these texts and under escapes."""
    found: set[int] = set()
    for text in texts:
        for view in layers(text) if "\\" in text else (Layer(text),):
            inside = view.text
            fours = [inside[at : at + 4] for at in range(len(inside) - 3)]
            if LONG in sizes:
                found.update(map(hash, zip(fours, fours[4:], fours[8:], strict=False)))
            if SHORT in sizes:
                found.update(map(hash, zip(fours, inside[4:], strict=False)))
            if SHORTEST in sizes:
                found.update(map(hash, zip(inside, inside[1:], inside[2:], strict=False)))
    return found
