"""Trains the teacher of the reader of letters: a network of attention, far too slow to ship.

usage: python teacher.py --jieba DICT --clones CLONES --alias chinese.npz --taught taught.jsonl \
       [--silver silver.jsonl] --gold GSD --pud FILE --out teacher.npz [--minutes 4] [--processes 12] TEXT.txt...

It learns what taught.py and silver.py labelled, invented texts and what people labelled, and to guess
letters that are hidden from it, in all texts. Needs jax and an accelerator; README.md says what ours was.
"""

import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from adam import stepped, zeros
from examples import Batches
from gathered import asked, texts

from posthouse.privacy.names.chinese_letters import PLACES, ROWS
from posthouse.privacy.names.chinese_reader import LABELS

DEEP, LAYERS, HEADS, WIDER = 448, 8, 7, 4
PAIR, WORD = 64, 16
LETTERS = 6010
HIDDEN = LETTERS - 1  # the row of a letter that may not be seen
RATE, DECAY, SMOOTH, LEFT_OUT = 1.1e-3, 0.05, 0.01, 0.1
GUESSES = 0.15  # what a guessed letter counts beside a label
HALF = jnp.bfloat16


def fresh(key) -> dict:
    keys = iter(jax.random.split(key, 20 + 4 * LAYERS))
    normal = lambda *shape, scale: jax.random.normal(next(keys), shape) * scale  # noqa: E731
    found = {
        "letter": normal(LETTERS, DEEP, scale=0.04),
        "pair": normal(ROWS, PAIR, scale=0.1),
        "word": normal(PLACES * 256, WORD, scale=0.1),
        "in": normal(2 * PAIR + PLACES * WORD, DEEP, scale=0.02),
        "out": normal(DEEP, len(LABELS), scale=DEEP**-0.5),
        "out_bias": jnp.zeros(len(LABELS)),
        "gain": jnp.ones(DEEP),
        "guess": normal(DEEP, DEEP, scale=DEEP**-0.5),
        "guess_bias": jnp.zeros(LETTERS),
    }
    small = DEEP**-0.5 / (2 * LAYERS) ** 0.5
    for layer in range(LAYERS):
        found |= {
            f"{layer}ask": normal(DEEP, 3 * DEEP, scale=DEEP**-0.5),
            f"{layer}tell": normal(DEEP, DEEP, scale=small),
            f"{layer}up": normal(DEEP, WIDER * DEEP, scale=DEEP**-0.5),
            f"{layer}down": normal(WIDER * DEEP, DEEP, scale=small / WIDER**0.5),
            f"{layer}gain": jnp.ones(DEEP),
            f"{layer}gain2": jnp.ones(DEEP),
        }
    return found


def even(x, gain):
    x = x.astype(jnp.float32)
    return (x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-5) * gain).astype(HALF)


def turned(x):
    """Vectors turned by their places (rotary embedding, arXiv 2104.09864)."""
    half = x.shape[-1] // 2
    by = jnp.arange(x.shape[1])[:, None] * 10000.0 ** (-jnp.arange(half) / half)
    c, s = (f(by)[None, :, None].astype(x.dtype) for f in (jnp.cos, jnp.sin))
    one, two = x[..., :half], x[..., half:]
    return jnp.concatenate([one * c - two * s, one * s + two * c], -1)


def body(p: dict, rows, pairs, words, hidden, key=None):
    """What is known of each letter; `hidden`, 1 where pair and words may not be seen."""
    size = rows.shape
    flat = lambda a: a.reshape(*size, -1)  # noqa: E731
    seen = (1 - hidden)[..., None]
    pair, word = flat(p["pair"][pairs]) * seen, flat(p["word"][numbered(words)]) * seen
    keys = [None] * (2 * LAYERS)
    if key is not None:
        one, two, *keys = jax.random.split(key, 2 + 2 * LAYERS)
        pair *= jax.random.bernoulli(one, 0.8, (*size, 1))
        word *= jax.random.bernoulli(two, 0.8, (*size, 1))
    x = jnp.concatenate([pair, word], -1).astype(HALF) @ p["in"].astype(HALF)
    x = (x + p["letter"][rows] * 5).astype(HALF)
    for layer in range(LAYERS):
        asked = even(x, p[f"{layer}gain"]) @ p[f"{layer}ask"].astype(HALF)
        ask, known, told = jnp.split(asked.reshape(*size, HEADS, -1), 3, -1)
        near = jnp.einsum("bqhd,bkhd->bhqk", turned(ask), turned(known)).astype(jnp.float32)
        near = jax.nn.softmax(near * ask.shape[-1] ** -0.5, -1).astype(HALF)
        told = flat(jnp.einsum("bhqk,bkhd->bqhd", near, told)) @ p[f"{layer}tell"].astype(HALF)
        x += left_out(keys[2 * layer], told)
        up = jax.nn.gelu(even(x, p[f"{layer}gain2"]) @ p[f"{layer}up"].astype(HALF))
        x += left_out(keys[2 * layer + 1], up @ p[f"{layer}down"].astype(HALF))
    return even(x, p["gain"])


