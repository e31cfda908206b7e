"""Makes the Chinese names model: src/posthouse/privacy/names/data/chinese.npz.

usage: python training/chinese/model.py --lac LAC-2.1.2.tar.gz --jieba jieba-0.42.1.tar.gz --gold DIR --pud FILE \
       --letters letters.npz --walker walker.npz --words dict.txt --clones CLONES --silver silver.jsonl

LAC (Apache-2.0) and jieba (MIT) are the source archives of the Python package index; DIR is a clone
of UniversalNER/UNER_Chinese-GSDSIMP at 57867243e61dd804eceb451cf9e362e0f9217b10 (CC-BY-SA-4.0), FILE
zh_pud-ud-test.iob2 of UniversalNER/UNER_Chinese-PUD at 647ba53747e1aa1818541965db99a0196440b7d2
(CC-BY-SA-3.0). The reader of letters is train.py's, the walker walker.py's. LAC's network is taken as it
is, with the words that its own dictionary counts least left out and its numbers rounded. jieba's list of names tells which characters names are made of. The jury of a
candidate is fitted to the labelled sentences, and to texts with other names. The same inputs give the same
file, up to the last digits of the machine's arithmetic.
"""

import argparse
import math
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np

from posthouse.privacy.names.chinese import ChineseTagger
from posthouse.privacy.names.chinese_cues import DOUBLE_SURNAMES, SURNAMES
from posthouse.privacy.names.chinese_model import LIMIT, STEP, Jury, Model
from posthouse.privacy.names.english_lexicon import EVERYDAY, FORENAME
from posthouse.privacy.names.windows import keys

OUT = Path(__file__).parents[2] / "src/posthouse/privacy/names/data/chinese.npz"
VERSION = "lac-2.1.2/5"
KEPT_WORDS = 24_000
USUAL = 2  # of three levels of the English lexicon
HAN = re.compile("[\u4e00-\u9fff]+")
WIDTH, HIDDEN, TAGS = 128, 128, 49
JURORS, NEAR, EPOCHS, BATCH = 8, 16, 40, 128
RATE, DECAY, LEFT_OUT = 3e-3, 2e-2, 0.2
SEED, SAID_AGAIN, INVENTED = 77, 6000, 3000


class Archive:
    """Files of a source archive, by the end of their path."""

    def __init__(self, path: Path) -> None:
        with tarfile.open(path) as archive:
            self._files = {
                member.name: archive.extractfile(member).read()
                for member in archive
                if member.isfile() and ("lac_model/" in member.name or member.name.endswith("dict.txt"))
            }  # fmt: skip

    def read(self, end: str) -> bytes:
        return next(data for name, data in self._files.items() if name.endswith(end))

    def rows(self, end: str, split: str) -> Iterator[list[str]]:
        for line in self.read(end).decode().splitlines():
            yield line.split(split)

    def matrix(self, name: str, *shape: int) -> np.ndarray:
        """A parameter: a short header, then little-endian float32."""
        return np.frombuffer(self.read(f"lac_model/model/{name}")[-4 * math.prod(shape) :], "<f4").reshape(shape)  # fmt: skip


def eight_bits(name: str, matrix: np.ndarray, axis: int) -> dict:
    scale = np.abs(matrix).max(axis, keepdims=True) / 127 + 1e-12
    return {name: np.round(matrix / scale).astype(np.int8), f"{name}_scale": scale.astype(np.float32)}  # fmt: skip


def four_bits(rows: np.ndarray) -> dict:
    scale = np.abs(rows).max(1, keepdims=True) / 7 + 1e-12
    codes = (np.round(rows / scale) + 8).astype(np.uint8)
    return {"codes": codes[:, 0::2] | codes[:, 1::2] << 4, "scales": scale[:, 0].astype(np.float16)}


