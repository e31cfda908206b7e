"""Speed, side by side: this station and its peers in front of the same stand-in provider.

usage: python bench/speed.py --bench DIR [--peers DIR] [--only posthouse]

--bench DIR   holds upstream.py (the stand-in), measure.sh and peers.sh
--peers DIR   where peers.sh installs nginx's configuration, vllm-router, Portkey and LiteLLM
All on loopback, one after the other, in one run; ratios count, absolute figures do not. Then: the
cost of a stream's event, memory, import and start, and where a request's time goes, by stage.
Prints tables and, last, one line of JSON.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "bench"))

from tests.running import Station, channel

from stages import by_stage
from streams import per_event

PEERS = ("direct", "nginx", "litellm", "portkey", "vllm-router")
LINE = re.compile(
    r"^(\S+)\s+(chat|stream) (c\d+)\s+rps\s+(\S+)\s+p50\s+(\S+)\s+p99\s+(\S+)\s*(.*)$"
)
MORE = "[limits]\nrequests_per_minute = 100000000\nconcurrency = 100000\n"


def microseconds(text: str) -> float:
    for unit, factor in (("us", 1), ("ms", 1e3), ("s", 1e6)):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    return float("nan")


def figures(output: str) -> dict:
    found: dict = {}
    for line in output.splitlines():
        if match := LINE.match(line):
            name, kind, count, rps, p50, p99, errors = match.groups()
            found.setdefault(name, {})[f"{kind} {count}"] = {
                "rps": float(rps), "p50_us": microseconds(p50), "p99_us": microseconds(p99),
                "errors": errors.strip(),
            }  # fmt: skip
            print(line, flush=True)
    return found


def peers(bench: Path, folder: Path, names: str) -> dict:
    environment = {**os.environ, "PEERS": names}
    done = subprocess.run(
        ["bash", str(bench / "peers.sh"), str(folder)],
        env=environment, capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip
    return figures(done.stdout)


def ours(bench: Path) -> tuple[dict, dict]:
    upstream = subprocess.Popen([sys.executable, str(bench / "upstream.py"), "9000"])
    try:
        with tempfile.TemporaryDirectory(dir=ROOT / "bench" / "out") as folder:
            began = time.perf_counter()
            channels = channel("stand-in", "http://127.0.0.1:9000", more=PRICED)
            with Station(Path(folder), channels, more=MORE) as station:
                first_s = time.perf_counter() - began
                done = subprocess.run(
                    ["bash", str(bench / "measure.sh"), "posthouse", station.url],
                    env={**os.environ, "KEY": station.key},
                    capture_output=True, text=True, check=False, timeout=300,
                )  # fmt: skip
                found = figures(done.stdout)
                memory = resident_mb(station.process.pid)
                station.stop()
                began = time.perf_counter()
                station.start()
                ready_s = time.perf_counter() - began
        return found, {"rss_mb": memory, "ready_s": round(ready_s, 2), "first_s": round(first_s, 2)}
    finally:
        upstream.terminate()
        upstream.wait()


PRICED = """
[[price]]
model = "gpt-x"
input = "0.15"
output = "0.60"
"""


def resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def import_ms() -> float:
    code = "import time; t = time.perf_counter(); import posthouse; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(5)
    ]
    return round(statistics.median(runs) * 1000, 2)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--bench", type=Path, required=True)
    ask.add_argument("--peers", type=Path, default=ROOT / ".cache" / "peers")
    ask.add_argument("--only", default="")
    options = ask.parse_args()
    (ROOT / "bench" / "out").mkdir(parents=True, exist_ok=True)
    options.peers.mkdir(parents=True, exist_ok=True)
    names = "direct" if options.only else " ".join(PEERS)
    found = peers(options.bench.resolve(), options.peers.resolve(), names)
    mine, more = ours(options.bench.resolve())
    found |= mine
    events = per_event()
    stages = by_stage()
    rps = {name: cases["chat c32"]["rps"] for name, cases in found.items()}
    added = found["posthouse"]["chat c1"]["p50_us"] - found["direct"]["chat c1"]["p50_us"]
    print(f"\n{'where a request of 0.2 KB spends its time':44} {'µs':>7}")
    for name, value in stages.items():
        print(f"  {name:42} {value:7.1f}")
    ratios = {f"x {n}": round(rps["posthouse"] / v, 3) for n, v in rps.items() if n != "posthouse"}
    print("\nratios of requests/s at 32 connections:", ratios)
    print(f"added p50 at one connection: {added:.0f} µs; a stream's event: {events} µs; {more}")
    print(json.dumps({
        "rps": rps, "stream_rps": {n: c["stream c32"]["rps"] for n, c in found.items()},
        "ratios": ratios, "added_p50_us": round(added, 1), "stream_event_added_us": events,
        "import_ms": import_ms(), "stages_us": {k: round(v, 1) for k, v in stages.items()}, **more,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
