"""Spaces within a line that was read: the recogniser leaves many out, and two numbers become one.

Two measures tell a space: how far letters stand apart by their places, and, between digits, how
wide the stretch without ink between them is beside the usual one of the line.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from posthouse.media.packing import Pixels

HEIGHT = 48
"""Of a line as the recogniser takes it, in pixels."""

_IDEOGRAPH, _BROAD, _LETTER = 0.72, 0.62, 0.42  # of a line's height
_LOOSE, _DIGITS, _WORDS = 0.24, 0.32, 0.6  # of it, beyond the usual, for a space
_INK = 0.3  # of how much columns of a line vary as a rule, from which one holds ink
_EDGE = 5  # rows above and below in which neighbouring lines may show
_WIDER = 0.22  # of the usual step between digits, beyond the usual stretch without ink
_NARROW = 0.1  # of it, for a 1 on either side, which is narrower than its place
_FEWEST = 3  # pairs of digits that tell what is usual


def spaced(
    letters: list[str], centres: list[float], bare: Sequence[float] = ()
) -> tuple[str, list[float]]:
    """Return a line with spaces where gaps are, and where each of its characters ends.

    `bare` are the stretches without ink between neighbours, where they are known.
    """
    steps = [b - a for a, b in itertools.pairwise(centres)]
    usual = [_width(a) / 2 + _width(b) / 2 for a, b in itertools.pairwise(letters)]
    shares = sorted(step / width for step, width in zip(steps, usual, strict=True))
    scale = max(shares[len(shares) // 2], 1.0) if shares else 1.0  # of type set wide
    apart = _apart(letters, steps, bare)
    text, ends = "", list[float]()
    for n, letter in enumerate(letters):
        reach = steps[n] / 2 if n < len(steps) else _width(letter)
        gap = n < len(steps) and (
            n in apart or steps[n] > scale * usual[n] + _gap(letter, letters[n + 1])
        )
        reach = min(reach, scale * _width(letter)) if gap else reach
        text += letter
        ends += [centres[n] + reach] * len(letter)
        if gap and " " not in (letter, letters[n + 1]):
            text += " "
            ends.append(max(centres[n + 1] - scale * _width(letters[n + 1]) / 2, ends[-1]))
    return text, ends


def bare(strip: Pixels, centres: Sequence[float]) -> list[float]:
    """Return how wide the widest stretch without ink between neighbouring letters is."""
    rows = strip[_EDGE:-_EDGE].max(axis=2)
    varies = rows.max(axis=0).astype(np.int16) - rows.min(axis=0)
    inked = varies > _INK * np.percentile(varies, 80)
    edges = np.flatnonzero(np.diff(np.concatenate(([1], inked.astype(np.int8), [1]))))
    runs = edges.reshape(-1, 2)  # from where ink ends to where it begins
    found = []
    for low, high in itertools.pairwise(centres):
        ends = np.minimum(runs[:, 1], high) - np.maximum(runs[:, 0], low)
        found.append(float(ends.max(initial=0.0)))
    return found


def _apart(letters: list[str], steps: list[float], bare: Sequence[float]) -> set[int]:
    """Return which digits stand apart from the next one by what lies bare between them."""
    pairs = [n for n in range(len(bare)) if letters[n].isdigit() and letters[n + 1].isdigit()]
    if len(pairs) < _FEWEST:
        return set()
    step = float(np.median([steps[n] for n in pairs]))
    usual = float(np.median([bare[n] for n in pairs]))
    ones = [(letters[n] + letters[n + 1]).count("1") for n in pairs]
    return {
        n
        for n, count in zip(pairs, ones, strict=True)
        if bare[n] > usual + (_WIDER + _NARROW * count) * step
    }


def _gap(letter: str, following: str) -> float:
    """Return how much wider than usual a gap between two letters is that is a space.

    Between ideographs and numbers the recogniser leaves spaces out, within Latin words it tells
    them well.
    """
    if max(letter, following) > "\u2e7f":
        return _LOOSE * HEIGHT
    return (_DIGITS if letter.isdigit() and following.isdigit() else _WORDS) * HEIGHT


def _width(letter: str) -> float:
    """Return about how wide a letter is in a strip: ideographs are as wide as high."""
    if letter > "\u2e7f":
        return _IDEOGRAPH * HEIGHT
    return (_BROAD if letter in "mwMW@%" else _LETTER) * HEIGHT
