"""Every arm of the rogue relay before real models, audited over HTTP, several times each.

    python bench/arms.py [--other GEMMA.gguf] [--arms A1,A2,...] [--runs 3] [--honest 200]

The claimed model is the installed SmolLM2-135M, its sister a second server of the same weights; the
coarser copies (3 bits; noise of a twentieth of each block's spread) are made with bench/coarser.py.
One reference, joined of both honest servers, serves all audits. Honest arms run `--honest` times.
Prints a row for each arm as its audits end, a table, and last one line of JSON.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from posthouse.audit.arms import ARMS, CLAIMED, OTHER, QUANTISED, SISTER
from posthouse.audit.evidence import ReferenceFile
from posthouse.audit.probes.probes import STANDARD
from posthouse.cli.auditasking import Test
from posthouse.cli.auditenrol import Wish
from posthouse.cli.localmodels import served
from posthouse.cli.messages import Language
from posthouse.cli.rehearsal import Stage, Trust, audited, own_weights, trusted
from posthouse.cli.terminal import Terminal

MODEL = "smollm2-135m"
COPIES = {"A2": ("--bits", "3"), "A2.shaken": ("--bits", "4", "--noise", "0.05")}
HEAD = ("arm", "runs", "right", "median", "max", "tokens", "found by")


def copies(folder: Path) -> dict[str, str]:
    """Make the coarser copies; return their files by arm."""
    made = {}
    for name, options in COPIES.items():
        made[name] = str(folder / f"{name}.gguf")
        command = [sys.executable, str(Path(__file__).with_name("coarser.py")), own_weights()]
        subprocess.run([*command, made[name], *options], check=True, stdout=subprocess.DEVNULL)
    return made


def kept(options: argparse.Namespace, quiet: Terminal, backends: dict[str, str]) -> ReferenceFile:
    """Return the reference of a file, or enrol one and keep it there."""
    if options.reference and options.reference.exists():
        return msgspec.json.decode(options.reference.read_bytes(), type=ReferenceFile)
    probes = tuple(options.probes.split(",")) if options.probes else ()
    trust = Trust(MODEL, Wish(options.each, 16), Test(max=options.max), probes)
    found = trusted(quiet, backends, trust)
    if options.reference:
        options.reference.write_bytes(msgspec.json.encode(found))
    return found


def summed(arm: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the audits of one arm found together."""
    after = [row["after"] for row in rows if row["after"] is not None]
    found = sorted({*(what for row in rows for what in row["probes"])})
    draws = sum(row["alarm"] for row in rows)
    return {
        "arm": arm,
        "runs": len(rows),
        "accused": sum(row["word"] in ("changed", "identified-as") for row in rows),
        "right": None if rows[0]["right"] is None else sum(row["right"] for row in rows),
        "median": statistics.median(after) if after else None,
        "max": max(after, default=None),
        "asked": max(row["asked"] for row in rows),
        "tokens": max(row["tokens"] for row in rows),
        "by": ([f"draws {draws}"] if draws else []) + found,
    }


def shown(row: dict[str, Any]) -> str:
    right = "untested" if row["right"] is None else row["right"]
    cells = (row["arm"], row["runs"], right, row["median"], row["max"], row["tokens"])
    return "".join(f"{'-' if c is None else c!s:>10}" for c in cells) + "  " + ", ".join(row["by"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--other", default="", help="another model: a GGUF file or an address")
    parser.add_argument("--arms", default=",".join([*ARMS, "A2.shaken"]))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--honest", type=int, default=200)
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--probes", default=",".join(STANDARD), help="those asked, with commas")
    parser.add_argument("--max", type=int, default=Test().max)
    parser.add_argument("--reference", type=Path, help="taken where it is there, else kept there")
    parser.add_argument("--out", type=Path, help="where to keep a line of JSON for each audit")
    options = parser.parse_args()
    quiet = Terminal(Language.EN, io.StringIO(), io.StringIO())
    began, table = time.time(), []
    with tempfile.TemporaryDirectory() as folder:
        coarse = copies(Path(folder))
        wanted = {CLAIMED: own_weights(), SISTER: own_weights(), OTHER: options.other} | coarse
        with served(wanted, MODEL) as backends:
            reference = kept(options, quiet, backends)
            print(f"reference after {time.time() - began:.0f} s, drift {reference.drift:.0%}")
            print("".join(f"{one:>10}" for one in HEAD[:-1]) + "  " + HEAD[-1], flush=True)
            for name in options.arms.split(","):
                arm = ARMS[name.partition(".shaken")[0]]
                own = {**backends, QUANTISED: backends.get(name, backends["A2"])}
                stage = Stage(own, reference, Test(max=options.max))
                rows = []
                for _ in range(options.honest if arm.honest else options.runs):
                    rows.append(audited(quiet, arm, stage))
                    if options.out:
                        with options.out.open("a", encoding="utf-8") as out:
                            out.write(json.dumps({**rows[-1], "arm": name}) + "\n")
                if rows and rows[0]["word"] != "skipped":
                    table.append(summed(name, rows))
                    print(shown(table[-1]), flush=True)
    print(
        json.dumps(
            {
                "bench": "arms",
                "drift": reference.drift,
                "arms": table,
                "seconds": round(time.time() - began),
            }
        )
    )


if __name__ == "__main__":
    main()
