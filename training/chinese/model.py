"""Makes the Chinese names model: src/posthouse/privacy/names/data/chinese.npz.

usage: python training/chinese/model.py --lac LAC-2.1.2.tar.gz --jieba jieba-0.42.1.tar.gz --gold DIR \
       --letters letters.npz --words dict.txt --clones CLONES --silver silver.jsonl

LAC (Apache-2.0) and jieba (MIT) are the source archives of the Python package index; DIR is a clone
of UniversalNER/UNER_Chinese-GSDSIMP at 57867243e61dd804eceb451cf9e362e0f9217b10 (CC-BY-SA-4.0).
The reader of letters is train.py's. LAC's network is taken as it is, with the words that its own dictionary counts least left out and
its numbers rounded. jieba's list of names tells which characters names are made of. The weights that
judge a candidate are a logistic regression on the labelled sentences, and on texts with other names. The same inputs give the same
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

from posthouse.privacy.names.chinese import ChineseTagger, _batches, _pieces
from posthouse.privacy.names.chinese_cues import DOUBLE_SURNAMES, SURNAMES
from posthouse.privacy.names.chinese_heard import together
from posthouse.privacy.names.chinese_model import STEP, Model
from posthouse.privacy.names.chinese_people import candidates

OUT = Path(__file__).parents[2] / "src/posthouse/privacy/names/data/chinese.npz"
VERSION = "lac-2.1.2/2"
KEPT_WORDS = 24_000
HAN = re.compile("[\u4e00-\u9fff]+")
WIDTH, HIDDEN, TAGS = 128, 128, 49
RIDGE, ROUNDS = 3.0, 30
SEED, SAID_AGAIN, INVENTED = 77, 6000, 4000


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


def sentences(path: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Sentences and the spans of people in them."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        said = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        at, spans, inside = 0, [], False
        for word, tag in (line.split("\t")[1:3] for line in lines if line and line[0] != "#"):
            start = said.find(word, at)
            if start < 0:
                continue
            at = start + len(word)
            if tag == "B-PER":
                spans.append((start, at))
            elif tag == "I-PER" and inside:
                spans[-1] = (spans[-1][0], at)
            inside = tag.endswith("-PER")
        if said:
            yield said, spans


Told = tuple[str, list[tuple[int, int, str]]]


def gold(folder: Path) -> list[Told]:
    """Sentences that people labelled."""
    return [
        (said, [(start, end, "PERSON") for start, end in spans])
        for part in ("train", "dev")
        for said, spans in sentences(folder / f"zh_gsdsimp-ud-{part}.iob2")
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
        ([(d.text, d.spans) for d in some], weight) for some, weight in ((said, 0.4), (fresh, 0.2))
    ]


def weights(model: Model, sources: list[tuple[list[Told], float]]) -> np.ndarray:
    """The weights of a logistic regression on candidates in labelled texts."""
    tagger, rows, right, counts = ChineseTagger(model), [], [], []
    for told, weight in sources:
        for found, (_, spans) in zip(
            candidates_of(tagger, [t for t, _ in told]), told, strict=True
        ):
            for start, end, row in found:
                met = {kind for a, b, kind in spans if start < b and a < end}
                if "UNSAID" not in met:
                    rows.append(row)
                    right.append("PERSON" in met)
                    counts.append(weight)
        print(len(rows), "candidates")
    return fitted(np.array(rows), np.array(right, float), np.array(counts))


def candidates_of(
    tagger: ChineseTagger, texts: list[str]
) -> list[list[tuple[int, int, list[float]]]]:
    """What the tagger weighs of each text: where, and the features."""
    found: list[list] = [[] for _ in texts]
    pieces = [one for n, text in enumerate(texts) for one in _pieces(n, text)]
    for batch in _batches(list(tagger._suspicious(pieces))):
        believed = tagger._network.beliefs([one.numbers for one in batch])
        for one, chances in zip(batch, believed, strict=True):
            guessed = list(candidates(chances, one.stops, tagger._columns))
            places = together(guessed, one.heard, one.stops, one.piece.text)
            rows = tagger._judge.features(one.piece.text, places, chances, one.heard)
            at = one.piece.start
            found[one.piece.owner] += [
                (at + p.start, at + p.end, r) for p, r in zip(places, rows, strict=True)
            ]
    return found


def fitted(rows: np.ndarray, right: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Newton's method with a ridge, on features of one scale."""
    middle, spread = rows.mean(0), rows.std(0) + 1e-9
    table = np.hstack([np.ones((len(rows), 1)), (rows - middle) / spread])
    found = np.zeros(table.shape[1])
    ridge = np.full(table.shape[1], RIDGE)
    ridge[0] = 0
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (counts * (right - chance)) - ridge * found
        bend = (table * (counts * chance * (1 - chance))[:, None]).T @ table + np.diag(ridge)
        found += np.linalg.solve(bend, slope)
    scaled = found[1:] / spread
    return np.array([found[0] - scaled @ middle, *scaled])


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--lac", type=Path, required=True)
    ask.add_argument("--jieba", type=Path, required=True)
    ask.add_argument("--gold", type=Path, required=True)
    ask.add_argument("--letters", type=Path, required=True)
    ask.add_argument("--words", type=Path, required=True, help="jieba's dict.txt")
    ask.add_argument("--clones", type=Path, required=True)
    ask.add_argument("--silver", type=Path, required=True)
    ask.add_argument("--out", type=Path, default=OUT)
    options = ask.parse_args()
    made = network(Archive(options.lac)) | statistics(Archive(options.jieba))
    made["letters"] = np.frombuffer(options.letters.read_bytes(), np.uint8)
    made["weights"] = np.zeros(1, np.float32)
    model = Model.unpack(packed(made))
    sources = [(gold(options.gold), 1.0), *made_up(options, model.alias)]
    made["weights"] = weights(model, sources).astype(np.float32)
    options.out.write_bytes(packed(made))
    print(options.out, options.out.stat().st_size)


def packed(arrays: dict) -> bytes:
    room = BytesIO()
    np.savez_compressed(room, **arrays)
    return room.getvalue()


if __name__ == "__main__":
    main()
