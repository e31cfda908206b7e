"""Two places must have the record: without the second nothing goes upstream, until it is back."""

import json
import os
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.refusals import told
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

from posthouse.store.segments import Kind, gaps, replay

CHAT = {"model": "m", "messages": [{"role": "user", "content": "hello"}], "max_tokens": 50}
PATH = "/v1/chat/completions"
FINE = as_json({"id": "1", "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}})
LOADED_S = 8
"""0.75 s where a disk hangs and the machine is idle."""
SICK = Path(__file__).parent / "sick"


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: FINE) as up:
        yield up


def sunk(folder, upstream, require=2):
    """Return a station with a second place for its record, on a disk that can be made sick."""
    (folder / "second").mkdir(mode=0o700)
    more = f'[record]\nsinks = ["second"]\nrequire = {require}\n'
    station = Station(folder, channel("main", upstream.url, ["m"]), more=more)
    path = os.pathsep.join(filter(None, [str(SICK), os.environ.get("PYTHONPATH", "")]))
    station.environment |= {
        "PYTHONPATH": path,
        "SICK_FOLDER": str(folder / "second"),
        "SICK_ORDERS": str(folder / "orders"),
    }
    return station


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    with sunk(tmp_path_factory.mktemp("sunk"), upstream) as running:
        yield running


@contextmanager
def ordered(station, order):
    (station.folder / "orders").write_text(order)
    try:
        yield
    finally:
        (station.folder / "orders").unlink()


@contextmanager
def folder_gone(station, _):
    second = station.folder / "second"
    second.rename(station.folder / "elsewhere")
    try:
        yield
    finally:
        assert not second.exists()
        (station.folder / "elsewhere").rename(second)


def receipts(folder):
    """Return the ids of all receipts that a sink holds; fails where it lacks any entry."""
    entries = replay(folder, 0)
    return {
        json.loads(entry.body)["receipt"]["id"] for entry in entries if entry.kind is Kind.RECEIPT
    }


def serves_again(station, within_s=30):
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        status, _, headers = station.post(PATH, CHAT)
        if status == 200:
            return headers["posthouse-receipt"]
        time.sleep(0.05)
    raise AssertionError("the station does not serve again: " + station.logged()[-2000:])


@pytest.mark.parametrize(
    ("trouble", "order"),
    [(ordered, "ENOSPC"), (ordered, "EIO"), (ordered, "hang"), (folder_gone, "")],
    ids=["full", "EIO", "hang", "gone"],
)
def test_without_the_second_place_nothing_is_sent_and_then_it_goes_on(
    station, upstream, trouble, order
):
    acknowledged = {serves_again(station)}
    with trouble(station, order):
        upstream.received.clear()
        for _ in range(3):
            started = time.monotonic()
            status, answer, headers = station.post(PATH, CHAT)
            assert time.monotonic() - started < LOADED_S
            assert (status, told("openai_chat", answer, 503).code) == (503, "record_unavailable")
            assert int(headers["retry-after"]) > 0
        assert not upstream.received
    acknowledged.add(serves_again(station))
    assert acknowledged <= receipts(station.folder / "second")


def test_both_places_hold_every_receipt_after_a_kill(tmp_path, upstream):
    with sunk(tmp_path, upstream) as station:
        acknowledged = {serves_again(station) for _ in range(5)}
        station.kill()
        station.start()
        acknowledged |= {serves_again(station) for _ in range(5)}
    assert acknowledged <= receipts(tmp_path / "second")


def test_a_second_place_that_is_not_required_stops_nobody_and_catches_up(tmp_path, upstream):
    with sunk(tmp_path, upstream, require=1) as station:
        with ordered(station, "EIO"):
            missed = {serves_again(station) for _ in range(5)}
        end = time.monotonic() + 30
        while not missed <= receipts(tmp_path / "second"):
            assert time.monotonic() < end
            time.sleep(0.1)
    assert gaps(tmp_path / "second", 0) == []


def fill(path):
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def test_a_disk_that_is_really_full_is_found_full(tmp_path, upstream):
    second = tmp_path / "second"
    station = sunk(tmp_path, upstream)
    mounting = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", str(second)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system takes root")
    try:
        with station:
            serves_again(station)
            fill(second / "ballast")
            assert 503 in {station.post(PATH, CHAT)[0] for _ in range(12)}
            upstream.received.clear()
            assert station.post(PATH, CHAT)[0] == 503
            assert not upstream.received
            (second / "ballast").unlink()
            serves_again(station)
    finally:
        subprocess.run(["umount", "-l", str(second)], check=True)


def test_a_station_whose_required_place_is_missing_does_not_start(tmp_path, upstream):
    station = sunk(tmp_path, upstream)
    (tmp_path / "second").rmdir()
    with pytest.raises(AssertionError, match="found no folder"):
        station.start()
    station.log.close()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("require = 2", "record.require"),
        ('sinks = ["data"]', "record.sinks"),
        ('sinks = ["second", "second"]', "record.sinks"),
    ],
)
def test_settings_that_cannot_be_kept_are_refused(tmp_path, upstream, more, said):
    (tmp_path / "second").mkdir(mode=0o700)
    station = Station(tmp_path, channel("main", upstream.url), more=f"[record]\n{more}\n")
    shown = station.command("config", "check", "--config", str(station.config))
    assert shown.returncode == 1
    assert said in shown.stderr


def test_what_the_second_place_lacks_is_named_by_ledger_verify(tmp_path, upstream):
    second = tmp_path / "second"
    with sunk(tmp_path, upstream) as station:
        for _ in range(3):
            serves_again(station)
    assert station.command("ledger", "verify", "--config", str(station.config)).returncode == 0
    path = max(second.glob("*.log"), key=lambda one: one.stat().st_size)
    lines = path.read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b'"seq":', b'"sEq":')
    path.write_bytes(b"\n".join(lines))
    shown = station.command("ledger", "verify", "--config", str(station.config))
    assert shown.returncode == 1
    assert f"sink {second}: entries" in shown.stdout
    assert "are damaged or missing" in shown.stdout
