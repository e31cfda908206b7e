"""The lines of text in an image as one text, and the areas in which parts of that text stand.

Lines side by side become one line of the text, as in tables and forms, so that what stands before a
value still stands before it. What is to be covered is taken with a margin: letters reach beyond
the places that a reader tells of them, and a character too many is no harm.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from posthouse.media.outcome import Line

_SAME_ROW = 0.5  # of the lower line's height that two lines share
_ALONG = 0.6  # of a line's height, before and behind what is covered
_ACROSS = 0.18  # of it, above and below
_WHOLE = 0.75  # of a line from which all of it is covered

Area = tuple[float, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """The text, and where in it each line begins."""

    text: str
    starts: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()

    def areas(self, start: int, end: int) -> list[Area]:
        """Return the polygons in which a part of the text stands; each has four corners."""
        found = []
        for at in range(max(bisect_right(self.starts, start) - 1, 0), len(self.lines)):
            line, first = self.lines[at], self.starts[at]
            if first >= end:
                break
            low, high = max(start - first, 0), min(end - first, len(line.text))
            if low < high:
                found.append(_part(line, low, high))
        return found

    def covering(self, spans: Iterable[tuple[int, int]]) -> tuple[Area, ...]:
        """Return the polygons in which these parts of the text stand."""
        return tuple(area for start, end in spans for area in self.areas(start, end))


def page_of(lines: Sequence[Line]) -> Page:
    """Return lines as a page, in the order in which people read them."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_middle):
        if rows and _beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    text = ""
    starts: list[int] = []
    ordered: list[Line] = []
    for row in rows:
        for number, line in enumerate(sorted(row, key=lambda one: min(one.corners[::2]))):
            text += _between(ordered[-1], line, beside=number > 0) if ordered else ""
            starts.append(len(text))
            ordered.append(line)
            text += line.text
    return Page(text, tuple(starts), tuple(ordered))


def _between(line: Line, following: Line, *, beside: bool) -> str:
    """Return what parts two lines: digits close by are of one number, of which a box is a part."""
    if not beside:
        return "\n"
    near = min(following.corners[::2]) - max(line.corners[::2]) < _height(following)
    return " " if near and line.text[-1:].isdigit() and following.text[:1].isdigit() else "  "


def _middle(line: Line) -> float:
    return sum(line.corners[1::2]) / 4


def _beside(above: Line, line: Line) -> bool:
    """Tell whether a line stands in the same row as another one."""
    high, low = (
        max(min(above.corners[1::2]), min(line.corners[1::2])),
        min(max(above.corners[1::2]), max(line.corners[1::2])),
    )
    lower = min(_height(above), _height(line))
    return low - high > _SAME_ROW * lower


def _height(line: Line) -> float:
    return max(line.corners[1::2]) - min(line.corners[1::2])


def _part(line: Line, low: int, high: int) -> Area:
    """Return the area of characters [low, high) of a line."""
    ends = line.ends or _spread(line.text)
    first, last = (ends[low - 1] if low else 0.0), ends[high - 1]
    if last - first >= _WHOLE:
        first, last = 0.0, 1.0
    ax, ay, bx, by, cx, cy, dx, dy = line.corners  # a b above, from the line's begin; d c below
    along = ((bx - ax + cx - dx) / 2, (by - ay + cy - dy) / 2)
    across = ((dx - ax + cx - bx) / 2, (dy - ay + cy - by) / 2)
    length, height = _length(along) or 1.0, _length(across) or 1.0
    more = _ALONG * height / length
    first, last = first - more, last + more
    corners = ((first, -_ACROSS), (last, -_ACROSS), (last, 1 + _ACROSS), (first, 1 + _ACROSS))
    return tuple(
        value
        for u, v in corners
        for value in (ax + u * along[0] + v * across[0], ay + u * along[1] + v * across[1])
    )


def _length(vector: tuple[float, float]) -> float:
    return float((vector[0] ** 2 + vector[1] ** 2) ** 0.5)


def _spread(text: str) -> tuple[float, ...]:
    """Return where characters end if all are as wide as type of their kind is."""
    widths = [1.0 if c >= "\u1100" else 0.55 for c in text]
    total, ends = sum(widths) or 1.0, []
    so_far = 0.0
    for width in widths:
        so_far += width
        ends.append(so_far / total)
    return tuple(ends)
