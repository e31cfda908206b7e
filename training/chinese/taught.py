"""Labels Chinese text with all readers and the jury of the shipped tagger: what may be a name, and how surely.

usage: nice -n 15 python taught.py [--silver silver.jsonl] --out taught.jsonl TEXT.txt...

Every sentence is asked of every reader. People are what the jury says of each candidate; bodies and
places what the three readers say of each letter on the mean. What silver.py found (with FoolNLTK, a
fourth voice) moves the jury's word half the way. One JSON object a line; a span is [start, end, kind,
chance].
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from silver import of_all_readers

from posthouse.privacy.names import chinese_walker
from posthouse.privacy.names.chinese_heard import together
from posthouse.privacy.names.chinese_people import candidates
from posthouse.privacy.names.chinese_reader import LOCATION, ORG

SHIPPED = Path(__file__).parents[2] / "src/posthouse/privacy/names/data/chinese.npz"
LEAST, BODY, LONGEST, TOGETHER = 0.02, 0.3, 240, 400
KINDS = (("ORG", "ORG", ORG, chinese_walker.ORG), ("LOCATION", "LOC", LOCATION, chinese_walker.LOCATION))  # fmt: skip
Span = tuple[int, int, str, float]


class Teachers:
    """The shipped tagger, which asks all its readers of every sentence."""

    def __init__(self, packed: bytes) -> None:
        self._tagger = of_all_readers(packed)

    def read(self, texts: list[str]) -> list[list[Span]]:
        found: list[list[Span]] = [[] for _ in texts]
        for one, chances in self._tagger.read(texts):
            at = one.piece.start
            found[one.piece.owner] += [
                (at + s, at + e, k, p) for s, e, k, p in self._told(one, chances)
            ]
        return found

    def _told(self, one, chances: np.ndarray) -> Iterator[Span]:
        text, columns = one.piece.text, self._tagger._columns
        guessed = list(candidates(chances, one.stops, columns))
        places = together(guessed, one.heard, one.stops, text, self._tagger._latin)
        judged = self._tagger._judge.judged(text, places, chances, one.heard)
        free = np.ones(len(text), bool)
        for place, sure in zip(places, judged, strict=True):
            if sure >= LEAST:
                yield place.start, place.end, "PERSON", sure
            if sure >= 0.5:
                free[place.start : place.end] = False
        word = np.repeat(np.arange(len(one.stops)), np.diff([0, *one.stops]))
        for kind, tag, letters, walked in KINDS:
            begins, goes_on = (chances[:, where[tag]] for where in (columns.begins, columns.goes_on))  # fmt: skip
            heard = one.heard._letters[:, letters] + one.heard.walked[:, walked]
            mean = (heard + (begins + goes_on)[word]) / 3 * free
            first = np.diff(word, prepend=-1) > 0
            yield from stretches(mean, first & (begins[word] > 0.5), kind)


def stretches(mean: np.ndarray, begins: np.ndarray, kind: str) -> Iterator[Span]:
    start = None
    for at in range(len(mean) + 1):
        over = at < len(mean) and mean[at] >= BODY
        if start is not None and (not over or begins[at]):
            yield start, at, kind, float(mean[start:at].mean())
            start = None
        if over and start is None:
            start = at


def moved(said: list[Span], silver: list[list] | None) -> list[Span]:
    """People's chances, moved half the way to what silver.py found."""
    if silver is None:
        return said
    found = []
    for start, end, kind, sure in said:
        met = {k for s, e, k in silver if s < end and start < e}
        asked = kind == "PERSON" and "UNSAID" not in met
        found.append((start, end, kind, (sure + ("PERSON" in met)) / 2 if asked else sure))
    return found


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--shipped", type=Path, default=SHIPPED)
    ask.add_argument("--silver", type=Path)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("texts", type=Path, nargs="+")
    options = ask.parse_args()
    teachers = Teachers(options.shipped.read_bytes())
    silver = {}
    if options.silver:
        rows = map(json.loads, options.silver.read_text(encoding="utf-8").splitlines())
        silver = {row["text"]: row["spans"] for row in rows}
    with options.out.open("w", encoding="utf-8") as file:
        for path in options.texts:
            lines = path.read_text(encoding="utf-8").splitlines()
            pieces = sorted({line[at : at + LONGEST] for line in lines for at in range(0, len(line), LONGEST)})  # fmt: skip
            for first in range(0, len(pieces), TOGETHER):
                some = pieces[first : first + TOGETHER]
                for text, said in zip(some, teachers.read(some), strict=True):
                    spans = sorted((s, e, k, round(p, 3)) for s, e, k, p in moved(said, silver.get(text)))  # fmt: skip
                    file.write(json.dumps({"text": text, "spans": spans, "source": path.stem}, ensure_ascii=False) + "\n")  # fmt: skip
            print(path.stem, len(pieces), flush=True)


if __name__ == "__main__":
    main()
