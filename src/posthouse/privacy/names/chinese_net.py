"""The network: two bidirectional GRU layers, then a chain that weighs how tags follow each other.

Plain numpy, float32: as quick for these sizes as an inference engine, and nothing to install. Many
sentences go through at once, padded to the longest; padding never reaches a sentence's own values.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.chinese_model import Floats, Layer, Model

_HIDDEN = 128
_TINY = np.float32(1e-30)


def beliefs(model: Model, sentences: Sequence[Sequence[int]]) -> list[Floats]:
    """Return for each sentence the probability of every tag at every word."""
    lengths = np.array([len(sentence) for sentence in sentences])
    ids = np.zeros((int(lengths.max()), len(sentences)), np.intp)
    for column, sentence in enumerate(sentences):
        ids[: len(sentence), column] = sentence
    steps = np.arange(len(ids))[:, None]
    turned = lengths[None] - 1 - steps
    turned = np.where(turned < 0, steps, turned)[..., None]
    values = model.embedded(ids)
    for layer in model.layers:
        values = _layer(layer, values, turned)
    scores = values @ model.output + model.output_bias
    chances = _chain(model, scores, lengths)
    return [chances[:length, column] for column, length in enumerate(lengths)]


def _layer(layer: Layer, values: Floats, turned: NDArray[np.intp]) -> Floats:
    """Run both directions at once; the backward one reads each sentence from its own end."""
    steps, count, width = values.shape
    fed = (values.reshape(steps * count, width) @ layer.inputs + layer.bias).reshape(
        steps, count, 6 * _HIDDEN
    )
    both = np.empty((steps, 2, count, 3 * _HIDDEN), np.float32)
    both[:, 0] = fed[..., : 3 * _HIDDEN]
    both[:, 1] = np.take_along_axis(fed[..., 3 * _HIDDEN :], turned, 0)
    both[..., : 2 * _HIDDEN] *= np.float32(0.5)  # a logistic function is a hyperbolic tangent
    gates = layer.gates * np.float32(0.5)
    state = np.zeros((2, count, _HIDDEN), np.float32)
    states = np.empty((steps, 2, count, _HIDDEN), np.float32)
    for step in range(steps):
        state = states[step] = _next(both[step], state, gates, layer.candidate)
    out = np.empty((steps, count, 2 * _HIDDEN), np.float32)
    out[..., :_HIDDEN] = states[:, 0]
    out[..., _HIDDEN:] = np.take_along_axis(states[:, 1], turned, 0)
    return out


def _next(fed: Floats, state: Floats, gates: Floats, candidate: Floats) -> Floats:
    opened = np.tanh(fed[..., : 2 * _HIDDEN] + state @ gates)
    opened += 1
    opened *= np.float32(0.5)
    proposed = fed[..., 2 * _HIDDEN :] + (opened[..., _HIDDEN:] * state) @ candidate
    np.tanh(proposed, out=proposed)
    proposed -= state
    proposed *= opened[..., :_HIDDEN]
    proposed += state
    return proposed


def _chain(model: Model, scores: Floats, lengths: NDArray[np.intp]) -> Floats:
    """Return each tag's probability over all ways to tag the sentence (forward, then backward)."""
    moves = np.exp(model.moves)
    last = np.exp(model.end)
    weighed = np.exp(scores - scores.max(2, keepdims=True))
    steps = len(weighed)
    forward = np.empty_like(weighed)
    forward[0] = _normal(weighed[0] * np.exp(model.begin))
    for step in range(1, steps):
        forward[step] = _normal((forward[step - 1] @ moves) * weighed[step])
    backward = np.empty_like(weighed)
    backward[:] = last
    for step in range(steps - 2, -1, -1):
        ahead = _normal((weighed[step + 1] * backward[step + 1]) @ moves.T)
        inside = (lengths - 1 > step)[:, None]
        backward[step] = np.where(inside, ahead, last)
    return _normal(forward * backward)


def _normal(chances: Floats) -> Floats:
    normal: Floats = chances / (chances.sum(-1, keepdims=True) + _TINY)
    return normal
