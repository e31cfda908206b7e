"""The ledger under a published policy: entries go, hashes stay, everything still proves."""

import json
import sqlite3
import subprocess
import sys
import time

import pytest
from sqlalchemy import URL, create_engine
from tests.echo import echoed
from tests.running import Station, channel, files, until
from tests.upstreams import Upstream

from posthouse.ledger.tiles import ENTRIES, WIDTH, Tile
from posthouse.store.pruning import DAY_US, prune, publish_policy

CHAT = {"model": "m", "messages": [{"role": "user", "content": "[plain] hello"}]}
LIMITS = "[limits]\nrequests_per_minute = 100000\n"
DAYS = 200


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    folder = tmp_path_factory.mktemp("retention")
    with Upstream(echoed) as up, Station(folder, channel("main", up.url), more=LIMITS) as running:
        yield running


def size(station):
    return int(station.get("/ledger/checkpoint")[1].split(b"\n")[1])


def test_without_a_policy_the_station_says_that_entries_are_kept_for_ever(station):
    status, body, headers = station.send("GET", "/ledger/retention", None)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert json.loads(body)["entries_days"] == json.loads(body)["minimum_index"] == 0


def test_a_pruned_log_serves_its_policy_and_still_proves_all_of_it(station):
    receipts = []
    while len(receipts) < WIDTH + 20:
        receipts.append(station.post("/v1/chat/completions", CHAT)[2]["posthouse-receipt"])
    until(lambda: size(station) >= WIDTH + 20)
    database = station.folder / "data" / "posthouse.db"
    engine = create_engine(URL.create("sqlite", database=str(database)))
    ledger = station.folder / "data" / "ledger"
    publish_policy(ledger, engine, DAYS, 1, "cli:test")
    later_us = time.time_ns() // 1000 + (DAYS + 1) * DAY_US
    assert prune(ledger, engine, later_us, "cli:test") == WIDTH
    engine.dispose()

    told = json.loads(station.get("/ledger/retention")[1])
    assert (told["entries_days"], told["minimum_index"]) == (DAYS, WIDTH)
    assert station.get(f"/ledger/{Tile(ENTRIES, 0).path}")[0] == 404
    assert station.get(f"/ledger/{Tile(0, 0).path}")[0] == 200
    assert station.get(f"/ledger/proof/{receipts[0]}")[0] == 200
    checked = station.command("ledger", "verify", "--config", str(station.config))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert announced(station, "policy.changed", "data.deleted")

    hashes = ledger / Tile(0, 0).path
    content = bytearray(hashes.read_bytes())
    content[40] ^= 1
    hashes.write_bytes(content)
    assert station.command("ledger", "verify", "--config", str(station.config)).returncode == 1
    content[40] ^= 1
    hashes.write_bytes(content)


def announced(station, *kinds):
    """Tell whether events of these kinds are entries of the ledger, soon."""

    def there():
        place = station.folder / "data" / "ledger" / "tile" / "entries"
        entries = b"".join(data for _, data in files(place))
        return all(f'"kind":"{kind}"'.encode() in entries for kind in kinds)

    until(there)
    return True


def test_a_receipt_whose_detail_is_gone_is_unknown_and_the_ledger_stays_sound(station):
    receipt = station.post("/v1/chat/completions", CHAT)[2]["posthouse-receipt"]
    until(lambda: station.get(f"/ledger/proof/{receipt}")[0] == 200)
    database = station.folder / "data" / "posthouse.db"

    def emptied():
        with sqlite3.connect(database) as connection:
            change = "UPDATE receipts SET sealed = x'' WHERE id = ?"
            return connection.execute(change, [receipt]).rowcount

    until(emptied)
    assert station.get(f"/receipts/{receipt}")[0] == 404
    checked = subprocess.run(
        [sys.executable, "-m", "posthouse", "ledger", "verify", "--config", str(station.config)],
        capture_output=True,
        text=True,
        check=False,
        env=station.environment,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
