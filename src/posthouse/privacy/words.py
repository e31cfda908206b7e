"""Tables of words written as one text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def ordered(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(text.split())
