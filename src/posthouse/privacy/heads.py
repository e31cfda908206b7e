"""What values begin with, as hashes keyed in this process: whether one may begin in a text.

A text in which nothing begins as a value does holds none of them. The hashes tell nothing to
another process, and in this one only what a guess would tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import compress

from posthouse.privacy.escapes import layers

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


def short_heads(values: Iterable[str]) -> set[int]:
    """Return hashes of the first few characters of values: what `among` asks first."""
    return {hash((value[:4], value[4:5])) for value in values if len(value) >= SHORT}


def begun(texts: Iterable[str], sizes: Collection[int]) -> set[int]:
    """Return the hashes of all that values may begin with in these texts and under escapes."""
    found: set[int] = set()
    for inside in _views(texts):
        four = _fours(inside)
        if LONG in sizes:
            found.update(map(hash, zip(four, four[4:], four[8:], strict=False)))
        if SHORT in sizes:
            found.update(map(hash, zip(four, inside[4:], strict=False)))
        if SHORTEST in sizes:
            found.update(map(hash, zip(inside, inside[1:], inside[2:], strict=False)))
    return found


def among(texts: Iterable[str], begins: Collection[int], sizes: Collection[int]) -> set[int]:
    """Return which of these hashes `begun` would tell; they hold `short_heads` of all values."""
    found: set[int] = set()
    for inside in _views(texts):
        four = _fours(inside)
        short = list(map(hash, zip(four, inside[4:], strict=False)))
        for at in compress(range(len(short)), map(begins.__contains__, short)):
            found.add(short[at])
            found.add(hash((four[at], inside[at + 4 : at + 8], inside[at + 8 : at + 12])))
        if SHORTEST in sizes:
            found.update(map(hash, zip(inside, inside[1:], inside[2:], strict=False)))
    return found.intersection(begins)


def _views(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if "\\" in text:
            yield from (view.text for view in layers(text))
        else:
            yield text


def _fours(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(len(text) - 3)]
