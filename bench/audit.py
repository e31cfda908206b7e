"""The auditor over recorded answers: blind plans in, verdicts out.

    python bench/audit.py --plans BLIND.jsonl --library ANSWERS.jsonl --out verdicts.jsonl

Both formats are those of the plans of shared/bench/score_substitution.py, which also scores the
verdicts. Prints a table for people and, last, one line of JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from posthouse.audit.library import Library, Recorded
from posthouse.audit.sequential import Audit

ALPHA = 0.01


def library_of(path: Path) -> Library:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return Library(
        Recorded(row["model"], row["cell"], row["answers"])
        for row in rows
        if row.get("phase") != "discovery"
    )


def audit(trial: dict[str, Any], library: Library) -> dict[str, Any]:
    names = trial["cells"]["names"]
    reference: dict[str, list[str]] = {}
    for place, answer in zip(trial["cells"]["reference"], trial["reference"], strict=True):
        reference.setdefault(names[place], []).append(answer)
    seed = int.from_bytes(hashlib.sha256(trial["id"].encode()).digest()[:8], "big")
    most = max(len(trial["audited"]), 1)
    going = Audit(reference, library, most=most, alpha=ALPHA, seed=seed)
    for place, answer in zip(trial["cells"]["audited"], trial["audited"], strict=True):
        look = going.take(names[place], answer)
        if look is not None and look.alarms:
            break
    last = going.looks[-1]
    return {
        "id": trial["id"],
        "alarm": going.alarmed,
        "queries": going.answers,
        "p": last.p,
        "stands_out": [last.what, last.whom],
        "effect": round(last.effect, 2),
    }


_LIBRARY: list[Library] = []


def _start(path: str) -> None:
    _LIBRARY.append(library_of(Path(path)))


def _one(line: str) -> str:
    return json.dumps(audit(json.loads(line), _LIBRARY[0]), ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", required=True, type=Path)
    parser.add_argument("--library", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    lines = options.plans.read_text(encoding="utf-8").splitlines()
    began = time.perf_counter()
    with (
        multiprocessing.Pool(options.processes, _start, (str(options.library),)) as pool,
        options.out.open("w", encoding="utf-8") as out,
    ):
        verdicts = []
        for verdict in pool.imap(_one, lines, chunksize=8):
            out.write(verdict + "\n")
            verdicts.append(json.loads(verdict))
    took_s = time.perf_counter() - began
    alarmed = sorted(v["queries"] for v in verdicts if v["alarm"])
    median = alarmed[len(alarmed) // 2] if alarmed else None
    print(f"{'trials':24}{len(verdicts):>8}")
    print(f"{'inconsistent':24}{len(alarmed):>8}")
    print(f"{'answers until then':24}{median or '-':>8}  (median of these)")
    print(f"{'ms a trial':24}{1000 * took_s * options.processes / max(len(verdicts), 1):>8.1f}")
    for what, count in Counter(v["stands_out"][0] for v in verdicts if v["alarm"]).most_common():
        print(f"  found by {what:14}{count:>8}")
    print(
        json.dumps(
            {
                "bench": "audit",
                "trials": len(verdicts),
                "inconsistent": len(alarmed),
                "median_answers": median,
                "seconds": round(took_s, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
