"""Writes the trained tagger: tables of words as bytes with a scale, the rest as half floats."""

from pathlib import Path

import numpy as np

from posthouse.privacy.names.windows import keys

TABLES = ("word", "affix")


def write(path: Path, weights: dict[str, np.ndarray], keys: np.ndarray, flags: np.ndarray) -> None:
    """Write weights and lexicon; keys as differences, which pack well."""
    out: dict[str, np.ndarray] = {}
    for name, weight in weights.items():
        if name in TABLES:
            scale = np.abs(weight).max(1, keepdims=True) / 127 + 1e-12
            out[name] = np.round(weight / scale).astype(np.int8)
            out[f"{name}_scale"] = scale.astype(np.float16)
        else:
            out[name] = weight.astype(np.float16)
    steps = np.diff(keys, prepend=np.uint32(0)).astype(np.uint32)
    out["lexicon_low"] = (steps & 0xFF).astype(np.uint8)
    out["lexicon_high"] = (steps >> 8).astype(np.uint16)
    out["lexicon_flags"] = flags
    with path.open("wb") as file:
        np.savez_compressed(file, **out)


def read(path: Path) -> dict[str, np.ndarray]:
    """Read weights again, to go on training."""
    with np.load(path) as file:
        out = {name: file[name] for name in file.files if not name.startswith("lexicon")}
    scales = {name: out.pop(f"{name}_scale").astype(np.float32) for name in TABLES}
    return {k: a.astype(np.float32) * scales.get(k, np.float32(1)) for k, a in out.items()}


def read_lexicon(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read the lexicon again."""
    with np.load(path) as file:
        return keys(file["lexicon_low"], file["lexicon_high"]), file["lexicon_flags"]
