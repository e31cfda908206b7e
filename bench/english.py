"""Names, addresses and the rest in English, on data sets that others made and that stay outside.

usage: python bench/english.py [--presidio synth_dataset_v2.json] [--pupa PUPA_New.csv]

--presidio: microsoft/presidio-research. Counted as its TokenEvaluator counts `pii_f`: a token is
personal or not, whatever its type; here tokens are runs of letters and digits. Once over the types
that are to be found (DATE_TIME, AGE, TITLE and NRP count neither way), once over every type.
--pupa: Columbia-NLP-Lab/PAPILLON. A unit is covered where every place of it in the query is; units
that do not stand in their query are left out. Spans are what is masked, of any kind.
Last comes one line of JSON.
"""

import argparse
import csv
import json
import re
import time
from collections import Counter
from pathlib import Path

from posthouse.config.names import shipped
from posthouse.model.finding import Finding
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.names.merge import united

LEFT_OUT = ("DATE_TIME", "AGE", "TITLE", "NRP")
TOKEN = re.compile(r"[^\W_]+")


class Pipeline:
    """What a request's texts go through: rules, then names."""

    def __init__(self, *, names: bool = True) -> None:
        self.detector = Detector(RULES)
        self.names = shipped() if names else None

    def find(self, text: str) -> tuple[Finding, ...]:
        found = self.detector.find_all([text])
        if self.names is None:
            return found[0]
        return united([text], found, self.names.find_all([text]))[0]


def inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < e and s < end for s, e in spans)


def rates(row: Counter) -> dict:
    precision, recall = row["right"] / max(row["found"], 1), row["right"] / max(row["gold"], 1)
    f = {
        f"f{b}": (1 + b * b) * precision * recall / max(b * b * precision + recall, 1e-9)
        for b in (1, 2)
    }
    return {key: round(value, 4) for key, value in {"p": precision, "r": recall, **f}.items()}


def presidio(path: Path, pipeline: Pipeline) -> dict:
    """Count tokens, and labelled values touched by type."""
    ours, every, types = Counter(), Counter(), {}
    for sample in json.loads(path.read_text(encoding="utf-8")):
        text = sample["full_text"]
        found = [(f.start, f.end) for f in pipeline.find(text)]
        gold = [(s["start_position"], s["end_position"], s["entity_type"]) for s in sample["spans"]]
        wanted = [(s, e) for s, e, kind in gold if kind not in LEFT_OUT]
        loose = [(s, e) for s, e, kind in gold if kind in LEFT_OUT]
        for token in TOKEN.finditer(text):
            hit = inside(*token.span(), found)
            right, other = inside(*token.span(), wanted), inside(*token.span(), loose)
            every.update(found=hit, gold=right or other, right=hit and (right or other))
            if right or not other:
                ours.update(found=hit, gold=right, right=hit and right)
        for start, end, kind in gold:
            row = types.setdefault(kind, Counter())
            row.update(
                labelled=1,
                touched=inside(start, end, found),
                covered=covered(text, start, end, found),
            )
    print(f"{'presidio-research':24} {'P':>7} {'R':>7} {'F1':>7} {'F2':>7}")
    for name, row in (("types to be found", rates(ours)), ("every type", rates(every))):
        print(f"{name:24} {row['p']:7.3f} {row['r']:7.3f} {row['f1']:7.3f} {row['f2']:7.3f}")
    print(f"\n{'type':20} {'labelled':>8} {'touched%':>8} {'covered%':>8}")
    for kind, row in sorted(types.items()):
        print(f"{kind:20} {row['labelled']:8} {100 * row['touched'] / row['labelled']:8.1f} "
              f"{100 * row['covered'] / row['labelled']:8.1f}")  # fmt: skip
    return {
        "ours": rates(ours),
        "every": rates(every),
        "types": {k: dict(v) for k, v in types.items()},
    }


def covered(text: str, start: int, end: int, found: list[tuple[int, int]]) -> bool:
    """Tell whether all letters and digits of a stretch lie in findings."""
    return all(inside(at, at + 1, found) for at in range(start, end) if text[at].isalnum())


def pupa(path: Path, pipeline: Pipeline) -> dict:
    units = whole = 0
    kinds: Counter = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = row["user_query"]
            folded = text.lower() if len(text.lower()) == len(text) else text
            found = pipeline.find(text)
            kinds.update(f.label.value for f in found)
            spans = [(f.start, f.end) for f in found]
            for unit in {u.strip() for u in row["pii_units"].split("||") if u.strip()}:
                places = [m.start() for m in re.finditer(re.escape(unit), folded)]
                units += bool(places)
                whole += bool(places) and all(
                    covered(text, at, at + len(unit), spans) for at in places
                )
    share = 100 * whole / units
    print(
        f"\nPUPA: {units} units, {share:.1f} % covered whole, {kinds.total()} spans: {dict(kinds)}"
    )
    return {
        "units": units,
        "covered": round(share, 2),
        "spans": kinds.total(),
        "kinds": dict(kinds),
    }


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--presidio", type=Path)
    ask.add_argument("--pupa", type=Path)
    ask.add_argument("--rules-only", action="store_true")
    options = ask.parse_args()
    pipeline = Pipeline(names=not options.rules_only)
    began, answer = time.perf_counter(), {}
    if options.presidio:
        answer["presidio"] = presidio(options.presidio, pipeline)
    if options.pupa:
        answer["pupa"] = pupa(options.pupa, pipeline)
    print(json.dumps({**answer, "seconds": round(time.perf_counter() - began, 1)}))


if __name__ == "__main__":
    main()
