"""Trains the reader of letters: hashed rows, windows of neighbours, the line as a whole.

usage: python train.py --jieba DICT --clones CLONES --alias chinese.npz --taught taught.jsonl [--silver silver.jsonl] \
       --gold GSD --pud FILE --teacher teacher.npz --out letters.npz [--minutes 4] [--processes 12] TEXT.txt...

It learns what teacher.py's network tells of each letter and, of what was invented or labelled by others,
that too; nothing from what people labelled, for the jury is fitted to that. Needs jax, best with an
accelerator; README.md beside this says where the texts come from.
"""

import argparse
import time
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from adam import stepped, zeros
from examples import Batches
from gathered import asked, texts
from teacher import LETTERS, numbered, told

from posthouse.privacy.names.chinese_letters import PLACES, ROWS, Letters
from posthouse.privacy.names.chinese_reader import LABELS
from posthouse.privacy.names.windows import DILATIONS, POOLED

LETTER, PAIR, THREE, WORD, HIDDEN = 48, 32, 24, 8, 96
RATE, DECAY = 3e-3, 0.01
KEPT = {
    "letter": 0.92,
    "pair": 0.8,
    "triple": 0.6,
    "word": 0.85,
}  # of each letter's rows as it learns
INVENTED, SAID = 0.7, 0.25  # how much their own labels count beside the teacher's
TOP = {"letter": 127, "pair": 7, "triple": 7}  # tables of rows, in whole steps
HALF = jnp.bfloat16


def fresh(key) -> dict:
    keys = iter(jax.random.split(key, 20))
    normal = lambda *shape, scale: jax.random.normal(next(keys), shape) * scale  # noqa: E731
    wide = LETTER + 2 * PAIR + THREE + PLACES * WORD
    found = {
        "letter": normal(LETTERS, LETTER, scale=0.2),
        "pair": normal(ROWS, PAIR, scale=0.1),
        "triple": normal(ROWS, THREE, scale=0.1),
        "word": normal(PLACES * 256, WORD, scale=0.2),
        "static": normal(wide, HIDDEN, scale=wide**-0.5),
        "bias": jnp.zeros(HIDDEN),
        "out": normal(HIDDEN, len(LABELS), scale=HIDDEN**-0.5),
        "out_bias": jnp.zeros(len(LABELS)),
        "pool_in": normal(HIDDEN, HIDDEN, scale=HIDDEN**-0.5),
        "pool_in_bias": jnp.zeros(HIDDEN),
        "pool_out": normal(HIDDEN, HIDDEN, scale=0.5 * HIDDEN**-0.5),
        "pool_out_bias": jnp.zeros(HIDDEN),
        "pool_gain": jnp.ones(HIDDEN),
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


def even(x, gain):
    return (x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-5) * gain).astype(HALF)


def times(p: dict, name: str, x):
    return (x.astype(HALF) @ p[name].astype(HALF)).astype(jnp.float32) + p[f"{name}_bias"]


def rows_of(p: dict, batch, key):
    """Each letter's own rows, some of them left out."""
    rows, pairs, threes, words = batch[:4]
    found = {"letter": rows.astype(jnp.int32), "pair": pairs, "triple": threes, "word": numbered(words)}  # fmt: skip
    for (name, at), k in zip(found.items(), jax.random.split(key, 4), strict=True):
        own, kept = p[name][at], KEPT[name]
        there = jax.random.bernoulli(k, kept, (*at.shape, 1)) / kept
        yield (own * there).reshape(*rows.shape, -1)


def logits(p: dict, batch, key, line_end: int):
    one, key = jax.random.split(key)
    own = jnp.concatenate(list(rows_of(p, batch, one)), -1).astype(HALF) @ p["static"].astype(HALF)
    x = jax.nn.relu(own.astype(jnp.float32) + p["bias"])
    for number, by in enumerate(DILATIONS):
        h = even(x, p[f"gain{number}"])
        h = jax.nn.relu(times(p, f"conv{number}", jnp.concatenate([shifted(h, by), h, shifted(h, -by)], -1)))  # fmt: skip
        key, drawn = jax.random.split(key)
        x += h * jax.random.bernoulli(drawn, 0.95, h.shape) / 0.95
        if number == POOLED:
            x += whole(p, x, jnp.cumsum(batch[0] == line_end, 1))
    return x @ p["out"] + p["out_bias"]


