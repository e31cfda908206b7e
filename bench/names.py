"""Finds people in Chinese corpora that others are measured on; prints recall and precision.

usage: python bench/names.py --data DIR

DIR holds any of: msra_test.bio (SIGHAN 2006), weibo_test.bio (golden-horse,
weiboNER_2nd_conll.test), resume_test.bmes (ResumeNER, test.char.bmes), cluener_dev.json (CLUENER
2020, dev). Their licences are unclear: they are not part of this repository, and no weight was
learned from them; thresholds were compared on other parts of the same corpora. A name
counts as found where a finding touches it; a finding as right where it touches a name. Nominal
mentions of Weibo ("soft") count for neither. Each sentence is a text of its own.
Last comes one line of JSON.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

from posthouse.config.names import shipped
from posthouse.model.finding import Label

Span = tuple[int, int]
PEOPLE = frozenset({"PER", "PER.NAM", "NAME"})
LOOSE = frozenset({"PER.NOM"})


def tagged(path: Path) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Sentences of one character and its tag a line: the text, its people, its loose mentions."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        rows = [re.split(r"[\t ]", line) for line in block.splitlines() if line.strip()]
        spans: list[tuple[int, int, str]] = []
        inside = False
        for at, row in enumerate(rows):
            place, _, kind = row[-1].partition("-")
            if place in ("B", "S") or (place != "O" and not inside):
                spans.append((at, at + 1, kind))
            elif place != "O":
                spans[-1] = (spans[-1][0], at + 1, kind)
            inside = place not in ("O", "S", "E")
        people = [(a, b) for a, b, kind in spans if kind in PEOPLE]
        yield (
            "".join(row[0][0] for row in rows),
            people,
            [(a, b) for a, b, kind in spans if kind in LOOSE],
        )


def told(path: Path) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Sentences of JSON lines in which each surface has its places, ends included."""
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        places = one["label"].get("name", {}).values()
        yield one["text"], [(a, b + 1) for spans in places for a, b in spans], []


CORPORA = {
    "msra_test.bio": tagged, "weibo_test.bio": tagged, "resume_test.bmes": tagged,
    "cluener_dev.json": told,
}  # fmt: skip


def touches(one: Span, others: list[Span]) -> bool:
    return any(one[0] < b and a < one[1] for a, b in others)


def judged(sentences: list) -> dict:
    names = shipped()
    began = time.process_time()
    found = names.find_all([text for text, _, _ in sentences])
    seconds = time.process_time() - began
    row = {"names": 0, "found": 0, "findings": 0, "right": 0}
    for (_, people, loose), findings in zip(sentences, found, strict=True):
        spans = [(f.start, f.end) for f in findings if f.label is Label.PERSON]
        spans = [s for s in spans if touches(s, people) or not touches(s, loose)]
        row["names"] += len(people)
        row["found"] += sum(touches(one, spans) for one in people)
        row["findings"] += len(spans)
        row["right"] += sum(touches(one, people) for one in spans)
    row["characters_per_second"] = round(sum(len(t) for t, _, _ in sentences) / seconds)
    return row


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--data", type=Path, required=True)
    options = ask.parse_args()
    shipped().find_all(["请转告张伟。"])
    rows = {}
    print(f"{'corpus':20} {'names':>6} {'recall %':>9} {'precision %':>12} {'characters/s':>13}")
    for file, read in CORPORA.items():
        if not (options.data / file).exists():
            continue
        row = rows[file] = judged(list(read(options.data / file)))
        recall = row["recall"] = round(100 * row["found"] / row["names"], 1)
        precision = row["precision"] = round(100 * row["right"] / max(row["findings"], 1), 1)
        speed = row["characters_per_second"]
        print(f"{file:20} {row['names']:6} {recall:9} {precision:12} {speed:13}")
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
