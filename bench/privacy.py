"""Finds with the product's detector what labelled texts hold; writes the spans, counts the hits.

usage: python bench/privacy.py --data DIR --out predictions.jsonl [--rules-only]

DIR/*.jsonl hold {"id", "source", "kind", "text", "spans": [{"start", "end", "label"}]} a line
(bodies.jsonl is bench/leaks.py's). One line {"id", "spans"} each is written, offsets in code
points. The table shows, by source and label, the share of labelled spans that a finding of the
same label touches, that findings of any label cover whole, and the share of findings that touch
a span of their label; then findings in texts without any, and the time of one text: by rules, and
with names (nothing remembered). Names are looked for unless --rules-only says otherwise.
Last comes one line of JSON.
"""

import argparse
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from posthouse.config.names import shipped
from posthouse.model.finding import Finding, Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner

# A private key is a credential in labelled corpora.
NAMES = {label: label.value for label in Label} | {Label.PRIVATE_KEY: Label.CREDENTIAL.value}
# Texts of one length for the time of a scan.
SIZE, PIECES = 2048, 200


def load(folder: Path) -> Iterator[dict]:
    for path in sorted(folder.glob("*.jsonl")):
        if path.name == "bodies.jsonl":
            continue
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


FindAll = Callable[[Sequence[str]], list[tuple[Finding, ...]]]


def predicted(find: FindAll, text: str) -> list[dict]:
    return [
        {"start": f.start, "end": f.end, "label": NAMES[f.label]} for f in find([text])[0]
    ]  # fmt: skip


def touches(one: dict, others: list[dict]) -> bool:
    return any(
        one["label"] == other["label"]
        and one["start"] < other["end"]
        and other["start"] < one["end"]
        for other in others
    )


def covered(one: dict, spans: list[dict]) -> bool:
    at = one["start"]
    for span in spans:
        if span["start"] <= at < span["end"]:
            at = span["end"]
    return at >= one["end"]


def judged(document: dict, spans: list[dict]) -> list[dict]:
    """Leave out findings that labels do not speak about."""
    loose = document.get("ignore", [])

    def near(span: dict, others: list[dict]) -> bool:
        return any(span["start"] < o["end"] and o["start"] < span["end"] for o in others)

    return [
        span
        for span in spans
        if near(span, document["spans"]) or not (document.get("partial") or near(span, loose))
    ]


def count(documents: list[dict], found: list[list[dict]]) -> tuple[dict, dict]:
    """Count hits by (source, label), and findings in texts of each kind that hold none."""
    table: dict = defaultdict(Counter)
    false: dict = defaultdict(Counter)
    for document, spans in zip(documents, found, strict=True):
        if document["kind"] in ("clean", "secret") and not document["spans"]:
            row = false[document["source"]]
            row["texts"] += 1
            row["hit"] += bool(spans)
            row["findings"] += len(spans)
            continue
        kept = judged(document, spans)
        for gold in document["spans"]:
            for source in (document["source"], "all"):
                row = table[source, gold["label"]]
                row["labelled"] += 1
                row["touched"] += touches(gold, kept)
                row["covered"] += covered(gold, kept)
        for span in kept:
            for source in (document["source"], "all"):
                table[source, span["label"]]["found"] += 1
                table[source, span["label"]]["right"] += touches(span, document["spans"])
    return table, false


def milliseconds(find: FindAll, documents: list[dict]) -> float:
    """Time one text of SIZE characters: the median of many, each the best of five."""
    joined = "\n".join(one["text"] for one in documents)
    step = max(1, (len(joined) - SIZE) // PIECES)
    times = []
    for at in range(0, len(joined) - SIZE, step):
        text, best = joined[at : at + SIZE], float("inf")
        for _ in range(5):
            began = time.perf_counter()
            find([text])
            best = min(best, time.perf_counter() - began)
        times.append(best * 1000)
    return statistics.mean(times)


def share(part: int, of: int) -> str:
    return f"{100 * part / of:8.1f}" if of else "       –"


def report(table: dict, false: dict) -> None:
    print(f"{'source':20} {'label':11} {'labelled':>8} {'touched%':>8} {'covered%':>8} "
          f"{'found':>6} {'right %':>8}")  # fmt: skip
    for source, label in sorted(table, key=lambda key: (key[0] == "all", key)):
        row = table[source, label]
        print(
            f"{source:20} {label:11} {row['labelled']:8} {share(row['touched'], row['labelled'])} "
            f"{share(row['covered'], row['labelled'])} {row['found']:6} "
            f"{share(row['right'], row['found'])}"
        )
    print(f"\n{'nothing to find in':20} {'texts':>6} {'hit':>6} {'findings':>8}")
    for source, row in sorted(false.items()):
        print(f"{source:20} {row['texts']:6} {row['hit']:6} {row['findings']:8}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--out", type=Path, default=Path("predictions.jsonl"))
    ask.add_argument("--rules-only", action="store_true", help="do not look for names")
    options = ask.parse_args()
    documents, detector = list(load(options.data)), Detector(RULES)
    names = None if options.rules_only else shipped().find_all
    examiner = Examiner(detector.find_all, names)
    examiner.find_all(["各位好，请转告张伟。 Please tell Ada Byron."])
    began = time.perf_counter()
    found = [predicted(examiner.find_all, document["text"]) for document in documents]
    seconds = time.perf_counter() - began
    with options.out.open("w", encoding="utf-8") as file:
        for document, spans in zip(documents, found, strict=True):
            file.write(json.dumps({"id": document["id"], "spans": spans}) + "\n")
    table, false = count(documents, found)
    report(table, false)
    size = sum(len(document["text"].encode()) for document in documents)
    each = milliseconds(detector.find_all, documents)
    named = milliseconds(examiner.find_all, documents) if names else None
    print(f"\n{size / seconds / 1e6:.1f} MB/s; a text of {SIZE} characters {each:.3f} ms by rules"
          + (f", {named:.3f} ms with names" if named else ""))  # fmt: skip
    print(json.dumps({
        "documents": len(documents),
        "by_label": {label: dict(row) for (source, label), row in table.items() if source == "all"},
        "by_source": {f"{source} {label}": dict(row) for (source, label), row in table.items()
                      if source != "all"},
        "nothing": {source: dict(row) for source, row in false.items()},
        "megabytes_per_second": round(size / seconds / 1e6, 2), "text_ms": round(each, 4),
        "text_with_names_ms": named and round(named, 3),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
