"""The network: two bidirectional GRU layers, then a chain that weighs how tags follow each other.

Plain numpy, float32: as quick for these sizes as an inference engine, and nothing to install. Many
sentences go through at once, padded to the longest; padding never reaches a sentence's own values.
Large arrays are kept from one call to the next: memory that is asked for anew costs more than the
arithmetic. Products are made of blocks of eight sentences, which OpenBLAS leaves to one thread:
shared among threads, they wait for each other on a loaded machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.chinese_model import Layer, Model
from posthouse.privacy.names.windows import Floats, times

_HIDDEN = 128
_GATES = 2 * _HIDDEN
_BLOCK = 8  # sentences: 8 x 128 x 256 multiplications are one thread's
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
        more = -len(sentences) % _BLOCK
        lengths = np.array([*(len(sentence) for sentence in sentences), *[0] * more])
        room = self._rooms.pop() if self._rooms else _Room()
        chances = self._computed(room, sentences, lengths)
        self._rooms.append(room)
        return [chances[: len(one), column] for column, one in enumerate(sentences)]

    def _computed(
        self, room: _Room, sentences: Sequence[Sequence[int]], lengths: NDArray[np.intp]
    ) -> Floats:
        model, steps, count = self._model, int(lengths.max()), len(lengths)
        ids = np.zeros((steps, count), np.intp)
        for column, sentence in enumerate(sentences):
            ids[: len(sentence), column] = sentence
        clock = np.arange(steps)[:, None]
        turned = lengths[None] - 1 - clock
        turned = np.where(turned < 0, clock, turned)
        values = model.embedded(ids, room.array("words", steps, count, _HIDDEN))
        for number, layer in enumerate(self._layers):
            values = _run(layer, values, turned, (room, f"layer{number}"))
        scores = times(values.reshape(steps * count, -1), model.output)
        scores += model.output_bias
        return self._chain(room, scores.reshape(steps, count, -1), lengths)

    def _chain(self, room: _Room, scores: Floats, lengths: NDArray[np.intp]) -> Floats:
        """Return each tag's probability over all ways to tag the sentence: forward, then back."""
        moves, back, last = self._moves, self._moves.T, np.exp(self._model.end)
        scores -= scores.max(2, keepdims=True)
        weighed = np.exp(scores, out=scores)
        forward = room.array("forward", *weighed.shape)
        forward[0] = _normal(weighed[0] * np.exp(self._model.begin))
        for step in range(1, len(weighed)):
            forward[step] = _normal((forward[step - 1] @ moves) * weighed[step])
        chances = np.empty_like(weighed)
        backward = np.broadcast_to(last, weighed.shape[1:])
        for step in range(len(weighed) - 1, -1, -1):
            if step < len(weighed) - 1:
                ahead = _normal((weighed[step + 1] * backward) @ back)
                backward = np.where((lengths - 1 > step)[:, None], ahead, last)
            chances[step] = _normal(forward[step] * backward)
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


def _run(
    layer: Layer, values: Floats, turned: NDArray[np.intp], place: tuple[_Room, str]
) -> Floats:
    """Run both directions at once; the backward one reads each sentence from its own end."""
    room, name = place
    steps, count, width = values.shape
    columns = np.arange(count)[None]
    both = room.array("both", steps, 2, count, 3 * _HIDDEN)
    flat = values.reshape(steps * count, width)
    for number, inputs in enumerate(layer.inputs):
        way, gate = divmod(number, 3)
        fed = times(flat, inputs)
        fed += layer.bias[number]
        fed = fed.reshape(steps, count, _HIDDEN)
        both[:, way, :, gate * _HIDDEN : (gate + 1) * _HIDDEN] = (
            fed[turned, columns] if way else fed
        )
    blocks = (2, count // _BLOCK, _BLOCK)
    state = np.zeros((*blocks, _HIDDEN), np.float32)
    states = room.array("states", steps, 2, count, _HIDDEN)
    for step in range(steps):
        state = _next(both[step].reshape(*blocks, -1), state, layer)
        states[step] = state.reshape(2, count, _HIDDEN)
    out = room.array(name, steps, count, 2 * _HIDDEN)
    out[..., :_HIDDEN] = states[:, 0]
    out[..., _HIDDEN:] = states[turned, 1, columns]
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
