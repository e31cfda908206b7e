"""Sends agent-style requests with planted values through a running station; writes what left it.

usage: python bench/leaks.py --data DIR --out masked.jsonl

DIR/bodies.jsonl holds {"id", "protocol", "body", "planted", "dictionary", "decoys"} a line. The
upstream's socket is on loopback; what it received is written {"id", "body"} a line, in the format
that span scorers of this data read. Then an echoing upstream checks that answers restore: in four
protocols, plain, streamed split at every byte of the masked text, and in tool arguments.
Prints a table and, last, one line of JSON.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.echo import ECHOES, echoed, round_trip
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

STRUCTURED = (
    *("EMAIL", "PHONE", "ID_CARD", "PASSPORT", "BANK_CARD", "IBAN", "IP", "CREDENTIAL"),
    *("HOST", "PROJECT", "ACCOUNT", "DATE_BIRTH", "VEHICLE", "OTHER_ID"),
)
NAMED = ("PERSON", "ADDRESS", "ORG")
ROWS = {"structured": STRUCTURED, "person, address, org": NAMED}
PATHS = {"openai": "/v1/chat/completions", "anthropic": "/v1/messages"}
ANSWERS = {
    "openai": {"id": "x", "object": "chat.completion", "model": "m", "choices": []},
    "anthropic": {"id": "x", "type": "message", "role": "assistant", "model": "m", "content": []},
}


def load(folder: Path) -> list[dict]:
    with (folder / "bodies.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def texts(tree):
    """Yield every string, keys too; a string that is JSON itself is opened as well."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield name
            yield from texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from texts(value)
    elif isinstance(tree, str):
        yield tree
        if tree[:1] in "{[" and tree[-1:] in "}]":
            try:
                yield from texts(json.loads(tree))
            except ValueError:
                return


def spellings(value: str) -> set[str]:
    once = json.dumps(value, ensure_ascii=False)[1:-1]
    coded = json.dumps(value)[1:-1]
    again = {json.dumps(once, ensure_ascii=False)[1:-1], json.dumps(coded)[1:-1]}
    return {value, once, coded} | again


def present(value: str, blob: str) -> bool:
    if any(spelling in blob for spelling in spellings(value)):
        return True
    if value.startswith("-----BEGIN"):
        lines = value.split("\n")[1:-1]
        return sum(line in blob for line in lines) >= len(lines) * 0.8
    return False


def settings(bodies: list[dict], more: str) -> str:
    terms = sorted({term for one in bodies for term in one["dictionary"]})
    return (
        f"[privacy]\ndictionary = {json.dumps(terms, ensure_ascii=False)}\n{more}\n"
        "[limits]\nrequests_per_minute = 1000000\n"
    )


def send_all(station: Station, upstream: Upstream, bodies: list[dict], out: Path) -> dict:
    """Send each body; write what arrived; return {id: body as it arrived}."""
    left = {}
    with out.open("w", encoding="utf-8") as file:
        for one in bodies:
            upstream.requests.clear()
            upstream.script = lambda _, p=one["protocol"]: as_json(ANSWERS[p])
            status, answer, _ = station.post(PATHS[one["protocol"]], one["body"])
            assert status == 200, (one["id"], status, answer[:300])
            left[one["id"]] = upstream.requests[-1].json
            file.write(json.dumps({"id": one["id"], "body": left[one["id"]]}) + "\n")
    return left


def count(bodies: list[dict], left: dict) -> tuple[Counter, Counter, Counter, list]:
    planted, leaked, decoys, shown = Counter(), Counter(), Counter(), []
    for one in bodies:
        before, after = "\n".join(texts(one["body"])), "\n".join(texts(left[one["id"]]))
        for plant in one["planted"]:
            planted[plant["label"]] += 1
            if present(plant["value"], after):
                leaked[plant["label"]] += 1
                if plant["label"] in STRUCTURED:
                    shown.append({"id": one["id"], **plant})
        for decoy in one["decoys"]:
            decoys["all"] += 1
            decoys["changed"] += before.count(decoy) > after.count(decoy)
    return planted, leaked, decoys, shown


