"""Spans of a text: which findings one overlaps, and where it ends without the signs around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from posthouse.model.finding import Finding

_END, _START = attrgetter("end"), attrgetter("start")


def overlapped(found: Sequence[Finding], start: int, end: int) -> slice:
    """Return which findings a span overlaps; they are sorted and lie apart.

    The slice is empty where it overlaps none, and begins where the span would stand.
    """
    first = bisect_right(found, start, key=_END)
    return slice(first, bisect_left(found, end, first, key=_START))


def bare_start(text: str, start: int, end: int) -> int:
    """Return where what stands in a span begins, signs left out."""
    while start < end and not text[start].isalnum():
        start += 1
    return min(start, end)


def bare_end(text: str, start: int, end: int) -> int:
    """Return where what stands in a span ends, signs left out."""
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return max(start, end)
