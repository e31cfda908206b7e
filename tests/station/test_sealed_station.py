"""A station whose secret is sealed: it starts, serves and records; without its key it refuses."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

ANSWER = {"choices": [{"message": {"role": "assistant", "content": "hello"}}], "model": "m"}
ASKED = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
PHRASE = "a passphrase made up for this test"


@pytest.fixture
def vendor():
    with Upstream(lambda request: as_json(ANSWER)) as up:
        yield up


@pytest.mark.parametrize("workers", [1, 2])
def test_moves_to_a_passphrase_and_serves_all_the_same(tmp_path, vendor, workers):
    station = Station(tmp_path, channel("one", vendor.url), server=f"workers = {workers}")
    with station:
        key, secret = station.key, (tmp_path / "data" / "station.key").read_bytes()
        before = station.receipt(station.post("/v1/chat/completions", ASKED)[2])
    station.environment["POSTHOUSE_PASSPHRASE"] = PHRASE
    moved = station.command("master", "rewrap", "--to", "passphrase", "--config", "posthouse.toml")
    assert moved.returncode == 0, moved.stderr
    shown = station.command("master", "status", "--open", "--config", "posthouse.toml", "--json")
    assert json.loads(shown.stdout)["kind"] == "passphrase"
    station.start()
    station.key = key
    status, told, headers = station.post("/v1/chat/completions", ASKED)
    assert status == 200, (told, station.logged())
    assert station.receipt(headers)["station"] == before["station"]
    for process in children(station.process.pid):
        assert PHRASE.encode() not in process
        assert secret.hex().encode() not in process
    station.stop()
    for path in (tmp_path / "data").rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes(), path


def children(pid: int) -> list[bytes]:
    """Return environments and command lines of the station's children."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    found = []
    for child in listed.stdout.split():
        for name in ("environ", "cmdline"):
            try:
                found.append(Path(f"/proc/{child}/{name}").read_bytes())
            except OSError:
                found.append(b"")
    return found


def test_without_its_master_key_it_refuses_in_words(tmp_path, vendor):
    station = Station(tmp_path, channel("one", vendor.url))
    station.environment["POSTHOUSE_PASSPHRASE"] = PHRASE
    moved = station.command("master", "rewrap", "--to", "passphrase", "--config", "posthouse.toml")
    assert moved.returncode == 0, moved.stderr
    assert not (tmp_path / "data" / "station.key").exists()
    for given, said in (("", "expected a passphrase"), ("another passphrase", "found another")):
        station.environment["POSTHOUSE_PASSPHRASE"] = given
        refused = station.command("serve", "--config", "posthouse.toml")
        assert refused.returncode == 1
        assert said in refused.stderr
        assert "hint:" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_station_that_is_sealed_while_it_runs_survives_its_record_s_process(tmp_path, vendor):
    with Station(tmp_path, channel("one", vendor.url)) as station:
        station.environment["POSTHOUSE_PASSPHRASE"] = PHRASE
        moved = station.command(
            "master", "rewrap", "--to", "passphrase", "--config", "posthouse.toml"
        )
        assert moved.returncode == 0, moved.stderr
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(station.process.pid)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        (record,) = [line.split()[0] for line in listed.stdout.splitlines() if "keeping" in line]
        os.kill(int(record), signal.SIGKILL)
        end = time.monotonic() + 30
        while station.post("/v1/chat/completions", ASKED)[0] != 200:
            assert time.monotonic() < end, station.logged()[-1000:]
            time.sleep(0.1)