def whole(p: dict, x, line):
    """What the mean of a letter's line says; a line end begins a line."""
    same = (line[:, :, None] == line[:, None, :]).astype(HALF)
    heard = jax.nn.relu(times(p, "pool_in", even(x, p["pool_gain"]))).astype(HALF)
    mean = jnp.einsum("bij,bjh->bih", same, heard).astype(jnp.float32)
    return jax.nn.relu(times(p, "pool_out", mean / same.astype(jnp.float32).sum(-1, keepdims=True)))


def loss(p: dict, batch, soft, key, line_end: int):
    wanted, weights = batch[4].astype(jnp.float32) / 255, batch[5].astype(jnp.float32)[..., None] / 100  # fmt: skip
    share = jnp.where(weights > 0.9, INVENTED, jnp.where(weights > 0, SAID, 0.0))
    target = wanted * share + soft * (1 - share)
    heard = jax.nn.log_softmax(logits(p, batch, key, line_end))
    counts = jnp.where(weights[..., 0] > 1.5, 0.0, jnp.maximum(weights[..., 0], 0.5))
    return -((target * heard).sum(-1) * counts).sum() / counts.sum()


@partial(jax.jit, donate_argnums=(0, 1, 2), static_argnums=(8,))
def step(p, m, v, batch, soft, key, rate, t, line_end):
    wrong, slope = jax.value_and_grad(loss)(p, batch, soft, key, line_end)
    return (*stepped(p, m, v, slope, rate, t, DECAY), wrong)


def write(path: Path, weights: dict, held: dict) -> None:
    """Write tables in whole steps of a scale each row has, the rest as half floats."""
    out = dict(held)
    for name, weight in weights.items():
        if name not in TOP:
            out[name] = weight.astype(np.float16)
            continue
        kept = weight[: held["letters"].size // 2 + 2] if name == "letter" else weight
        scale = np.abs(kept).max(1, keepdims=True) / TOP[name] + 1e-12
        out[name] = np.round(kept / scale).astype(np.int8)
        out[f"{name}_scale"] = scale.astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, **out)


def main() -> None:
    ask = asked(__doc__)
    ask.add_argument("--teacher", type=Path, required=True)
    ask.add_argument("--minutes", type=float, default=4)
    o = ask.parse_args()
    learned = texts(o)
    batches = Batches(learned, o.batch, o.processes, o.draws)
    with np.load(o.teacher) as file:
        teacher = {name: jnp.array(file[name], jnp.float32) for name in file.files}
    line_end = int(Letters(learned.held).numbered("\n")[0])
    p = trained(o, batches, teacher, line_end)
    write(o.out, {name: np.asarray(a) for name, a in p.items()}, learned.held)


def trained(o: argparse.Namespace, batches: Batches, teacher: dict, line_end: int) -> dict:
    key = jax.random.PRNGKey(11)
    p = fresh(key)
    m, v, began, gone, t = zeros(p), zeros(p), time.time(), 0.0, 0
    while gone < 1:
        t += 1
        key, drawn = jax.random.split(key)
        batch = batches.next()
        soft = told(teacher, batch[0], batch[1], batch[3])
        rate = RATE * min(1.0, t / 200) * max(0.005, 1 - gone)
        p, m, v, wrong = step(p, m, v, batch, soft, drawn, rate, float(t), line_end)
        if t == 1:
            jax.block_until_ready(p)
            began = time.time()
        if t % 100 == 0:
            print(t, f"{float(wrong):.4f} {100 * gone:.0f} % of the time", flush=True)
        gone = (time.time() - began) / (60 * o.minutes)
    return p


if __name__ == "__main__":
    main()
