"""The network: two bidirectional GRU layers, then a chain that weighs how tags follow each other.

Plain numpy, float32: as quick for these sizes as an inference engine, and nothing to install. Many
sentences go through at once, padded to the longest; padding never reaches a sentence's own values.
Large arrays are kept from one call to the next: memory that is asked for anew costs more than the
arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.chinese_model import Floats, Layer, Model

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
        lengths = np.array([len(sentence) for sentence in sentences])
        room = self._rooms.pop() if self._rooms else _Room()
        chances = self._computed(room, sentences, lengths)
        self._rooms.append(room)
        return [chances[:length, column] for column, length in enumerate(lengths)]

    def _computed(
        self, room: _Room, sentences: Sequence[Sequence[int]], lengths: NDArray[np.intp]
    ) -> Floats:
        model, steps, count = self._model, int(lengths.max()), len(sentences)
        ids = np.zeros((steps, count), np.intp)
        for column, sentence in enumerate(sentences):
            ids[: len(sentence), column] = sentence
        clock = np.arange(steps)[:, None]
        turned = lengths[None] - 1 - clock
        turned = np.where(turned < 0, clock, turned)
        values = model.embedded(ids, room.array("words", steps, count, _HIDDEN))
        for number, layer in enumerate(self._layers):
            values = _run(layer, values, turned, (room, f"layer{number}"))
        scores = room.array("scores", steps * count, len(model.tags))
        np.matmul(values.reshape(steps * count, -1), model.output, out=scores)
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
    """Halve what leads into gates: a logistic function is a hyperbolic tangent of half as much."""
    inputs, bias = layer.inputs.copy(), layer.bias.copy()
    for way in (0, 3 * _HIDDEN):
        inputs[:, way : way + _GATES] *= _HALF
        bias[way : way + _GATES] *= _HALF
    return Layer(inputs, bias, layer.gates * _HALF, layer.candidate)


def _run(
    layer: Layer, values: Floats, turned: NDArray[np.intp], place: tuple[_Room, str]
) -> Floats:
    """Run both directions at once; the backward one reads each sentence from its own end."""
    room, name = place
    steps, count, width = values.shape
    columns = np.arange(count)[None]
    fed = room.array("fed", steps * count, 6 * _HIDDEN)
    np.matmul(values.reshape(steps * count, width), layer.inputs, out=fed)
    fed += layer.bias
    fed = fed.reshape(steps, count, 6 * _HIDDEN)
    both = room.array("both", steps, 2, count, 3 * _HIDDEN)
    both[:, 0] = fed[..., : 3 * _HIDDEN]
    both[:, 1] = fed[turned, columns, 3 * _HIDDEN :]
    state = np.zeros((2, count, _HIDDEN), np.float32)
    states = room.array("states", steps, 2, count, _HIDDEN)
    for step in range(steps):
        state = states[step] = _next(both[step], state, layer)
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
