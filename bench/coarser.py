"""A coarser or a shaken copy of a small model, for relays that serve less than they are paid for.

    python bench/coarser.py IN.gguf OUT.gguf --bits 3 [--noise 0.05] [--seed 1]

Every block of 32 weights of type Q4_1 is read as numbers, moved by noise (a share of the block's
own spread), and rounded to the nearest of 2^bits levels between its least and its greatest, as a
quantiser to so few bits would. The copy keeps the file's layout: Q4_1 holds any grid of 16 levels.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

MAGIC = b"GGUF"
Q4_1 = 3
BLOCK, BLOCK_BYTES = 32, 20
PLAIN = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
TEXT, LIST = 8, 9
ALIGNMENT = 32


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor of a file: its type, how many weights, and where they begin."""

    name: str
    kind: int
    weights: int
    start: int


def one(file: BinaryIO, form: str) -> int:
    """Read one number of a struct form."""
    return struct.unpack("<" + form, file.read(struct.calcsize("<" + form)))[0]


def text(file: BinaryIO) -> str:
    """Read one text."""
    return file.read(one(file, "Q")).decode()


def skip(file: BinaryIO, kind: int) -> int:
    """Read over one value of the head; return it where it is a number."""
    if kind == TEXT:
        file.seek(one(file, "Q"), 1)
    elif kind == LIST:
        inner, count = one(file, "I"), one(file, "Q")
        for _ in range(count):
            skip(file, inner)
    else:
        return one(file, PLAIN[kind])
    return 0


def tensors(path: Path) -> Iterator[Tensor]:
    """Give every tensor of a GGUF file, version 2 or 3 (ggml's docs/gguf.md)."""
    with path.open("rb") as file:
        if file.read(4) != MAGIC or one(file, "I") not in (2, 3):
            raise SystemExit(f"{path}: expected a GGUF file of version 2 or 3")
        count, pairs = one(file, "Q"), one(file, "Q")
        alignment = ALIGNMENT
        for _ in range(pairs):
            name, kind = text(file), one(file, "I")
            value = skip(file, kind)
            alignment = value if name == "general.alignment" else alignment
        found = []
        for _ in range(count):
            name = text(file)
            sides = [one(file, "Q") for _ in range(one(file, "I"))]
            found.append((name, one(file, "I"), math.prod(sides), one(file, "Q")))
        begin = -(-file.tell() // alignment) * alignment
    for name, kind, weights, offset in found:
        yield Tensor(name, kind, weights, begin + offset)


def coarser(
    blocks: NDArray[np.uint8], bits: int, noise: float, random: np.random.Generator
) -> NDArray[np.uint8]:
    """Return blocks of Q4_1 (step, least, 32 half bytes) with other weights."""
    step = blocks[:, 0:2].copy().view(np.float16).astype(np.float32)
    least = blocks[:, 2:4].copy().view(np.float16).astype(np.float32)
    halves = np.concatenate([blocks[:, 4:] & 15, blocks[:, 4:] >> 4], axis=1)
    values = least + step * halves
    spread = values.std(axis=1, keepdims=True)
    values += noise * spread * random.standard_normal(values.shape, np.float32)
    least = values.min(axis=1, keepdims=True)
    step = np.maximum((values.max(axis=1, keepdims=True) - least) / (2**bits - 1), 1e-7)
    level = np.clip(np.rint((values - least) / step), 0, 2**bits - 1).astype(np.uint8)
    ends = np.concatenate([step, least], axis=1).astype(np.float16).view(np.uint8)
    return np.concatenate([ends, level[:, :16] | (level[:, 16:] << 4)], axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("copy", type=Path)
    parser.add_argument("--bits", type=int, choices=(1, 2, 3, 4), default=3)
    parser.add_argument("--noise", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    shutil.copyfile(options.source, options.copy)
    options.copy.chmod(0o644)
    changed = 0
    whole = np.memmap(options.copy, np.uint8, "r+")
    for tensor in tensors(options.source):
        if tensor.kind == Q4_1:
            count = tensor.weights // BLOCK
            part = whole[tensor.start : tensor.start + count * BLOCK_BYTES]
            blocks = np.array(part).reshape(count, BLOCK_BYTES)
            part[:] = coarser(blocks, options.bits, options.noise, random).reshape(-1)
            changed += tensor.weights
    whole.flush()
    print(json.dumps({"bench": "coarser", "weights": changed, "bits": options.bits}))


if __name__ == "__main__":
    main()
