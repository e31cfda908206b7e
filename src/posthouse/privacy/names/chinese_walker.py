"""The walker: a network that walks along a sentence letter by letter, from both ends at once.

It is the one of cutword 0.1.1 (Apache-2.0), which learned from web pages and posts what the other
two did not. Two layers of long short-term memory; above them, in place of cutword's own chain of 69
labels, a small head that was taught what the chain says of each letter (training/chinese/walker.py).
Sentences go through side by side: a step costs much the same for one as for twenty.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np

from posthouse.privacy.names.chinese_letters import Numbers, rows_of
from posthouse.privacy.names.chinese_rows import BLOCK, Rows
from posthouse.privacy.names.windows import Floats, times

NONE, BEGINS, GOES_ON, ORG, LOCATION, THING = range(6)
"""What is heard of a letter: in no name, begins a person's, goes on one, in a name of another kind."""
UNKNOWN, DIGIT, RARE = 1, 3, 4
"""Rows of signs, digits and Chinese characters that the model does not know."""
_HIDDEN = 64
_OPEN = 3 * _HIDDEN  # gates; behind them stands what is proposed
_HALF = np.float32(0.5)
_TINY = np.float32(1e-18)  # what is forgotten again and again would else become a denormal number
_ABREAST = 48  # sentences that go through side by side
_HAN = slice(0x4E00, 0xA000)


class Walker:
    """Hears names. Threads may share one."""

    __slots__ = ("_again", "_bias", "_first", "_head", "_moves", "_rows")

    def __init__(self, packed: bytes) -> None:
        """Read what training/chinese/walker.py wrote."""
        with np.load(BytesIO(packed), allow_pickle=False) as file:
            held: dict[str, Any] = dict(file)
        self._rows = _rows(held["points"].view(np.uint16), held["rows"].view(np.uint16))
        letters = held["letters"].astype(np.float32)
        letters *= held["letters_scale"].astype(np.float32)
        weights = {
            name: value.astype(np.float32, order="C")
            for name, value in held.items()
            if value.dtype == "<f2"
        }
        self._first = (letters @ weights["inputs0"] + weights["bias0"]).astype(np.float16)
        self._again = [np.ascontiguousarray(part) for part in np.split(weights["inputs1"], 8, 1)]
        self._bias = weights["bias1"]
        self._moves = [weights[name][:, None] for name in ("moves0", "moves1")]
        self._head = {
            name: weights[name] for name in ("near", "near_bias", "own", "out", "out_bias")
        }

    def heard(self, sentences: Sequence[str]) -> list[Floats]:
        """Return what is heard of each letter of each sentence, none of which is empty."""
        found: list[Floats] = []
        for first in range(0, len(sentences), _ABREAST):
            found += self._told(self.hidden(sentences[first : first + _ABREAST]))
        return found

    def hidden(self, sentences: Sequence[str]) -> list[Floats]:
        """Return what both layers make of each letter."""
        rows = Rows([len(one) for one in sentences])
        numbers = rows.taken([rows_of(self._rows, one) for one in sentences])
        values = _run(self._first[numbers].astype(np.float32), self._moves[0], rows)
        parts = [times(values, inputs) for inputs in self._again]
        values = _run(np.concatenate(parts, axis=1) + self._bias, self._moves[1], rows)
        return [values[rows.of(number)] for number in range(len(sentences))]

    def _told(self, hidden: Sequence[Floats]) -> list[Floats]:
        """Return what the head makes of each letter and its two neighbours."""
        gap = np.zeros((1, 2 * _HIDDEN), np.float32)
        wide = np.concatenate([gap, *(part for one in hidden for part in (one, gap))])
        around, own = np.concatenate((wide[:-2], wide[1:-1], wide[2:]), axis=1), wide[1:-1]
        head = self._head
        near = times(around, head["near"]) + head["near_bias"]
        told = times(np.maximum(near, 0, out=near), head["out"]) + head["out_bias"]
        told += times(own, head["own"])
        told -= told.max(1, keepdims=True)
        weighed = np.exp(told, out=told)
        chances: Floats = weighed / weighed.sum(1, keepdims=True)
        ends = np.cumsum([len(one) + 1 for one in hidden]).tolist()
        return [
            chances[end - 1 - len(one) : end - 1] for one, end in zip(hidden, ends, strict=True)
        ]


def _rows(points: Numbers, known: Numbers) -> Numbers:
    rows = np.full(65_536, UNKNOWN, np.uint16)
    rows[_HAN] = RARE
    rows[points] = known
    return rows


def _run(fed: Floats, moves: Floats, rows: Rows) -> Floats:
    """Walk from both ends at once."""
    half = fed.shape[1] // 2
    both = np.empty((2, rows.size, half), np.float32)
    both[0] = fed[:, :half]
    both[1] = fed[:, half:][rows.turned]
    state = np.zeros((2, len(rows.lengths) // BLOCK, BLOCK, _HIDDEN), np.float32)
    kept = np.zeros_like(state)
    states = np.empty((2, rows.size, _HIDDEN), np.float32)
    for start, wide in rows.blocks:
        blocks = wide // BLOCK
        gates = state[:, :blocks] @ moves
        gates += both[:, start : start + wide].reshape(2, blocks, BLOCK, half)
        np.tanh(gates, out=gates)
        opened = gates[..., :_OPEN]
        opened += 1
        opened *= _HALF
        kept = kept[:, :blocks]
        kept *= opened[..., _HIDDEN : 2 * _HIDDEN]
        kept += opened[..., :_HIDDEN] * gates[..., _OPEN:]
        kept += _TINY
        state = np.tanh(kept)
        state *= opened[..., 2 * _HIDDEN :]
        states[:, start : start + wide] = state.reshape(2, wide, _HIDDEN)
    return np.concatenate((states[0], states[1][rows.turned]), axis=1)
