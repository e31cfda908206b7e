"""Where lines of text stand, out of the map that says of each pixel how likely it is part of one.

Differentiable binarization (Liao et al. 2020): threshold, connected parts, the smallest rectangle
around each, grown by what training had shrunk. A part is a set of runs: stretches of one row.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Corners = npt.NDArray[np.float64]

THRESHOLD = 0.3
SURE = 0.5
GROWTH = 1.6
"""As the models' authors set them for these models (PP-OCR)."""

_STRAIGHT = 0.72  # of its upright rectangle that a part fills which stands straight
_SMALLEST = 3.0
MOST = 3000


def regions(likely: Floats) -> list[Corners]:
    """Return rectangles as four corners (x, y), clockwise from where the line begins."""
    rows, starts, ends = _runs(likely > THRESHOLD)
    found = []
    totals = np.concatenate(([0.0], np.cumsum(likely, dtype=np.float64)))
    sums = totals[rows * likely.shape[1] + ends] - totals[rows * likely.shape[1] + starts]
    for part in _parts(rows, starts, ends)[:MOST]:
        r, s, e = rows[part], starts[part], ends[part]
        area = int((e - s).sum())
        if sums[part].sum() / area < SURE:
            continue
        corners = _around(r, s, e, area)
        if corners is not None:
            found.append(corners)
    return found


def _runs(marked: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Return row, start and end of each stretch, in reading order."""
    edges = np.diff(np.pad(marked, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    return rows, starts, ends


def _parts(rows: Ints, starts: Ints, ends: Ints) -> list[Ints]:
    """Return the numbers of the runs of each connected part."""
    parent = list(range(len(rows)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    r, s, e = rows.tolist(), starts.tolist(), ends.tolist()
    above = 0
    for here in range(len(r)):
        while r[above] < r[here] - 1 or (r[above] == r[here] - 1 and e[above] < s[here]):
            above += 1
        at = above
        while r[at] == r[here] - 1 and s[at] <= e[here]:
            parent[root(at)] = root(here)
            at += 1
    roots = np.array([root(one) for one in range(len(r))], dtype=np.int64)
    order = np.argsort(roots, kind="stable")
    cuts = np.nonzero(np.diff(roots[order]))[0] + 1
    return [part for part in np.split(order, cuts) if len(part)]


def _around(rows: Ints, starts: Ints, ends: Ints, area: int) -> Corners | None:
    """Return the rectangle around a part, grown; None for a speck."""
    left, right = float(starts.min()), float(ends.max())
    top, low = float(rows.min()), float(rows.max() + 1)
    width, height = right - left, low - top
    if area >= _STRAIGHT * width * height:
        center, axis = np.array(((left + right) / 2, (top + low) / 2)), np.array((1.0, 0.0))
    else:
        center, axis, width, height = _smallest(rows, starts, ends)
    if min(width, height) < _SMALLEST:
        return None
    grown = width * height * GROWTH / (2 * (width + height))
    along, across = axis * (width / 2 + grown), np.array((-axis[1], axis[0])) * (height / 2 + grown)
    return np.array(
        (
            center - along - across,
            center + along - across,
            center + along + across,
            center - along + across,
        )
    )


def _smallest(rows: Ints, starts: Ints, ends: Ints) -> tuple[Corners, Corners, float, float]:
    """Return centre, direction, length and height of the smallest rectangle around a part.

    One of its sides lies on a side of the convex hull (Freeman and Shapira 1975). The direction is
    the one closest to how people write: from left to right.
    """
    points = np.concatenate(
        [np.stack((x, y), axis=1) for x in (starts, ends) for y in (rows, rows + 1)]
    ).astype(np.float64)
    hull = _hull(points)
    sides = np.diff(np.concatenate((hull, hull[:1])), axis=0)
    axes = sides / np.linalg.norm(sides, axis=1, keepdims=True)
    normals = np.stack((-axes[:, 1], axes[:, 0]), axis=1)
    u, v = hull @ axes.T, hull @ normals.T
    widths, heights = np.ptp(u, axis=0), np.ptp(v, axis=0)
    best = int(np.argmin(widths * heights))
    axis, normal = axes[best], normals[best]
    center = axis * (u[:, best].max() + u[:, best].min()) / 2
    center = center + normal * (v[:, best].max() + v[:, best].min()) / 2
    width, height = float(widths[best]), float(heights[best])
    for _ in range(4):  # quarter turns until it points to the right
        if axis[0] >= abs(axis[1]) - 1e-9:
            break
        axis, width, height = np.array((-axis[1], axis[0])), height, width
    return center, axis, width, height


def _hull(points: Corners) -> Corners:
    """Return the convex hull (Andrew 1979)."""
    ordered = sorted(set(map(tuple, points.tolist())))

    def half(some: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
        kept: list[tuple[float, ...]] = []
        for x, y in some:
            while len(kept) > 1 and (
                (kept[-1][0] - kept[-2][0]) * (y - kept[-2][1])
                <= (kept[-1][1] - kept[-2][1]) * (x - kept[-2][0])
            ):
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return np.array(half(ordered) + half(ordered[::-1]))
