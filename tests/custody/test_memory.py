"""Processes of a station leave no core dump and let nobody else of the same user look into them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import Station

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and prctl")


@LINUX
@pytest.mark.parametrize("workers", [1, 2])
def test_no_process_of_a_station_dumps_core(tmp_path, workers):
    with Station(tmp_path, "", server=f"workers = {workers}") as station:
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(station.process.pid)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        children = listed.stdout.split()
        assert len(children) >= workers
        for pid in (str(station.process.pid), *children):
            limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
            (core,) = [line.split() for line in limits if line.startswith("Max core file size")]
            assert core[4:6] == ["0", "0"], pid


@LINUX
def test_a_process_that_keeps_its_memory_private_is_not_dumpable():
    probe = (
        "import ctypes; from posthouse.hardening import keep_memory_private;"
        "get = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0);"
        "before = get(); keep_memory_private(); print(before, get())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert shown.stdout.split()[1] == "0"
