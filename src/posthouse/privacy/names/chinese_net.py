"""The network: two bidirectional GRU layers, then a chain that weighs how tags follow each other.

Plain numpy, float32: as quick for these sizes as an inference engine, and nothing to install. Many
sentences go through at once (chinese_rows.py); what fills a block never reaches a sentence's own
values. Large arrays are kept from one call to the next: memory that is asked for anew costs more than
the arithmetic. Products are small enough that OpenBLAS leaves them to one thread: shared among
threads, they wait for each other on a loaded machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.chinese_model import Layer, Model
from posthouse.privacy.names.chinese_rows import BLOCK, Rows
from posthouse.privacy.names.windows import Floats, times

_HIDDEN = 128
_GATES = 2 * _HIDDEN
_TINY = np.float32(1e-30)
_HALF = np.float32(0.5)


class _Room:
    """Arrays that are used again; one call at a time has it."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: dict[str, Floats] = {}

    def array(self, name: str, *shape: int) -> Floats:
        """Return an array of this shape; what it holds is left from before."""
        size = math.prod(shape)
        held = self._held.get(name)
        if held is None or held.size < size:
            held = self._held[name] = np.empty(size, np.float32)
        return held[:size].reshape(shape)


class Network:
    """Computes with a model. Threads may share one."""

    __slots__ = ("_layers", "_model", "_moves", "_rooms")

    def __init__(self, model: Model) -> None:
        self._model = model
        self._layers = [_prepared(layer) for layer in model.layers]
        self._moves = np.exp(model.moves)
        self._rooms: list[_Room] = []

    def beliefs(self, sentences: Sequence[Sequence[int]]) -> list[Floats]:
        """Return for each sentence the probability of every tag at every word."""
        rows = Rows([len(sentence) for sentence in sentences])
        room = self._rooms.pop() if self._rooms else _Room()
        chances = self._computed(room, rows, rows.taken(sentences))
        self._rooms.append(room)
        return [chances[rows.of(number)] for number in range(len(sentences))]

    def _computed(self, room: _Room, rows: Rows, ids: NDArray[np.intp]) -> Floats:
        values = self._model.embedded(ids, room.array("words", rows.size, _HIDDEN))
        for number, layer in enumerate(self._layers):
            values = _run(layer, values, rows, (room, f"layer{number}"))
        scores = times(values, self._model.output)
        scores += self._model.output_bias
        return self._chain(room, scores, rows)

    def _chain(self, room: _Room, scores: Floats, rows: Rows) -> Floats:
        """Return each tag's probability over all ways to tag the sentence: forward, then back."""
        moves, back, last = self._moves, self._moves.T, np.exp(self._model.end)
        scores -= scores.max(1, keepdims=True)
        weighed = np.exp(scores, out=scores)
        forward = room.array("forward", *weighed.shape)
        before = np.broadcast_to(np.exp(self._model.begin), (len(rows.lengths), len(last)))
        for start, wide in rows.blocks:
            here = weighed[start : start + wide]
            before = _normal(before[:wide] * here if not start else (before[:wide] @ moves) * here)
            forward[start : start + wide] = before
        chances, ahead = np.empty_like(weighed), weighed[:0]
        for step, (start, wide) in reversed(list(enumerate(rows.blocks))):
            backward = np.tile(last, (wide, 1))
            if len(ahead):
                goes_on = (rows.lengths[: len(ahead)] - 1 > step)[:, None]
                backward[: len(ahead)] = np.where(goes_on, _normal(ahead @ back), last)
            row = slice(start, start + wide)
            chances[row] = _normal(forward[row] * backward)
            ahead = weighed[row] * backward
        return chances


def _prepared(layer: Layer) -> Layer:
    """Part the inputs by gate, and halve what leads into gates, but not into candidates.

    A logistic function is a hyperbolic tangent of half as much.
    """
    parts = layer.inputs.reshape(len(layer.inputs), 6, _HIDDEN).transpose(1, 0, 2).copy()
    bias = layer.bias.reshape(6, _HIDDEN).copy()
    for gate in (0, 1, 3, 4):
        parts[gate] *= _HALF
        bias[gate] *= _HALF
    return Layer(parts, bias, (layer.gates * _HALF)[:, None], layer.candidate[:, None])


def _run(layer: Layer, values: Floats, rows: Rows, place: tuple[_Room, str]) -> Floats:
    """Run both directions at once; the backward one reads each sentence from its own end."""
    room, name = place
    both = room.array("both", 2, rows.size, 3 * _HIDDEN)
    for number, inputs in enumerate(layer.inputs):
        way, gate = divmod(number, 3)
        fed = times(values, inputs)
        fed += layer.bias[number]
        both[way, :, gate * _HIDDEN : (gate + 1) * _HIDDEN] = fed[rows.turned] if way else fed
    state = np.zeros((2, len(rows.lengths) // BLOCK, BLOCK, _HIDDEN), np.float32)
    states = room.array("states", 2, rows.size, _HIDDEN)
    for start, wide in rows.blocks:
        fed = both[:, start : start + wide].reshape(2, -1, BLOCK, 3 * _HIDDEN)
        state = _next(fed, state[:, : wide // BLOCK], layer)
        states[:, start : start + wide] = state.reshape(2, wide, _HIDDEN)
    out = room.array(name, rows.size, 2 * _HIDDEN)
    out[:, :_HIDDEN] = states[0]
    out[:, _HIDDEN:] = states[1][rows.turned]
    return out


def _next(fed: Floats, state: Floats, layer: Layer) -> Floats:
    opened = state @ layer.gates
    opened += fed[..., :_GATES]
    np.tanh(opened, out=opened)
    opened += 1
    opened *= _HALF
    kept: Floats = opened[..., _HIDDEN:] * state
    proposed: Floats = kept @ layer.candidate
    proposed += fed[..., _GATES:]
    np.tanh(proposed, out=proposed)
    proposed -= state
    proposed *= opened[..., :_HIDDEN]
    proposed += state
    return proposed


def _normal(chances: Floats) -> Floats:
    total: Floats = chances.sum(-1, keepdims=True) + _TINY
    normal: Floats = chances / total
    return normal