def numbered(words):
    return words.astype(jnp.int32) + jnp.arange(PLACES) * 256


def left_out(key, x):
    if key is None:
        return x
    return (x * jax.random.bernoulli(key, 1 - LEFT_OUT, x.shape) / (1 - LEFT_OUT)).astype(HALF)


def labels(p: dict, x):
    return x.astype(jnp.float32) @ p["out"] + p["out_bias"]


def loss(p: dict, batch, key, hide):
    rows, pairs, _, words, wanted, weights = batch
    rows, weights = rows.astype(jnp.int32), weights.astype(jnp.float32) / 100
    one, two, three = jax.random.split(key, 3)
    first = jax.random.bernoulli(one, 0.055 * hide, rows.shape)
    later = lambda by: jnp.pad(first[:, :-by], ((0, 0), (by, 0)))  # noqa: E731
    hidden = first | later(1) | (later(2) & jax.random.bernoulli(three, 0.5, rows.shape))
    gone = hidden.astype(jnp.float32)
    near = jax.lax.reduce_window(gone, -jnp.inf, jax.lax.max, (1, 7), (1, 1), "SAME")
    x = body(p, jnp.where(hidden, HIDDEN, rows), pairs, words, near, two)
    told = jax.nn.log_softmax(labels(p, x))
    soft = wanted.astype(jnp.float32) / 255 * (1 - SMOOTH) + SMOOTH / len(LABELS)
    wrong = -((soft * told).sum(-1) * weights).sum() / weights.sum()
    return wrong + GUESSES * (hide > 0) * guessed(p, x, rows, gone, three), wrong


def guessed(p: dict, x, rows, gone, key):
    """How badly hidden letters are guessed, over an eighth of all places: about as many are hidden."""
    told, at = jax.lax.top_k(gone.ravel() + jax.random.uniform(key, (rows.size,)) * 0.5, rows.size // 8)  # fmt: skip
    counts = (told >= 1).astype(jnp.float32)
    h = jax.nn.gelu(x.reshape(-1, DEEP)[at] @ p["guess"].astype(HALF))
    sums = (h @ p["letter"].astype(HALF).T).astype(jnp.float32) * 0.5 + p["guess_bias"]
    right = jnp.take_along_axis(jax.nn.log_softmax(sums), rows.ravel()[at][:, None], -1)[:, 0]
    return -(right * counts).sum() / jnp.maximum(counts.sum(), 1)


@partial(jax.jit, donate_argnums=(0, 1, 2))
def step(p, m, v, batch, key, rate, t, hide):
    (_, wrong), slope = jax.value_and_grad(loss, has_aux=True)(p, batch, key, hide)
    return (*stepped(p, m, v, slope, rate, t, DECAY), wrong)


@jax.jit
def told(p: dict, rows, pairs, words):
    """The chances of each letter's labels, as a trained teacher tells them."""
    x = body(p, rows.astype(jnp.int32), pairs, words, jnp.zeros(rows.shape))
    return jax.nn.softmax(labels(p, x))


def main() -> None:
    ask = asked(__doc__)
    ask.add_argument("--minutes", type=float, default=4)
    o = ask.parse_args()
    batches = Batches(texts(o), o.batch, o.processes, o.draws)
    key = jax.random.PRNGKey(7)
    p = fresh(key)
    m, v, began, gone, t = zeros(p), zeros(p), time.time(), 0.0, 0
    while gone < 1:
        t += 1
        key, drawn = jax.random.split(key)
        rate = RATE * min(1.0, t / 300) * max(0.01, 1 - gone)
        hide = 1.0 if gone < 0.65 else 0.3 if gone < 0.85 else 0.0
        p, m, v, wrong = step(p, m, v, batches.next(), drawn, rate, float(t), hide)
        if t == 1:
            jax.block_until_ready(p)
            began = time.time()
        if t % 100 == 0:
            print(t, f"{float(wrong):.4f} {100 * gone:.0f} % of the time", flush=True)
        gone = (time.time() - began) / (60 * o.minutes)
    np.savez(o.out, **{name: np.asarray(a, np.float16) for name, a in p.items()})


if __name__ == "__main__":
    main()
