"""The Chinese model as it is shipped: one compressed archive of small arrays.

It is the network of Baidu's LAC 2.1.2 (Apache-2.0), its rarest words left out and its numbers
rounded (embeddings to four bits, matrices to eight), with statistics of characters in names, the
reader of letters, the walker and the jury of a candidate. training/chinese/model.py makes it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from posthouse.privacy.names.chinese_latin import Latin
from posthouse.privacy.names.windows import Floats

STEP = 16.0
"""Statistics are kept as whole sixteenths."""
LIMIT = 4.0
"""So many spreads from the middle a feature counts no more."""


@dataclass(frozen=True, slots=True, repr=False)
class Layer:
    """One bidirectional GRU layer: both directions side by side."""

    inputs: Floats  # in x 768: update, reset, candidate; forward, then backward
    bias: Floats
    gates: Floats  # 2 x 128 x 256
    candidate: Floats  # 2 x 128 x 128


@dataclass(frozen=True, slots=True, repr=False)
class Jury:
    """Small networks that weigh a candidate, each with one layer and a straight way around it."""

    middle: Floats  # features
    spread: Floats  # features
    near: Floats  # jurors x features x hidden
    near_bias: Floats  # jurors x 1 x hidden
    out: Floats  # jurors x hidden x 1
    own: Floats  # jurors x features x 1
    base: Floats  # jurors x 1 x 1

    def weighed(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the mean of the jurors' logits for each row of features."""
        told = np.array(rows, np.float32)
        features = np.clip((told - self.middle) / self.spread, -LIMIT, LIMIT)
        sums = np.tanh(features @ self.near + self.near_bias) @ self.out
        sums += features @ self.own + self.base
        logits: list[float] = sums.mean(0)[:, 0].tolist()
        return logits


@dataclass(frozen=True, slots=True, repr=False)
class Model:
    """What the tagger computes with. `codes` and `scales` hold the embeddings, still packed."""

    version: str
    words: tuple[str, ...]
    alias: dict[str, str]
    codes: NDArray[np.uint8]
    scales: Floats
    layers: tuple[Layer, Layer]
    output: Floats
    output_bias: Floats
    begin: Floats
    end: Floats
    moves: Floats
    tags: tuple[str, ...]
    statistics: dict[str, tuple[float, ...]]
    jury: Jury
    letters: bytes  # the reader of letters, an archive of its own
    walker: bytes  # the walker, likewise
    latin: Latin

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Read the archive; nothing in it is executed."""
        with np.load(io.BytesIO(packed), allow_pickle=False) as kept:
            held = dict(kept)
        source, target = _text(held["alias"]).split("\n")
        return cls(
            version=_text(held["version"]),
            words=tuple(_text(held["words"]).split("\n")),
            alias=dict(zip(source, target, strict=True)),
            codes=held["codes"],
            scales=held["scales"].astype(np.float32),
            layers=(_layer(held, "0"), _layer(held, "1")),
            output=_whole(held, "output"),
            output_bias=held["output_bias"],
            begin=held["begin"],
            end=held["end"],
            moves=held["moves"],
            tags=tuple(_text(held["tags"]).split("\n")),
            statistics=_statistics(held),
            jury=Jury(**{name: held[f"jury_{name}"] for name in Jury.__slots__}),
            letters=held["letters"].tobytes(),
            walker=held["walker"].tobytes(),
            latin=Latin(held),
        )

    def embedded(self, ids: NDArray[np.intp], values: Floats) -> Floats:
        """Put the embeddings of words, unpacked, into an array and return it."""
        codes = self.codes[ids]
        values[..., 0::2] = codes & 15
        values[..., 1::2] = codes >> 4
        values -= 8
        values *= self.scales[ids][..., None]
        return values


def _layer(held: dict[str, Any], number: str) -> Layer:
    return Layer(
        _whole(held, f"inputs{number}"),
        held[f"bias{number}"],
        _whole(held, f"gates{number}"),
        _whole(held, f"candidate{number}"),
    )


def _whole(held: dict[str, Any], name: str) -> Floats:
    """Return a matrix from its eight-bit columns and their scales."""
    whole: Floats = held[name].astype(np.float32) * held[f"{name}_scale"]
    return whole


def _statistics(held: dict[str, Any]) -> dict[str, tuple[float, ...]]:
    table = held["statistics"].astype(np.float32) / STEP
    return {
        character: tuple(row.tolist())
        for character, row in zip(_text(held["characters"]), table, strict=True)
    }


def _text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode()
