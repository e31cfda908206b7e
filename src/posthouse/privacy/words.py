"""Tables of words written as one text, and expressions of them."""

from __future__ import annotations

import re
from collections.abc import Iterable


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def ordered(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(text.split())


def ways(some: Iterable[str]) -> str:
    """Return the ways of an expression for any of some words, each written out: for hyperscan."""
    return "|".join(map(re.escape, sorted(some, key=lambda word: (-len(word), word))))


def either(some: Iterable[str]) -> str:
    """Return the ways of an expression for any of some words, the longest that fits first.

    Words that begin alike share their beginning: `re` tries the ways of a place one by one, and of
    some hundred places few begin with the character that stands there.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(some) - {""}):
        groups.setdefault(word[0], []).append(word[1:])
    alone = "".join(re.escape(first) for first, rests in groups.items() if rests == [""])
    found = [
        re.escape(first) + (re.escape(rests[0]) if len(rests) == 1 else _goes_on(rests))
        for first, rests in groups.items()
        if rests != [""]
    ]
    return "|".join([*found, *([f"[{alone}]"] if alone else [])])


def _goes_on(rests: list[str]) -> str:
    return f"(?:{either(rests)}){'?' if '' in rests else ''}"


def holds_any(low: str, some: Iterable[str]) -> bool:
    """Tell whether any of some words, in small letters, stands in a text of small letters.

    A few words are found so in a tenth of the time that an expression of all of them takes.
    """
    return any(map(low.__contains__, some))
