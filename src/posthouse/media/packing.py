"""A picture without what is bare: rows and columns on which nothing stands are not looked at.

Screens are bare for a good part, and looking for lines costs by the pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""Height × width × 3, red first."""

_FAINT = 6  # of 255 by which a row or column varies that holds nothing
_MARGIN = 24  # rows and columns left beside what stands somewhere
_WORTH = 0.85  # of a picture from which it is taken whole


@dataclass(frozen=True, slots=True)
class Packed:
    """What is left of a picture, and where it stood: rows in bands, one below the other."""

    pixels: Pixels
    left: int = 0
    tops: tuple[int, ...] = (0,)
    begins: tuple[int, ...] = (0,)

    def moved(self, corners: tuple[float, ...]) -> tuple[float, ...]:
        """Return where in the picture something stands."""
        middle = sum(corners[1::2]) / 4
        band = max(int(np.searchsorted(self.begins, middle, "right")) - 1, 0)
        down = self.tops[band] - self.begins[band]
        return tuple(v + (down if n % 2 else self.left) for n, v in enumerate(corners))


def packed(pixels: Pixels) -> Packed:
    """Return a picture without its bare rows and its bare sides."""
    height, width = pixels.shape[:2]
    rows = _held(np.ptp(pixels, axis=1).max(axis=1) > _FAINT)
    if not rows:
        return Packed(pixels[:1])
    columns = _held(np.ptp(pixels, axis=0).max(axis=1) > _FAINT)
    left, right = (columns[0][0], columns[-1][1]) if columns else (0, width)
    kept = sum(low - top for top, low in rows)
    if kept * (right - left) > _WORTH * height * width:
        return Packed(pixels)
    parts = [pixels[top:low, left:right] for top, low in rows]
    begins = np.cumsum([0, *(len(part) for part in parts[:-1])]).tolist()
    return Packed(np.concatenate(parts), left, tuple(top for top, _ in rows), tuple(begins))


def _held(marked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return stretches that hold something, with a margin, those that meet as one."""
    places = np.flatnonzero(marked)
    if not len(places):
        return []
    cuts = np.flatnonzero(np.diff(places) > 2 * _MARGIN)
    starts = places[np.concatenate(([0], cuts + 1))]
    ends = places[np.concatenate((cuts, [len(places) - 1]))]
    return [
        (max(int(a) - _MARGIN, 0), min(int(b) + 1 + _MARGIN, len(marked)))
        for a, b in zip(starts, ends, strict=True)
    ]
