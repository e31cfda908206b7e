"""The English tagger's network, run with numpy: one label a word, in about two milliseconds a page.

A word's own vector (rows of hashed tables, its shape, its byte of the lexicon) is computed once
and remembered; windows of neighbours then pass three times over the text. training/english/train.py
has the same network in the form that learns.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.english_lexicon import Lexicon
from posthouse.privacy.names.english_words import Words, rows, surroundings

KINDS = ("PERSON", "ORG", "LOCATION", "ADDRESS")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BILU"))
_DILATIONS = (1, 2, 4)
_REMEMBERED = 30_000  # words' vectors of 384 bytes: 12 MB at most

_SINGLE = 262_144  # multiplications up to which OpenBLAS leaves a product to one thread

Floats = NDArray[np.float32]


class Network:
    """Gives words the log-probabilities of their labels. Threads may share one."""

    def __init__(self, packed: bytes) -> None:
        """Read what training/english/written.py wrote."""
        with np.load(BytesIO(packed)) as file:
            held: dict[str, Any] = {name: file[name] for name in file.files}
        self._weights: dict[str, Floats] = {
            name: weight.astype(np.float32)
            for name, weight in held.items()
            if weight.dtype == np.float16 and not name.endswith("_scale")
        }
        self._word = _table(held, "word")
        self._affix = _table(held, "affix")
        self.lexicon = Lexicon(held["lexicon_low"], held["lexicon_high"], held["lexicon_flags"])
        self._vectors: dict[str, Floats] = {}

    def label(self, words: Words) -> Floats:
        """Return per word the log-probabilities of LABELS."""
        if not words.texts:
            return np.zeros((0, len(LABELS)), np.float32)
        weights = self._weights
        x = self._own(words.texts) + surroundings(words) @ weights["context"]
        np.maximum(x, 0, out=x)
        for number, by in enumerate(_DILATIONS):
            h = x / np.sqrt(np.mean(x * x, axis=1, keepdims=True) + 1e-5) * weights[f"gain{number}"]
            h = _times(_window(h, by), weights[f"conv{number}"]) + weights[f"conv{number}_bias"]
            x += np.maximum(h, 0)
        scores = _times(x, weights["out"]) + weights["out_bias"]
        scores -= scores.max(axis=1, keepdims=True)
        labelled: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return labelled

    def _own(self, words: Sequence[str]) -> Floats:
        """Return words' own vectors, computing those not remembered."""
        known = self._vectors
        if len(known) > _REMEMBERED:
            known = self._vectors = {}
        places = {word: place for place, word in enumerate(dict.fromkeys(words))}
        new = [word for word in places if word not in known]
        if new:
            known.update(zip(new, self._computed(new), strict=True))
        own = np.array([known[word] for word in places])
        return own[[places[word] for word in words]]

    def _computed(self, words: Sequence[str]) -> Floats:
        weights = self._weights
        found = np.array([rows(word) for word in words])
        told = self.lexicon.flags(words)
        parts = np.concatenate(
            (
                _rows(self._word, found[:, :2]),
                _rows(self._affix, found[:, 2:8]),
                weights["shape"][found[:, 8]],
                weights["flag"][told[:, 0]],
                weights["flag2"][told[:, 1]],
            ),
            axis=1,
        )
        computed: Floats = _times(parts, weights["static"]) + weights["bias"]
        return computed


def _times(x: Floats, weight: Floats) -> Floats:
    """Multiply in small blocks: a large product is shared among threads, which wait in turn."""
    count, deep = x.shape
    rows = max(_SINGLE // weight.size, 1)
    if count <= rows:
        return x @ weight
    blocks = np.zeros((-(-count // rows), rows, deep), np.float32)
    blocks.reshape(-1, deep)[:count] = x
    product: Floats = np.matmul(blocks, weight).reshape(-1, weight.shape[1])[:count]
    return product


Table = tuple[NDArray[np.int8], Floats]


def _table(held: dict[str, Any], name: str) -> Table:
    return held[name], held[f"{name}_scale"].astype(np.float32)


def _rows(table: Table, found: NDArray[np.int64]) -> Floats:
    """Return for each word the sum of its rows."""
    small, scale = table
    taken: Floats = (small[found].astype(np.float32) * scale[found]).sum(axis=1)
    return taken


def _window(h: Floats, by: int) -> Floats:
    """Return each word's vector between those of the words `by` before and after it."""
    count, width = h.shape
    found = np.zeros((count, 3 * width), np.float32)
    found[by:, :width] = h[:-by] if by < count else h[:0]
    found[:, width : 2 * width] = h
    found[:-by, 2 * width :] = h[by:]
    return found
