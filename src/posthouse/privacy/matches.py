"""Where a rule's pattern matches around the places at which its trigger fired.

A match may reach beyond the stretch that is searched for it, but must begin in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from posthouse.privacy.rules import Rule

_BEYOND = 16_384  # characters that a match may always reach beyond its stretch
_FAILED = 64  # what one that fails is taken to have read


def matches(
    rule: Rule, pattern: re.Pattern[str], text: str, ends: list[int]
) -> Iterator[re.Match[str]]:
    """Yield the matches of a rule's pattern around the places where its trigger fired."""
    if rule.here:
        before = rule.before
        for end in ends:
            if end >= before and (match := pattern.match(text, end - before)) is not None:
                yield match
        return
    reach: _Reach | None = None
    for low, high in _windows(rule, ends, len(text)):
        edge = high - 1
        for match in pattern.finditer(text, low, high):
            if match.end() < edge:
                yield match
            else:
                reach = reach or _Reach(text)
                if (whole := reach.again(pattern, match, high)) is not None:
                    yield whole


class _Reach:
    """Matches what touches the end of a stretch again, without that end.

    Matches that run over one another, all to the same far end, are cut when all together they are
    longer than the text: a text made to be slow would take its length for each place.
    """

    __slots__ = ("_left", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = 2 * len(text) + _BEYOND

    def again(
        self, pattern: re.Pattern[str], first: re.Match[str], high: int
    ) -> re.Match[str] | None:
        """Return the match that begins where this one does."""
        size = len(self._text)
        if high >= size:
            return first
        stop = size if self._left > 0 else high + _BEYOND
        match = pattern.match(self._text, first.start(), stop)
        self._left -= match.end() - high if match is not None else _FAILED
        return match


def _windows(rule: Rule, ends: list[int], size: int) -> Iterable[tuple[int, int]]:
    """Return the stretches of text to search, overlapping ones merged."""
    before, after = rule.before, rule.after
    low, high = max(ends[0] - before, 0), ends[0] + after
    if len(ends) == 1:
        return ((low, min(high, size)),)
    found: list[tuple[int, int]] = []
    for end in ends:
        if end - before > high:
            found.append((low, min(high, size)))
            low = end - before
        high = end + after
    found.append((low, min(high, size)))
    return found
