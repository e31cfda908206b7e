"""A text cut at what was found in it; of a long one the lines around that, with gaps between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from posthouse.exchange.explain import Explained as Finding

WHOLE = 20_000
"""Letters up to which a text is shown whole."""
_MOST = 400
"""Findings that are shown in their passages."""
_AROUND = 160
"""Letters shown around a finding at most, to the ends of its line."""


class Piece(Struct, frozen=True):
    """A piece of the text in its order; `label` is empty where nothing was found.

    Before a piece with `gap` something is left out.
    """

    text: str
    label: str
    gap: bool = False


def pieces_of(text: str, found: Sequence[Finding]) -> tuple[Piece, ...]:
    """Cut a text at its findings."""
    ours = sorted(found, key=lambda one: one.start)[:_MOST]
    if len(text) <= WHOLE:
        return tuple(_cut(text, (0, len(text)), ours, gap=False))
    windows: list[tuple[int, int]] = []
    for one in ours:
        start, end = _window(text, one)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return tuple(
        piece for start, end in windows for piece in _cut(text, (start, end), ours, gap=start > 0)
    )


def _window(text: str, one: Finding) -> tuple[int, int]:
    """Return where the line of a finding begins and ends, or as much of it as is shown."""
    first = text.rfind("\n", max(one.start - _AROUND, 0), one.start) + 1
    last = text.find("\n", one.end, one.end + _AROUND)
    return first or max(one.start - _AROUND, 0), min(
        one.end + _AROUND, len(text)
    ) if last < 0 else last


def _cut(text: str, window: tuple[int, int], found: Sequence[Finding], *, gap: bool) -> list[Piece]:
    first, last = window
    ours = [one for one in found if first <= one.start and one.end <= last]
    cuts = [first, *(edge for one in ours for edge in (one.start, one.end)), last]
    labels = {(one.start, one.end): one.label.value for one in ours}
    return [
        Piece(text[start:end], labels.get((start, end), ""), gap and start == first)
        for start, end in pairwise(cuts)
        if end > start
    ]
