"""A station is backed up while it serves, restored elsewhere, and signs nothing until resolved."""

import threading

import pyrage
import pytest
from tests.echo import echoed
from tests.running import Station, channel, files, until
from tests.upstreams import Upstream

CHAT = {"model": "m", "messages": [{"role": "user", "content": "[plain] hello"}]}
PATH = "/v1/chat/completions"
LIMITS = "[limits]\nrequests_per_minute = 100000\n"


@pytest.fixture(scope="module")
def upstream():
    with Upstream(echoed) as up:
        yield up


class Asking(threading.Thread):
    """Sends requests one after another until told to stop; keeps the receipts' ids."""

    def __init__(self, station):
        super().__init__(daemon=True)
        self.station, self.receipts, self.going = station, [], True

    def run(self):
        while self.going:
            status, _, headers = self.station.post(PATH, CHAT)
            if status == 200:
                self.receipts.append(headers["posthouse-receipt"])


def entries(folder):
    places = (folder / "data" / "ledger", folder / "data" / "ledger.closed")
    found = (each for place in places for each in files(place))
    return b"".join(data for path, data in found if "entries" in path.parts)


def backed_up(folder, upstream):
    """Return the receipts from before a backup of a serving station, and its key."""
    identity = pyrage.x25519.Identity.generate()
    (folder / "identity").write_text(f"{identity}\n")
    with Station(folder, channel("main", upstream.url), more=LIMITS) as station:
        asking = Asking(station)
        asking.start()
        until(lambda: len(asking.receipts) > 30)
        before = list(asking.receipts)
        made = station.command(
            "backup", "-o", str(folder / "one.age"), "--recipient", str(identity.to_public()),
            "--with-master-key", "--config", str(station.config),
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        asking.going = False
        asking.join()
        assert len(asking.receipts) > len(before)
        until(lambda: b'"kind":"backup.made"' in entries(folder))
        return before, station.key


def test_a_restored_station_starts_sends_nothing_until_resolved_and_then_goes_on(
    tmp_path, upstream
):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    before, key = backed_up(first, upstream)
    again = Station(second, channel("main", upstream.url), more=LIMITS)
    shown = again.command(
        "restore", str(first / "one.age"), "--into", str(second / "data"),
        "--identity", str(first / "identity"),
    )  # fmt: skip
    assert shown.returncode == 0, shown.stderr
    again.start()
    try:
        again.key = key
        upstream.received.clear()
        assert again.post(PATH, CHAT)[0] == 503
        assert not upstream.received
        head = (second / "data" / "ledger" / "checkpoint").read_bytes()
        status = again.command("ledger", "status", "--config", str(again.config))
        assert status.returncode == 1
        resolved = again.command(
            "ledger", "resolve", "--reason", "restored in a test", "--config", str(again.config)
        )
        assert resolved.returncode == 0, resolved.stderr
        until(lambda: again.post(PATH, CHAT)[0] == 200)
        assert [one for one in before if again.get(f"/receipts/{one}")[0] != 200] == []
        kinds = (b'"kind":"ledger.resolved"', b'"kind":"backup.restored"')
        until(lambda: all(kind in entries(second) for kind in kinds))
        checkpoint = second / "data" / "ledger" / "checkpoint"
        until(lambda: checkpoint.exists() and checkpoint.read_bytes() != head)
    finally:
        again.stop()
    assert again.command("ledger", "verify", "--config", str(again.config)).returncode == 0
