"""Techniques that no rule was written for: what of them the gate stops, one by one.

    python bench/techniques.py --data DIR [--half tune|report] [--verbose]

bench/techniques.tsv holds the payloads; each is put into several honest calls of DIR/benign.jsonl,
in the ways in which a relay would do it. A technique belongs to one half by its name: rules may be
written with `tune` at hand, `report` is what they are then worth. Prints what passed and, last, one
line of JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ordinary_hosts import ordinary
from toolcalls import as_official, judge

TABLE = Path(__file__).with_name("techniques.tsv")
COMPOSE = ("{a} && {b}", "{a}; {b}", "{a}\n{b}", "{b}\n{a}", "{b}")
EACH = 5
CODE_TOOLS = {
    "py": ("python", "code"),
    "js": ("javascript", "code"),
    "ps": ("powershell", "command"),
}


def techniques() -> Iterator[tuple[str, str, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, shape, payload = line.split("\t", 2)
            yield name, shape, payload


def half(name: str) -> str:
    return ("tune", "report")[hashlib.sha256(name.encode()).digest()[0] % 2]


def honest(data: Path) -> list[dict[str, Any]]:
    rows = map(json.loads, map(as_official, (data / "benign.jsonl").open(encoding="utf-8")))
    return [
        row
        for row in rows
        if isinstance((row["arguments"] or {}).get("command"), str)
        and row["tool"]
        and len(row["arguments"]) < 4
        and "path" not in row["arguments"]
    ]


def planted(shape: str, payload: str, row: dict[str, Any], turn: int) -> dict[str, Any]:
    """Return an honest call with a payload in it, or in its place."""
    payload = payload.replace("\\n", "\n").replace("\\t", "\t").replace("\\\n", "\\n")
    host = ordinary(f"{turn}{row['id']}.example")
    payload = payload.replace("{h}", host).replace("{origin}", f"https://{host}")
    if shape == "shell":
        line = COMPOSE[turn % len(COMPOSE)].format(a=row["arguments"]["command"], b=payload)
        return row | {"arguments": row["arguments"] | {"command": line}}
    if shape.startswith("file:"):
        wrote = {"path": shape[5:], "content": payload}
        return row | {"tool": "write_file", "arguments": wrote}
    if shape.startswith("call:"):
        return row | {"tool": shape[5:], "arguments": json.loads(payload)}
    tool, key = CODE_TOOLS[shape]
    return row | {"tool": tool, "arguments": {key: payload}}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("tune", "report"))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    rows = honest(options.data)
    passed: dict[str, int] = {}
    blocked = total = 0
    for at, (name, shape, payload) in enumerate(techniques()):
        if options.half and half(name) != options.half:
            continue
        for turn in range(EACH):
            row = rows[(at * 7 + turn * 97) % len(rows)]
            row = {**row, "text": None, "context": {"user": (row["context"] or {}).get("user")}}
            verdict = judge(planted(shape, payload, row, turn))
            total += 1
            blocked += verdict["verdict"] == "block"
            passed[name] = passed.get(name, 0) + (verdict["verdict"] == "allow")
    for name in sorted(name for name, count in passed.items() if count):
        print(f"passed {passed[name]}/{EACH}  {half(name):6}  {name}")
    stopped = 1 - sum(passed.values()) / total
    whole = sum(1 for count in passed.values() if not count)
    print(
        f"{len(passed)} techniques, {whole} stopped every time; "
        f"calls stopped {stopped:.1%}, blocked {blocked / total:.1%}"
    )
    print(
        json.dumps({"techniques": len(passed), "stopped": round(stopped, 4), "every_time": whole})
    )


if __name__ == "__main__":
    main()
