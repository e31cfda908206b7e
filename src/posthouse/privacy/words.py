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


def either(some: Iterable[str]) -> str:
    """Return the ways of an expression for any of some words, the longest that fits first."""
    return "|".join(map(re.escape, sorted(some, key=lambda word: (-len(word), word))))


def holds_any(low: str, some: Iterable[str]) -> bool:
    """Tell whether any of some words, in small letters, stands in a text of small letters.

    A few words are found so in a tenth of the time that an expression of all of them takes.
    """
    return any(map(low.__contains__, some))
