"""Takes cutword's network and teaches a small head what its chain says: walker.npz.

usage: nice -n 15 python walker.py --cutword cutword-0.1.1-py3-none-any.whl --alias chinese.npz --out walker.npz TEXT.txt...

Needs jax. The wheel is Apache-2.0; its parameters are read without running anything in it.
"""

import argparse
import io
import json
import pickle
import random
import zipfile
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from posthouse.privacy.names.chinese_walker import DIGIT, RARE, UNKNOWN, Walker

SAID, LONGEST, TOGETHER = 9000, 120, 32
HIDDEN, NEAR, EPOCHS, BATCH = 64, 64, 8, 512
PERSON, ORGS, PLACES = ("PERSON",), ("ORG", "COMMERCIAL"), ("LOC",)
WIDE = {chr(n): chr(n - 0xFEE0) for n in range(0xFF01, 0xFF5F) if chr(n - 0xFEE0).isalnum()}
ORDER = (0, 1, 3, 2)  # gates of a layer: in, forget, out; then what is proposed


class Cutword:
    """The parameters and the vocabulary in the wheel."""

    def __init__(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as packed:
            held = json.loads(packed.read("cutword/ner_vocab_tags.json"))
            model = zipfile.ZipFile(io.BytesIO(packed.read("cutword/model_params.pth")))
        self.letters: dict[str, int] = held["char2id"]
        self.labels: dict[str, int] = held["label2id"]
        read = Arrays(io.BytesIO(model.read("model_params/data.pkl")), model).load()
        self.weights = {k.removeprefix("module."): v for k, v in read["model_state_dict"].items()}

    def layer(self, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Inputs, biases, moves of both ways, in our order of gates and halved where they open."""
        ways = [f"_l{number}", f"_l{number}_reverse"]
        w = self.weights
        inputs = [sorted_gates(w[f"lstm.weight_ih{way}"]).T for way in ways]
        bias = [sorted_gates(w[f"lstm.bias_ih{way}"] + w[f"lstm.bias_hh{way}"]) for way in ways]
        moves = [sorted_gates(w[f"lstm.weight_hh{way}"]).T for way in ways]
        return np.concatenate(inputs, 1), np.concatenate(bias), np.stack(moves)


class Arrays(pickle.Unpickler):
    """Reads arrays out of a saved model; knows no other class."""

    def __init__(self, file: io.BytesIO, model: zipfile.ZipFile) -> None:
        super().__init__(file)
        self._model = model

    def find_class(self, module: str, name: str) -> object:
        if name == "_rebuild_tensor_v2":
            return lambda held, at, size, *_: held[at : at + int(np.prod(size))].reshape(size)
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch", "FloatStorage"):
            return name
        raise pickle.UnpicklingError(f"{module}.{name} is no array")

    def persistent_load(self, told: tuple) -> np.ndarray:
        return np.frombuffer(self._model.read(f"model_params/data/{told[2]}"), "<f4")


def sorted_gates(rows: np.ndarray) -> np.ndarray:
    parts = np.split(rows, 4)
    return np.concatenate([parts[n] * (0.5 if place < 3 else 1) for place, n in enumerate(ORDER)])


def numbered(letters: dict[str, int], alias: dict[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Every character that has a row of its own, and which."""
    points, rows = [], []
    for point in [*range(0xD800), *range(0xE000, 0x10000)]:
        letter = chr(point)
        plain = WIDE.get(letter, letter).lower()
        plain = alias.get(plain, plain)
        row = letters.get(plain) or (DIGIT if plain.isdigit() else 0)
        usual = RARE if 0x4E00 <= point < 0xA000 else UNKNOWN
        if row and row != usual:
            points.append(point)
            rows.append(row)
    return np.array(points, np.uint16), np.array(rows, np.uint16)


def shipped(cutword: Cutword, alias: dict[str, str]) -> dict[str, np.ndarray]:
    """What the walker reads, but for the head."""
    points, rows = numbered(cutword.letters, alias)
    table = cutword.weights["embedding.weight"]
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    held = {
        "points": points.view(np.uint8),
        "rows": rows.view(np.uint8),
        "letters": np.round(table / scale).astype(np.int8),
        "letters_scale": scale.astype(np.float32),
    }
    for number in (0, 1):
        inputs, bias, moves = cutword.layer(number)
        for name, value in (("inputs", inputs), ("bias", bias), ("moves", moves)):
            held[f"{name}{number}"] = value.astype(np.float16)
    head = {"near": (6 * HIDDEN, NEAR), "near_bias": (NEAR,), "own": (2 * HIDDEN, 6), "out": (NEAR, 6), "out_bias": (6,)}  # fmt: skip
    return held | {name: np.zeros(shape, np.float16) for name, shape in head.items()}


def packed(held: dict[str, np.ndarray]) -> bytes:
    room = io.BytesIO()
    np.savez_compressed(room, **held)
    return room.getvalue()


def summed(values: np.ndarray, axis: int) -> np.ndarray:
    most = values.max(axis, keepdims=True)
    return (most + np.log(np.exp(values - most).sum(axis, keepdims=True))).squeeze(axis)


def chain(cutword: Cutword, scores: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """What cutword's chain says: each of its labels at each letter, over all ways to label."""
    w = cutword.weights
    moves, last = w["crf.transitions"], w["crf.end_transitions"]
    ahead = np.empty_like(scores)
    ahead[0] = scores[0] + w["crf.start_transitions"]
    for step in range(1, len(scores)):
        ahead[step] = scores[step] + summed(ahead[step - 1][:, :, None] + moves[None], 1)
    back = np.empty_like(scores)
    back[-1] = last
    for step in range(len(scores) - 2, -1, -1):
        on = summed(moves[None] + (scores[step + 1] + back[step + 1])[:, None, :], 2)
        back[step] = np.where((lengths - 1 > step)[:, None], on, last)
    both = ahead + back
    return np.exp(both - summed(both, 2)[..., None])


def told(cutword: Cutword, texts: list[str], hidden) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Each text's hidden layer, and what the chain says in our six words."""
    groups = [[], [], [], [], [], []]
    for label, number in cutword.labels.items():
        place, _, kind = label.rpartition("_")
        group = 0 if kind == "O" else 3 if kind in ORGS else 4 if kind in PLACES else 5
        groups[(1 if place in "BS" else 2) if kind in PERSON else group].append(number)
    w = cutword.weights
    for first in range(0, len(texts), TOGETHER):
        values = hidden(texts[first : first + TOGETHER])
        lengths = np.array([len(one) for one in values])
        scores = np.zeros((lengths.max(), len(values), len(w["fc.bias"])), np.float32)
        for column, one in enumerate(values):
            scores[: len(one), column] = one @ w["fc.weight"].T + w["fc.bias"]
        chances = chain(cutword, scores, lengths)
        said = np.stack([chances[..., group].sum(-1) for group in groups], -1)
        for column, one in enumerate(values):
            yield one, said[: len(one), column]


def logits(p, around):
    own = around[:, 2 * HIDDEN : 4 * HIDDEN]
    near = jax.nn.relu(around @ p["near"] + p["near_bias"])
    return near @ p["out"] + p["out_bias"] + own @ p["own"]


def loss(p, around, said):
    return -(said * jax.nn.log_softmax(logits(p, around))).sum(1).mean()


@jax.jit
def step(p, m, v, batch, rate, t):
    value, g = jax.value_and_grad(loss)(p, *batch)
    m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
    v = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b * b, v, g)
    c1, c2 = 1 - 0.9**t, 1 - 0.99**t
    p = jax.tree.map(lambda w, a, b: w - rate * (a / c1) / (jnp.sqrt(b / c2) + 1e-8), p, m, v)
    return p, m, v, value


def taught(pairs: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, np.ndarray]:
    """A head that says what the chain says."""
    around = []
    for values, _ in pairs:
        wide = np.pad(values, ((1, 1), (0, 0)))
        around.append(np.concatenate([wide[:-2], wide[1:-1], wide[2:]], 1))
    inputs, wanted = np.concatenate(around), np.concatenate([said for _, said in pairs])
    k1, k2 = jax.random.split(jax.random.PRNGKey(0))
    p = {
        "near": jax.random.normal(k1, (6 * HIDDEN, NEAR)) * (6 * HIDDEN) ** -0.5,
        "near_bias": jnp.zeros(NEAR),
        "own": jnp.zeros((2 * HIDDEN, 6)),
        "out": jax.random.normal(k2, (NEAR, 6)) * NEAR**-0.5,
        "out_bias": jnp.zeros(6),
    }
    m, v = jax.tree.map(jnp.zeros_like, p), jax.tree.map(jnp.zeros_like, p)
    steps, t = len(inputs) // BATCH, 0
    for epoch in range(EPOCHS):
        order, sums = np.random.default_rng(epoch).permutation(len(inputs)), 0.0
        for number in range(steps):
            t += 1
            some = np.sort(order[number * BATCH : (number + 1) * BATCH])
            rate = 2e-3 * min(1, t / 200) * max(0.02, 1 - t / (EPOCHS * steps))
            p, m, v, value = step(p, m, v, (inputs[some], wanted[some]), rate, float(t))
            sums += float(value)
        print(f"epoch {epoch}: {len(inputs)} letters, loss {sums / steps:.4f}", flush=True)
    return {name: np.asarray(value).astype(np.float16) for name, value in p.items()}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("cutword", "alias", "out"):
        ask.add_argument(f"--{name}", type=Path, required=True)
    ask.add_argument("texts", type=Path, nargs="+")
    options = ask.parse_args()
    with np.load(options.alias) as file:
        source, target = file["alias"].tobytes().decode().split("\n")
    cutword = Cutword(options.cutword)
    held = shipped(cutword, dict(zip(source, target, strict=True)))
    lines = [line for path in options.texts for line in path.read_text("utf-8").splitlines()]
    texts = sorted({line[:LONGEST] for line in random.Random(5).sample(lines, SAID)}, key=len)
    pairs = list(told(cutword, texts, Walker(packed(held)).hidden))
    held |= taught(pairs)
    options.out.write_bytes(packed(held))
    print(options.out, options.out.stat().st_size)


if __name__ == "__main__":
    main()