def vocabulary(lac: Archive) -> tuple[list[str], list[int], dict[str, str]]:
    """The kept words with their rows in LAC's table, and which characters stand for others."""
    numbers = {row[1]: int(row[0]) for row in lac.rows("conf/word.dic", "\t") if len(row) == 2}
    counts = {row[0]: int(row[1]) for row in lac.rows("conf/small_seg.dic", " ") if len(row) == 2}
    alias = {row[0]: row[1] for row in lac.rows("conf/q2b.dic", "\t") if len(row) == 2}
    alias = {k: alias.get(v, v) for k, v in alias.items()}
    alias = {k: v for k, v in alias.items() if len(k) == len(v) == 1 and v in numbers and k != v}
    alias = {k: v for k, v in alias.items() if v not in alias}
    single = [word for word in numbers if len(word) == 1 and word not in alias and word != "\n"]
    longer = sorted((w for w in numbers if len(w) > 1 and w in counts), key=lambda w: -counts[w])
    words = ["OOV", *single, *longer[:KEPT_WORDS]]
    return words, [numbers[word] for word in words], alias


def layer(lac: Archive, number: int) -> dict:
    """Both directions of a layer: inputs side by side, recurrent parts stacked."""
    width = WIDTH if number == 0 else 2 * HIDDEN
    ways = (2 * number, 2 * number + 1)
    inputs = [lac.matrix(f"fc_{way}.w_0", width, 3 * HIDDEN) for way in ways]
    bias = [lac.matrix(f"fc_{w}.b_0", 3 * HIDDEN) + lac.matrix(f"gru_{w}.b_0", 3 * HIDDEN) for w in ways]  # fmt: skip
    recurrent = [lac.matrix(f"gru_{way}.w_0", 3 * HIDDEN * HIDDEN) for way in ways]
    cut = 2 * HIDDEN * HIDDEN
    gates = np.stack([one[:cut].reshape(HIDDEN, 2 * HIDDEN) for one in recurrent])
    proposed = np.stack([one[cut:].reshape(HIDDEN, HIDDEN) for one in recurrent])
    return {
        **eight_bits(f"inputs{number}", np.concatenate(inputs, 1), 0),
        f"bias{number}": np.concatenate(bias),
        **eight_bits(f"gates{number}", gates, 1),
        **eight_bits(f"candidate{number}", proposed, 1),
    }


def text(value: str) -> np.ndarray:
    return np.frombuffer(value.encode(), np.uint8)


def statistics(jieba: Archive) -> dict:
    """How much more often a character stands in a part of names than elsewhere (logarithms)."""
    rows = [row for row in jieba.rows("jieba/dict.txt", " ") if HAN.fullmatch(row[0])]
    usual: Counter = Counter()
    parts = [Counter() for _ in range(4)]
    for word, count, kind in rows:
        for character in word:
            usual[character] += int(count)
        if kind == "nrt" and len(word) > 2:
            parts[3].update(word)
        if not kind.startswith("nr"):
            continue
        size = 2 if word[:2] in DOUBLE_SURNAMES else 1
        if (size == 2 or word[0] in SURNAMES) and 1 <= len(word) - size <= 2:
            if size == 1:
                parts[0][word[0]] += 1
            given = word[size:]
            if len(given) == 2:
                parts[1][given[0]] += 1
                parts[2][given[1]] += 1
    characters = sorted(usual)
    table = np.array([[_ratio(part, usual, one) for part in parts] for one in characters])
    return {
        "characters": text("".join(characters)),
        "statistics": np.clip(np.round(table * STEP), -127, 127).astype(np.int8),
    }


def _ratio(part: Counter, usual: Counter, character: str) -> float:
    size, inside, outside = len(usual), part.total(), usual.total()
    inner = math.log((part[character] + 0.3) / (inside + 0.3 * size))
    return inner - math.log((usual[character] + 20) / (outside + 20 * size))


def latin(english: Path) -> dict:
    """The hashes of forenames in Latin letters, from the English tagger's lexicon."""
    with np.load(english) as held:
        known = keys(held["lexicon_low"], held["lexicon_high"])
        flags = held["lexicon_flags"][:, 0]
    usual = (flags & FORENAME >= USUAL) & (flags & EVERYDAY == 0)
    kept = np.diff(known[usual], prepend=np.uint32(0)).astype(np.uint32)
    return {"latin_low": (kept & 255).astype(np.uint8), "latin_high": (kept >> 8).astype(np.uint16)}


