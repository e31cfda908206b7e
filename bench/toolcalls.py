"""The gate over labelled tool calls: what of them is let through, asked about or stopped.

    python bench/toolcalls.py --data DIR --out verdicts.jsonl [--rename-hosts]

DIR holds benign.jsonl, benign_hard.jsonl and malicious.jsonl. Label, class and technique only sort
the table; the gate sees the call, the text, what the user said and, where calls are linked to one
conversation, those before it, as if they had passed. With --rename-hosts attackers'
hosts stand under ordinary names. Prints a table for people and, last, one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ordinary_hosts import renamed
from posthouse.inspection.inspector import Inspector
from posthouse.inspection.said import Said
from posthouse.inspection.verdict import Action

OFFICIAL = {
    "pyindex.example": "pypi" + ".org",
    "registry.npm.example": "registry.npmjs" + ".org",
    "deb.distro.example": "deb.debian" + ".org",
    "crates.example": "crates.io",
    "wheels.torch.example": "download.pytorch" + ".org",
}
"""Names that stand for the public registries in the data, as its README tells."""
FILES = ("benign.jsonl", "benign_hard.jsonl", "malicious.jsonl")


def as_official(line: str) -> str:
    for stand_in, name in OFFICIAL.items():
        line = line.replace(stand_in, name)
    return line


def judge(row: dict[str, Any], earlier: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    inspector = Inspector()
    blocked = doubtful = False
    context = row["context"] or {}
    tools = frozenset(context.get("tools") or ())
    said = Said(context.get("user") or "", tools=tools, calls=earlier)
    inspector.said = lambda: said
    if row["tool"]:
        verdict = inspector.call(row["tool"], json.dumps(row["arguments"]))
        blocked = verdict.action is Action.BLOCK and not verdict.doubtful
        doubtful = verdict.doubtful
    if row["text"]:
        inspector.whole("text", row["text"])
    defused = any(seen.action != "passed" for seen in inspector.seen)
    verdict_word = "block" if blocked else "ask" if defused or doubtful else "allow"
    return {"id": row["id"], "verdict": verdict_word, "rules": [s.rule for s in inspector.seen]}


def sequence(row: dict[str, Any]) -> str:
    """Return the conversation that a call is a later step of, or ""."""
    linked = (row["meta"] or {}).get("seq") or {}
    return linked["id"] if linked.get("step", 1) > 1 else ""


def first_steps(data: Path, *, rename: bool) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the calls that stand before the later steps of the same conversation."""
    steps: dict[str, tuple[tuple[str, str], ...]] = {}
    for line in (data / "malicious.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(as_official(renamed(line) if rename else line))
        linked = (row["meta"] or {}).get("seq") or {}
        if linked and row["tool"] and linked["step"] < linked["of"]:
            call = (row["tool"], json.dumps(row["arguments"]))
            steps[linked["id"]] = (*steps.get(linked["id"], ()), call)
    return steps


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rename-hosts", action="store_true")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    took: list[float] = []
    earlier = first_steps(options.data, rename=options.rename_hosts)
    with options.out.open("w", encoding="utf-8") as out:
        for name in FILES:
            for line in (options.data / name).read_text(encoding="utf-8").splitlines():
                row = json.loads(as_official(renamed(line) if options.rename_hosts else line))
                start = time.perf_counter()
                verdict = judge(row, earlier.get(sequence(row), ()))
                if row["tool"]:
                    took.append(time.perf_counter() - start)
                out.write(json.dumps(verdict) + "\n")
                total[row["class"]] += 1
                stopped[row["class"]] += verdict["verdict"] != "allow"
    rates = {name: round(100 * stopped[name] / total[name], 2) for name in sorted(total)}
    for name, rate in rates.items():
        print(f"{name:14} {stopped[name]:5}/{total[name]:<5} {rate:6.2f} %")
    took.sort()
    micros = {
        "p50_us": round(1e6 * statistics.median(took)),
        "p99_us": round(1e6 * took[int(len(took) * 0.99)]),
    }
    print(f"a tool call: {micros['p50_us']} us p50, {micros['p99_us']} us p99")
    print(json.dumps({"stopped_percent": rates, **micros}))


if __name__ == "__main__":
    main()