def halves(bodies: list[dict], left: dict) -> int:
    """Count planted values that were masked in one place of a body and stand in another."""
    found = 0
    for one in bodies:
        before, after = "\n".join(texts(one["body"])), "\n".join(texts(left[one["id"]]))
        for plant in one["planted"]:
            was = len(re.findall(re.escape(plant["value"]), before))
            now = len(re.findall(re.escape(plant["value"]), after))
            found += 0 < now < was
    return found


def echo(station: Station, upstream: Upstream, bodies: list[dict], limit: int) -> Counter:
    """Let the upstream say back what it got, in every protocol and form."""
    restored: Counter = Counter()
    values = sorted(
        {p["value"] for one in bodies for p in one["planted"] if p["label"] in STRUCTURED}
    )
    step = max(1, len(values) // limit)
    upstream.script = echoed
    for protocol, form in ECHOES:
        for value in values[::step]:
            restored["total"] += 1
            restored[f"{protocol}/{form}"] += 1
            if round_trip(station, protocol, form, value):
                restored["equal"] += 1
            else:
                restored[f"{protocol}/{form} lost"] += 1
    return restored


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--out", type=Path, default=Path("masked.jsonl"))
    ask.add_argument("--half", choices=("even", "odd"), help="only bodies with such a number")
    ask.add_argument("--privacy", default="", help="further settings of [privacy], as TOML")
    ask.add_argument("--echoes", type=int, default=40, help="values echoed per protocol and form")
    options = ask.parse_args()
    bodies = load(options.data)
    if options.half:
        bodies = [one for at, one in enumerate(bodies) if (at % 2 == 0) == (options.half == "even")]
    with tempfile.TemporaryDirectory() as folder, Upstream(echoed) as upstream:
        channels = channel("sink", upstream.url)
        with Station(Path(folder), channels, more=settings(bodies, options.privacy)) as station:
            began = time.perf_counter()
            left = send_all(station, upstream, bodies, options.out)
            seconds = time.perf_counter() - began
            restored = echo(station, upstream, bodies, options.echoes)
    planted, leaked, decoys, shown = count(bodies, left)
    report(planted, leaked)
    for one in shown[:15]:
        print("  left:", one["id"], one["label"])
    changed = 100 * decoys["changed"] / decoys["all"]
    print(f"decoys changed {decoys['changed']} of {decoys['all']} ({changed:.2f} %)")
    print(f"echoes restored {restored['equal']} of {restored['total']}")
    print(json.dumps({
        **{row: total(labels, planted, leaked) for row, labels in ROWS.items()},
        "by_label": {k: [leaked[k], planted[k]] for k in sorted(planted)},
        "decoys": decoys["all"], "decoys_changed": decoys["changed"],
        "masked_and_standing": halves(bodies, left),
        "echoes": restored["total"], "echoes_restored": restored["equal"],
        "seconds": round(seconds, 2),
    }))  # fmt: skip


def total(labels: tuple[str, ...], planted: Counter, leaked: Counter) -> dict:
    of, left = (sum(counted[label] for label in labels) for counted in (planted, leaked))
    return {"planted": of, "left": left, "left_percent": round(100 * left / max(of, 1), 3)}


def report(planted: Counter, leaked: Counter) -> None:
    """Print every label, then the rows of the issue's table."""
    print(f"{'label':22} {'planted':>8} {'left':>6} {'left %':>7}")
    for row, labels in ROWS.items():
        for label in sorted(labels):
            one = total((label,), planted, leaked)
            print(f"  {label:20} {one['planted']:8} {one['left']:6} {one['left_percent']:7.2f}")
        one = total(labels, planted, leaked)
        print(f"{row:22} {one['planted']:8} {one['left']:6} {one['left_percent']:7.2f}")


if __name__ == "__main__":
    main()
