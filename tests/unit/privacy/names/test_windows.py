"""Windows of neighbours, and products in blocks, come to what plain arithmetic says."""

import os
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest

from posthouse.privacy.names.windows import (
    DILATIONS,
    POOLED,
    keys,
    scores,
    taken,
    through,
    times,
    unpacked,
)

WIDTH, LABELS = 4, 3
DRAW = np.random.default_rng(7)


def weights() -> dict[str, np.ndarray]:
    held = {"out": DRAW.normal(size=(WIDTH, LABELS)), "out_bias": DRAW.normal(size=LABELS)}
    for number in range(len(DILATIONS)):
        held[f"conv{number}"] = DRAW.normal(size=(3 * WIDTH, WIDTH))
        held[f"conv{number}_bias"] = DRAW.normal(size=WIDTH)
        held[f"gain{number}"] = DRAW.normal(size=WIDTH)
    return {name: array.astype(np.float16) for name, array in held.items()}


def plainly(
    own: np.ndarray, held: dict[str, np.ndarray], lines: Sequence[range] = ()
) -> np.ndarray:
    """The same network, one word after another."""
    x = np.maximum(own, 0)
    for number, by in enumerate(DILATIONS):
        h = x / np.sqrt((x * x).mean(1, keepdims=True) + 1e-5) * held[f"gain{number}"]
        rows = []
        for at in range(len(h)):
            near = [h[at + d] if 0 <= at + d < len(h) else np.zeros(WIDTH) for d in (-by, 0, by)]
            rows.append(np.concatenate(near) @ held[f"conv{number}"] + held[f"conv{number}_bias"])
        x = x + np.maximum(np.array(rows), 0)
        if lines and number == POOLED:
            x = x + np.concatenate([line_by_line(x[list(line)], held) for line in lines])
    return x


def line_by_line(x: np.ndarray, held: dict[str, np.ndarray]) -> np.ndarray:
    """What each word of a line is told of it."""
    h = x / np.sqrt((x * x).mean(1, keepdims=True) + 1e-5) * held["pool_gain"]
    mean = np.maximum(h @ held["pool_in"] + held["pool_in_bias"], 0).mean(0)
    told = np.maximum(mean @ held["pool_out"] + held["pool_out_bias"], 0)
    return np.tile(told, (len(x), 1))


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_windows_hear_their_neighbours(count: int) -> None:
    held = weights()
    own = DRAW.normal(size=(count, WIDTH)).astype(np.float32)
    assert np.allclose(through(own.copy(), unpacked(held)), plainly(own, held), atol=1e-3)


def test_a_network_has_as_many_windows_as_it_learned() -> None:
    held = {name: array for name, array in weights().items() if not name.endswith(("3", "3_bias"))}
    own = np.zeros((20, WIDTH), np.float32)
    own[0] = 1
    heard = through(own, unpacked(held))
    assert np.allclose(heard[8:12], heard[8], atol=1e-6)


def test_a_line_is_heard_by_its_mean() -> None:
    held = weights() | {
        name: DRAW.normal(size=shape).astype(np.float16)
        for name, shape in (
            ("pool_in", (WIDTH, WIDTH)), ("pool_in_bias", WIDTH), ("pool_gain", WIDTH),
            ("pool_out", (WIDTH, WIDTH)), ("pool_out_bias", WIDTH),
        )
    }  # fmt: skip
    own = DRAW.normal(size=(9, WIDTH)).astype(np.float32)
    told = plainly(own, held, lines=[range(4), range(4, 9)])
    lines = np.array([0, 4], np.intp)
    assert np.allclose(through(own.copy(), unpacked(held), lines=lines), told, atol=1e-3)


def test_scores_are_logarithms_of_chances() -> None:
    own = DRAW.normal(size=(6, WIDTH)).astype(np.float32)
    assert np.allclose(np.exp(scores(own, unpacked(weights()))).sum(1), 1, atol=1e-5)


@pytest.mark.parametrize("count", [1, 26, 27, 28, 100])
def test_a_product_in_blocks_is_a_product(count: int) -> None:
    x = DRAW.normal(size=(count, 100)).astype(np.float32)
    weight = DRAW.normal(size=(100, 96)).astype(np.float32)
    assert np.allclose(times(x, weight), x @ weight, atol=1e-4)


def test_rows_come_with_their_scales() -> None:
    small, scale = np.array([[1, -2], [3, 4]], np.int8), np.array([[0.5], [2.0]], np.float32)
    assert taken((small, scale), np.array([1, 0])).tolist() == [[6, 8], [0.5, -1]]


def test_hashes_are_kept_as_the_steps_between_them() -> None:
    hashes = [7, 300, 301, 70_000, 16_000_000]
    steps = np.diff(np.array(hashes, np.uint32), prepend=np.uint32(0))
    assert keys((steps & 0xFF).astype(np.uint8), (steps >> 8).astype(np.uint16)).tolist() == hashes


ALIKE = """
import numpy as np
from posthouse.privacy.names.windows import times
draw = np.random.default_rng(3)
for deep, wide in ((96, 96), (288, 96), (96, 17), (33, 5)):
    x, weight = draw.normal(size=(150, deep)), draw.normal(size=(deep, wide))
    x, weight = x.astype(np.float32), weight.astype(np.float32)
    whole = times(x, weight)
    for first in (1, 7, 8, 11, 24, 40):
        for count in (1, 8, 12, 16, 100):
            assert np.array_equal(times(x[first:first + count], weight), whole[first:first + count])
"""


@pytest.mark.parametrize("processor", ["Haswell", "Nehalem", "Prescott"])
def test_a_row_s_product_is_the_same_beside_whatever_it_stands(processor: str) -> None:
    """OpenBLAS computes as on the processor that it is told; others than x86 do not listen."""
    told = {**os.environ, "OPENBLAS_CORETYPE": processor}
    subprocess.run([sys.executable, "-c", ALIKE], check=True, env=told)
