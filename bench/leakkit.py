"""The public leak benchmark in full against a running station: requests, answers, every split.

usage: python bench/leakkit.py [--seed HEX]

Runs `pii-leak-benchmark ci` and `pii-leak-benchmark-v2` with every two-part split and partial
emission, the station under privacy.examples and privacy.answers = "mask". Prints what the kit says,
a table, and last one line of JSON. About half a minute of processor time.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.running import Station, channel, free_port

BIN = Path(sys.executable).parent
STRICT = "[privacy]\nexamples = 'mask'\nanswers = 'mask'\n"


def run(name: str, *words: str, key: str, folder: Path) -> tuple[int, str, float]:
    began = time.monotonic()
    told = subprocess.run(
        [str(BIN / name), *words],
        env={**os.environ, "CONFORMANCE_TARGET_API_KEY": key},
        capture_output=True, text=True, cwd=folder, check=False,
    )  # fmt: skip
    return told.returncode, told.stdout + told.stderr, time.monotonic() - began


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--seed", default="a1b2c3d4e5f60001")
    asked = reader.parse_args()
    folder, port = Path(tempfile.mkdtemp()), free_port()
    with Station(folder, channel("main", f"http://127.0.0.1:{port}"), more=STRICT) as station:
        v1 = run(
            "pii-leak-benchmark", "ci", "--target-base-url", f"{station.url}/v1",
            "--capture-port", str(port), "--out", "ci", key=station.key, folder=folder,
        )  # fmt: skip
        v2 = run(
            "pii-leak-benchmark-v2", "--out", "v2", "--only", "posthouse", "--gateway-url",
            f"{station.url}/v1/chat/completions", "--upstream-port", str(port), "--seed",
            asked.seed, "--json-out", "summary.json", "--exhaustive-splits",
            "--partial-emission", key=station.key, folder=folder,
        )  # fmt: skip
    print(v2[1])
    summary = json.loads((folder / "summary.json").read_text())
    print("kit                  exit   seconds")
    print(f"ci                   {v1[0]:<6} {v1[2]:.1f}")
    print(f"v2, every split      {v2[0]:<6} {v2[2]:.1f}")
    print(json.dumps({"ci": v1[0], "v2": v2[0], "summary": summary}))
    return v1[0] or v2[0]


if __name__ == "__main__":
    sys.exit(main())
