"""What both small networks share: windows of neighbours over a text, and packed numbers.

Tables are kept as bytes with a scale a row, the rest as half floats. Each window looks at a word
(or letter) and its neighbours 1, then 2, 4, 8 places away, as many windows as a network has: after
three of them seven to each side are heard, after four fifteen.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

DILATIONS = (1, 2, 4, 8)
POOLED = 1  # the window behind which a line is heard as a whole
_ALIKE = 8  # rows of a product

Floats = NDArray[np.float32]
Table = tuple[NDArray[np.int8], Floats]


def unpacked(held: dict[str, Any]) -> dict[str, Floats]:
    """Return the weights that are kept as half floats, each window's gain within its matrix."""
    weights: dict[str, Floats] = {
        name: weight.astype(np.float32)
        for name, weight in held.items()
        if weight.dtype == np.float16 and not name.endswith("_scale")
    }
    if "pool_gain" in weights:
        weights["pool_in"] *= weights.pop("pool_gain")[:, None]
    for name in [name for name in weights if name.startswith("gain")]:
        weights[name.replace("gain", "conv")] *= np.tile(weights.pop(name), 3)[:, None]
    return weights


def table(held: dict[str, Any], name: str) -> Table:
    """Return a table of rows with their scales."""
    return held[name], held[f"{name}_scale"].astype(np.float32)


def keys(low: NDArray[np.uint8], high: NDArray[np.uint16]) -> NDArray[np.uint32]:
    """Return sorted hashes from the steps between them, which are kept in two parts."""
    return np.cumsum(low + (high.astype(np.uint32) << 8), dtype=np.uint32)


def taken(rows: Table, found: NDArray[np.int64]) -> Floats:
    """Return the rows asked for."""
    small, scale = rows
    values: Floats = small[found].astype(np.float32)
    values *= scale[found]
    return values


def through(
    own: Floats,
    weights: dict[str, Floats],
    gaps: NDArray[np.intp] | None = None,
    lines: NDArray[np.intp] | None = None,
) -> Floats:
    """Return what the windows make of the words' own vectors, which are used up.

    Rows in `gaps` hold no word: as many as the last window reaches part two texts, neither of which
    hears the other.
    `lines` are the rows that lines begin at, the first of all among them: networks that have
    learned to hear the line as a whole need them.
    """
    x = np.maximum(own, 0, out=own)
    silent = np.zeros(0, np.intp) if gaps is None else gaps
    x[silent] = 0
    for number, by in enumerate(DILATIONS):
        if f"conv{number}" not in weights:
            break
        h = times(_window(_even(x), by), weights[f"conv{number}"])
        h += weights[f"conv{number}_bias"]
        x += np.maximum(h, 0, out=h)
        if lines is not None and number == POOLED:
            x[silent] = 0
            x += _whole(x, weights, lines)
        x[silent] = 0
    return x


def _whole(x: Floats, weights: dict[str, Floats], lines: NDArray[np.intp]) -> Floats:
    """Return for each row what the mean of its line says."""
    h = _even(x)
    heard = times(h, weights["pool_in"]) + weights["pool_in_bias"]
    sizes = np.diff(lines, append=len(x))
    mean: Floats = np.add.reduceat(np.maximum(heard, 0, out=heard), lines)
    mean /= sizes[:, None].astype(np.float32)
    told = np.maximum(times(mean, weights["pool_out"]) + weights["pool_out_bias"], 0)
    whole: Floats = np.repeat(told, sizes, axis=0)
    return whole


def _even(x: Floats) -> Floats:
    """Return rows of like size."""
    size = np.einsum("ij,ij->i", x, x)[:, None]
    even: Floats = x * (1 / np.sqrt(size / x.shape[1] + 1e-5))
    return even


def scores(x: Floats, weights: dict[str, Floats]) -> Floats:
    """Return the logarithms of the labels' probabilities."""
    told = times(x, weights["out"]) + weights["out_bias"]
    told -= told.max(axis=1, keepdims=True)
    logarithms: Floats = told - np.log(np.exp(told).sum(axis=1, keepdims=True))
    return logarithms


def chances(x: Floats, weights: dict[str, Floats]) -> Floats:
    """Return the labels' probabilities."""
    told: Floats = np.exp(scores(x, weights))
    return told


def times(x: Floats, weight: Floats) -> Floats:
    """Multiply eight rows at a time: a row's product is the same beside whatever it stands.

    What OpenBLAS adds up in which order depends, on some processors, on the number of rows; and a
    large product would be shared among threads, which wait in turn.
    """
    count, deep = x.shape
    blocks = np.zeros((-(-count // _ALIKE), _ALIKE, deep), np.float32)
    blocks.reshape(-1, deep)[:count] = x
    product: Floats = np.matmul(blocks, weight).reshape(-1, weight.shape[1])[:count]
    return product


def _window(h: Floats, by: int) -> Floats:
    """Return each word's vector between those of the words `by` before and after it."""
    count, width = h.shape
    found = np.zeros((count, 3 * width), np.float32)
    found[by:, :width] = h[:-by] if by < count else h[:0]
    found[:, width : 2 * width] = h
    found[:-by, 2 * width :] = h[by:]
    return found
