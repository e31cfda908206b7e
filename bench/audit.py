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

from posthouse.audit.drift import by_channel, learned
from posthouse.audit.library import Library, Recorded
from posthouse.audit.sequential import Audit, Terms

ALPHA = 0.01
MOST = 250
"""Drift between channels is learned from audits of so many answers at most."""


def recorded(path: Path) -> list[Recorded]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Recorded(row["model"], row["cell"], row["answers"], row.get("channel") or "")
        for row in rows
        if row.get("phase") != "discovery"
    ]


def drift_of(rows: list[Recorded], most: int) -> float:
    """Return the largest drift between honest channels of one model of the library."""
    return max(
        (
            learned(
                channels,
                Library(row for row in rows if row.model != model),
                Terms(most, ALPHA),
            )
            for model, channels in by_channel(rows).items()
        ),
        default=0.0,
    )


def audit(trial: dict[str, Any], library: Library, drift: float) -> dict[str, Any]:
    names = trial["cells"]["names"]
    reference: dict[str, list[str]] = {}
    for place, answer in zip(trial["cells"]["reference"], trial["reference"], strict=True):
        reference.setdefault(names[place], []).append(answer)
    seed = int.from_bytes(hashlib.sha256(trial["id"].encode()).digest()[:8], "big")
    most = max(len(trial["audited"]), 1)
    going = Audit(reference, library, Terms(most, ALPHA, drift), seed=seed)
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


_GIVEN: list[tuple[Library, float]] = []


def _start(path: str, drift: float) -> None:
    _GIVEN.append((Library(recorded(Path(path))), drift))


def _one(line: str) -> str:
    return json.dumps(audit(json.loads(line), *_GIVEN[0]), ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", required=True, type=Path)
    parser.add_argument("--library", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    lines = options.plans.read_text(encoding="utf-8").splitlines()
    began = time.perf_counter()
    longest = max((len(json.loads(line)["audited"]) for line in lines), default=0)
    drift = drift_of(recorded(options.library), min(longest, MOST))
    with (
        multiprocessing.Pool(options.processes, _start, (str(options.library), drift)) as pool,
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
    print(f"{'drift excused':24}{drift:>8.0%}")
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
                "drift": drift,
                "seconds": round(took_s, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
