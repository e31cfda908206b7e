"""One worker and several, side by side, and an older checkout: requests a second and CPU a request.

usage: python bench/workers.py --bench DIR [--before DIR] [--rounds 3] [--seconds 4]

--bench DIR    holds upstream.py (the stand-in) and chat.lua; wrk is fetched as Debian's package
--before DIR   another checkout's src folder, measured with one worker in the same rounds

All on loopback, cases in turn within each round, medians told; on a machine that others use the CPU
of all the station's processes for one request says more than requests a second.
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

from tests.debian import unpacked
from tests.running import Station, channel

from speed import MORE, PRICED

TICKS = os.sysconf("SC_CLK_TCK")
RPS = re.compile(r"Requests/sec:\s+([\d.]+)")
P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
UNIT = {"us": 0.001, "ms": 1, "s": 1000}


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def role(pid: int) -> str:
    line = Path(f"/proc/{pid}/cmdline").read_text()
    return "record" if "keeping" in line else "worker" if "daemon.worker" in line else "main"


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measured(station: Station, wrk: list[str], seconds: int, environment: dict) -> dict:
    command = [*wrk, "-t1", "-c32", f"-d{seconds}s", "--latency", "-s", environment["LUA"]]
    pids = family(station.process.pid)
    before = {pid: cpu_s(pid) for pid in pids}
    done = subprocess.run(
        [*command, f"{station.url}/v1/chat/completions"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    spent = {pid: cpu_s(pid) - before[pid] for pid in pids}
    assert "Non-2xx" not in done.stdout, done.stdout
    rps = float(RPS.search(done.stdout)[1])
    number, unit = P99.search(done.stdout).groups()
    each = {}
    for pid, used in spent.items():
        each[role(pid)] = each.get(role(pid), 0) + used / (rps * seconds) * 1e6
    workers = [used for pid, used in spent.items() if role(pid) == "worker"] or [1]
    return {
        "rps": rps, "p99_ms": float(number) * UNIT[unit], "cpu_us": sum(each.values()),
        **{f"{name}_us": value for name, value in each.items()},
        "least_share": min(workers) * len(workers) / sum(workers),
        "pss_mb": sum(resident_mb(pid) for pid in pids),
    }  # fmt: skip


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--bench", type=Path, required=True)
    ask.add_argument("--before", type=Path)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--seconds", type=int, default=4)
    options = ask.parse_args()
    root = unpacked("wrk", "libluajit-5.1-2")
    libraries = ":".join(str(p.parent) for p in root.rglob("libluajit*.so*"))
    lua = str(options.bench.resolve() / "chat.lua")
    environment = {**os.environ, "LD_LIBRARY_PATH": libraries, "LUA": lua}
    wrk = [str(root / "usr" / "bin" / "wrk")]
    cases = {f"{n} workers": (f"workers = {n}", None) for n in (1, 2, 4)}
    if options.before:
        cases = {"before": ("", options.before.resolve()), **cases}
    found: dict[str, list[dict]] = {name: [] for name in cases}
    upstream = subprocess.Popen([sys.executable, str(options.bench / "upstream.py"), "9000"])
    time.sleep(1)
    try:
        for _ in range(options.rounds):
            for name, (server, source) in cases.items():
                with tempfile.TemporaryDirectory() as folder:
                    channels = channel("stand-in", "http://127.0.0.1:9000", more=PRICED)
                    station = Station(Path(folder), channels, more=MORE, server=server)
                    if source:
                        station.environment["PYTHONPATH"] = str(source)
                    with station:
                        keyed = {**environment, "KEY": station.key}
                        measured(station, wrk, 2, keyed)
                        found[name].append(measured(station, wrk, options.seconds, keyed))
                print(name, {k: round(v, 2) for k, v in found[name][-1].items()}, flush=True)
    finally:
        upstream.terminate()
        upstream.wait()
    medians = {
        name: {k: round(statistics.median(r.get(k, 0) for r in runs), 2) for k in runs[0]}
        for name, runs in found.items()
    }
    print(json.dumps(medians))


if __name__ == "__main__":
    main()
