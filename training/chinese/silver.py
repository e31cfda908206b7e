"""Labels Chinese text with two taggers: the one that is shipped, and FoolNLTK's (Apache-2.0).

usage: silver.py --fool FOLDER --out silver.jsonl TEXT.txt...   (FOLDER holds ner.pb and map.zip)

What both say is said; what one says alone is left unsaid, unless the shipped one is nearly certain. Needs
tensorflow for FoolNLTK's graph.
"""

import argparse
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from posthouse.privacy.names import chinese_heard
from posthouse.privacy.names.chinese import ChineseTagger
from posthouse.privacy.names.chinese_bodies import _stretches
from posthouse.privacy.names.chinese_model import Model

LAC = Path(__file__).parents[2] / "src/posthouse/privacy/names/data/chinese.npz"
Span = tuple[int, int, str]
Guess = tuple[int, int, str, float]
SURE, AGREED, DOUBT = 0.9, 0.2, 0.06
TOGETHER = 64
FOOL = {"person": "PERSON", "org": "ORG", "company": "ORG", "location": "LOCATION"}


def of_all_readers(packed: bytes) -> ChineseTagger:
    """Return a tagger whose readers are asked of every sentence, however sure the first is."""
    chinese_heard._QUIET, chinese_heard._SETTLED = -1.0, 2.0
    return ChineseTagger(Model.unpack(packed))


class Lac:
    """The shipped tagger: every stretch that may be a name, and how likely it is one."""

    def __init__(self, tagger: ChineseTagger) -> None:
        self._tagger, self._columns = tagger, tagger._columns

    def read(self, texts: list[str]) -> list[list[Guess]]:
        found: list[list[Guess]] = [[] for _ in texts]
        for one, chances in self._tagger.read(texts):
            found[one.piece.owner] += self._of(one, chances)
        return found

    def _of(self, one, chances) -> Iterator[Guess]:
        text, start = one.piece.text, one.piece.start
        places = self._tagger.places(one, chances)
        judged = self._tagger._judge.judged(text, places, chances, one.heard)
        for place, sure in zip(places, judged, strict=True):
            yield start + place.start, start + place.end, "PERSON", sure
        for kind, label in (("ORG", "ORG"), ("LOC", "LOCATION")):
            for begin, end, sure in _stretches(chances, one.stops, self._columns, kind):
                yield start + begin, start + end, label, sure


class Fool:
    """FoolNLTK's graph: characters in, the best labels out."""

    def __init__(self, folder: Path) -> None:
        os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
        import tensorflow as tf

        old = tf.compat.v1
        old.disable_eager_execution()
        with zipfile.ZipFile(folder / "map.zip") as packed:
            held = json.loads(packed.read("all_map.json").splitlines()[0])
        self._numbers, self._tags = (
            held["char_map"],
            {int(k): v for k, v in held["ner_map"].items()},
        )
        definition = old.GraphDef()
        definition.ParseFromString((folder / "ner.pb").read_bytes())
        graph = tf.Graph()
        with graph.as_default():
            old.import_graph_def(definition, name="p")
        threads = old.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
        self._session = old.Session(graph=graph, config=threads)
        self._asked = [
            graph.get_tensor_by_name(f"p/{n}:0") for n in ("char_inputs", "lengths", "dropout")
        ]
        self._told = [
            graph.get_tensor_by_name(f"p/{n}:0") for n in ("project/logits", "crf_loss/transitions")
        ]

    def read(self, texts: list[str]) -> list[list[Span]]:
        sizes = [len(text) for text in texts]
        rows = np.zeros((len(texts), max(sizes)), np.int32)
        for row, text in zip(rows, texts, strict=True):
            row[: len(text)] = [self._numbers.get(c, self._numbers["<OOV>"]) for c in text]
        scores, moves = self._session.run(
            self._told, dict(zip(self._asked, (rows, sizes, 1.0), strict=True))
        )
        return [list(self._spans(s[:n], moves)) for s, n in zip(scores, sizes, strict=True)]

    def _spans(self, scores: np.ndarray, moves: np.ndarray) -> Iterator[Span]:
        count = len(self._tags)
        total, back = moves[count, :count] + scores[0], []
        for row in scores[1:]:
            ways = total[:, None] + moves[:count, :count]
            back.append(ways.argmax(0))
            total = ways.max(0) + row
        path = [int(total.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        start = None
        for at, number in enumerate(reversed(path)):
            place, _, kind = self._tags[number].partition("_")
            start = at if place in "BS" else start if place in "ME" else None
            if place in "ES" and start is not None and kind in FOOL:
                yield start, at + 1, FOOL[kind]


def agreed(lac: list[Guess], fool: list[Span]) -> Iterator[Span]:
    """Yield what is said of a text; UNSAID where the two differ."""
    met = set()
    for start, end, kind, sure in lac:
        with_it = [f for f in fool if f[2] == kind and f[0] < end and start < f[1]]
        against = [f for f in fool if f[2] != kind and f[0] < end and start < f[1]]
        met.update(with_it)
        if with_it and sure >= AGREED:
            yield min(start, with_it[0][0]), max(end, with_it[-1][1]), kind
        elif sure >= SURE and not against:
            yield start, end, kind
        elif sure >= DOUBT:
            yield start, end, "UNSAID"
    yield from (
        (start, end, "UNSAID") for start, end, kind in fool if (start, end, kind) not in met
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--lac", type=Path, default=LAC, help="the shipped model")
    ask.add_argument("--fool", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--each", type=int, default=1, help="take every so-manieth line")
    ask.add_argument("texts", type=Path, nargs="+")
    options = ask.parse_args()
    lac = Lac(of_all_readers(options.lac.read_bytes()))
    fool = Fool(options.fool)
    with options.out.open("w", encoding="utf-8") as file:
        for path in options.texts:
            lines = path.read_text(encoding="utf-8").splitlines()[:: options.each]
            pieces = sorted(
                {line[at : at + 240] for line in lines for at in range(0, len(line), 240)}, key=len
            )
            for first in range(0, len(pieces), TOGETHER):
                some = pieces[first : first + TOGETHER]
                for text, guessed, spans in zip(some, lac.read(some), fool.read(some), strict=True):
                    said = sorted(agreed(guessed, spans))
                    row = {"text": text, "spans": said, "source": path.stem}
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