def network(lac: Archive) -> dict:
    words, rows, alias = vocabulary(lac)
    tags = {int(row[0]): row[1] for row in lac.rows("conf/tag.dic", "\t") if len(row) == 2}
    chain = lac.matrix("crfw", TAGS + 2, TAGS)
    return {
        "version": text(VERSION),
        "words": text("\n".join(words)),
        "alias": text("".join(alias) + "\n" + "".join(alias.values())),
        **four_bits(lac.matrix("word_emb", 58_224, WIDTH)[rows]),
        **layer(lac, 0),
        **layer(lac, 1),
        **eight_bits("output", lac.matrix("fc_4.w_0", 2 * HIDDEN, TAGS), 0),
        "output_bias": lac.matrix("fc_4.b_0", TAGS),
        "begin": chain[0], "end": chain[1], "moves": chain[2:],
        "tags": text("\n".join(tags[number] for number in range(TAGS))),
    }  # fmt: skip


Told = tuple[str, list[tuple[int, int, str]]]
GOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOCATION"}


def sentences(path: Path) -> Iterator[Told]:
    """Sentences and the names in them."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        said = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        at, spans, inside = 0, [], ""
        for word, tag in (line.split("\t")[1:3] for line in lines if line and line[0] != "#"):
            start = said.find(word, at)
            if start < 0:
                continue
            at, kind = start + len(word), GOLD.get(tag[2:], "")
            if kind and tag[0] == "B":
                spans.append((start, at, kind))
            elif kind and kind == inside:
                spans[-1] = (spans[-1][0], at, kind)
            inside = kind
        if said:
            yield said, spans


def labelled(paths: list[Path], simple: dict[str, str]) -> Iterator[Told]:
    """Sentences that people labelled, in simplified characters."""
    for path in paths:
        for said, spans in sentences(path):
            yield "".join(simple.get(c, c) if HAN.match(c) else c for c in said), spans


def gold(paths: list[Path], simple: dict[str, str]) -> list[Told]:
    """The same, with people alone."""
    return [
        (text, [span for span in spans if span[2] == "PERSON"])
        for text, spans in labelled(paths, simple)
    ]


def made_up(options: argparse.Namespace, simple: dict[str, str]) -> list[tuple[list[Told], float]]:
    """Texts said again with other names, and invented ones, each with what it counts beside gold."""
    from corpus import silver
    from invented import Inventor
    from pools import Pools

    pools = Pools(options.words, options.clones, simple, SEED)
    inventor = Inventor(pools)
    known = silver(options.silver, pools.words)
    said = [inventor.varied(one) for one in pools.random.sample(known, SAID_AGAIN)]
    fresh = [inventor.document() for _ in range(INVENTED)]
    return [
        ([(d.text, [span[:3] for span in d.spans]) for d in some], 0.35) for some in (said, fresh)
    ]


def jury(model: Model, sources: list[tuple[list[Told], float]]) -> dict[str, np.ndarray]:
    """What judges candidates, fitted to those in labelled texts."""
    tagger, rows, right, counts = ChineseTagger(model), [], [], []
    for told, weight in sources:  # what the reader is sure of is not judged
        for found, (_, spans) in zip(
            candidates_of(tagger, [t for t, _ in told]), told, strict=True
        ):
            for start, end, row in found:
                met = {kind for a, b, kind in spans if start < b and a < end}
                if "UNSAID" not in met:
                    rows.append(row)
                    right.append("PERSON" in met)
                    counts.append(weight)
        print(len(rows), "candidates", flush=True)
    return fitted(*(np.array(kept, np.float32) for kept in (rows, right, counts)))


def candidates_of(
    tagger: ChineseTagger, texts: list[str]
) -> list[list[tuple[int, int, list[float]]]]:
    """What the tagger weighs of each text: where, and the features."""
    found: list[list] = [[] for _ in texts]
    for one, chances in tagger.read(texts):
        places = tagger.places(one, chances)
        rows = tagger._judge.features(one.piece.text, places, chances, one.heard)
        at = one.piece.start
        found[one.piece.owner] += [
            (at + p.start, at + p.end, r) for p, r in zip(places, rows, strict=True)
        ]
    return found


def fitted(rows: np.ndarray, right: np.ndarray, counts: np.ndarray) -> dict[str, np.ndarray]:
    """Jurors that differ in where they began and in what was kept from them as they learned."""
    middle, spread = rows.mean(0), rows.std(0) + 1e-6
    features = np.clip((rows - middle) / spread, -LIMIT, LIMIT)
    jurors = [juror(features, right, counts, seed) for seed in range(1, JURORS + 1)]
    near, near_bias, out, base, own = (np.stack(part) for part in zip(*jurors, strict=True))
    return {
        "middle": middle, "spread": spread, "near": near, "near_bias": near_bias[:, None],
        "out": out[..., None], "own": own[..., None], "base": base[:, None],
    }  # fmt: skip


def juror(features: np.ndarray, right: np.ndarray, counts: np.ndarray, seed: int) -> list:
    """One small network, by Adam on the logarithmic loss, features left out at random."""
    draw = np.random.default_rng(seed)
    size, deep = features.shape
    p = [draw.normal(0, deep**-0.5, (deep, NEAR)), np.zeros(NEAR), draw.normal(0, NEAR**-0.5, NEAR), np.zeros(1), np.zeros(deep)]  # fmt: skip
    p = [part.astype(np.float32) for part in p]
    first, second = [np.zeros_like(part) for part in p], [np.zeros_like(part) for part in p]
    steps, t = size // BATCH, 0
    for _ in range(EPOCHS):
        order = draw.permutation(size)
        for number in range(steps):
            t += 1
            some = order[number * BATCH : (number + 1) * BATCH]
            x = features[some] * (draw.random((len(some), deep), np.float32) > LEFT_OUT)
            rate = RATE * min(1, t / 100) * (1 - t / (EPOCHS * steps)) + 1e-5
            for at, slope in enumerate(slopes(p, x, right[some], counts[some])):
                first[at] = 0.9 * first[at] + 0.1 * slope
                second[at] = 0.99 * second[at] + 0.01 * slope * slope
                way = (first[at] / (1 - 0.9**t)) / (np.sqrt(second[at] / (1 - 0.99**t)) + 1e-7)
                shrunk = p[at] * (1 - rate * DECAY) if at not in (1, 3) else p[at]
                p[at] = (shrunk - rate * way).astype(np.float32)
    return p


def slopes(p: list, x: np.ndarray, right: np.ndarray, counts: np.ndarray) -> list[np.ndarray]:
    near = np.tanh(x @ p[0] + p[1])
    chance = 1 / (1 + np.exp(-(near @ p[2] + p[3] + x @ p[4])))
    wrong = counts * (chance - right) / len(x)
    through = np.outer(wrong, p[2]) * (1 - near * near)
    return [x.T @ through, through.sum(0), near.T @ wrong, wrong.sum(keepdims=True), x.T @ wrong]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--lac", type=Path, required=True)
    ask.add_argument("--jieba", type=Path, required=True)
    ask.add_argument("--gold", type=Path, required=True)
    ask.add_argument("--pud", type=Path, required=True)
    ask.add_argument("--letters", type=Path, required=True)
    ask.add_argument("--walker", type=Path, required=True)
    ask.add_argument("--words", type=Path, required=True, help="jieba's dict.txt")
    ask.add_argument("--clones", type=Path, required=True)
    ask.add_argument("--silver", type=Path, required=True)
    ask.add_argument("--english", type=Path, default=OUT.with_name("english.npz"))
    ask.add_argument("--out", type=Path, default=OUT)
    options = ask.parse_args()
    made = network(Archive(options.lac)) | statistics(Archive(options.jieba))
    for part in ("letters", "walker"):
        made[part] = np.frombuffer(getattr(options, part).read_bytes(), np.uint8)
    made |= latin(options.english)
    made |= {f"jury_{name}": np.zeros((1, 1, 1), np.float32) for name in Jury.__slots__}
    model = Model.unpack(packed(made))
    gsd = [options.gold / f"zh_gsdsimp-ud-{part}.iob2" for part in ("train", "dev")]
    people = [(gold(gsd, {}), 1.0), (gold([options.pud], model.alias), 1.5)]
    judged = jury(model, [*people, *made_up(options, model.alias)])
    made |= {f"jury_{name}": value for name, value in judged.items()}
    options.out.write_bytes(packed(made))
    print(options.out, options.out.stat().st_size)


def packed(arrays: dict) -> bytes:
    room = BytesIO()
    np.savez_compressed(room, **arrays)
    return room.getvalue()


if __name__ == "__main__":
    main()
