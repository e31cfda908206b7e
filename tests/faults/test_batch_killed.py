"""kill -9 while batches are made and settled: every one is paid for, and none twice.

FAULT_ROUNDS sets how many times the station is killed; 2 unless told.
"""

import itertools
import json
import os
import random
import sqlite3
import threading
import time
from contextlib import suppress

from tests.faults.test_station_killed import kill
from tests.rawhttp import Line, request
from tests.running import Station, channel
from tests.upstreams import Response, Upstream, as_json

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "2"))
CLIENTS = 4
PATH = "/v1/messages/batches"
PARAMS = {"model": "m", "max_tokens": 50, "messages": [{"role": "user", "content": "hi"}]}
BODY = json.dumps({"requests": [{"custom_id": "1", "params": PARAMS}]}).encode()
MORE = """
[limits]
requests_per_minute = 10000000
[[price]]
model = "*"
input = 10
output = 30
batch = 0.5
"""
USAGE = {"input_tokens": 7, "output_tokens": 3}
COST = (7 * 10 + 3 * 30) // 2


class Vendor:
    """Works every batch off at once."""

    def __init__(self) -> None:
        self.numbers = itertools.count()

    def __call__(self, asked):
        if asked.method == "GET":
            message = {"type": "message", "id": "m", "role": "assistant", "model": "m",
                       "content": [], "usage": USAGE}  # fmt: skip
            line = {"custom_id": "1", "result": {"type": "succeeded", "message": message}}
            return Response(200, json.dumps(line).encode(), content_type="application/x-jsonl")
        told = {"type": "message_batch", "processing_status": "in_progress"}
        return as_json({"id": f"batch_{next(self.numbers)}", **told})


class Load:
    """Clients that make batches and fetch their results until their station is gone."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.made: dict[str, str] = {}
        """Batches by their ids, and the receipts in which their money was set aside."""

    def run(self, until_killed: threading.Event) -> list[threading.Thread]:
        def client() -> None:
            while not until_killed.is_set():
                with suppress(OSError), Line(self.station.port, 20) as line:
                    while (ident := self.make(line)) and self.fetch(line, ident):
                        pass

        threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def make(self, line: Line) -> str:
        answer = self._ask(line, "POST", PATH, BODY)
        if answer is None or answer.status != 200 or not answer.whole:
            return ""
        ident = json.loads(answer.body)["id"]
        self.made[ident] = answer.headers["posthouse-receipt"]
        return ident

    def fetch(self, line: Line, ident: str) -> bool:
        answer = self._ask(line, "GET", f"{PATH}/{ident}/results", b"")
        return answer is not None and answer.status == 200 and answer.whole

    def _ask(self, line: Line, method: str, path: str, body: bytes):
        version = "anthropic-version: 2023-06-01"
        line.send(request(path, body, self.station.key, version, method=method))
        answer = line.answer(head_only=True)
        if answer is not None:
            line.finish(answer)
        return answer


def assert_paid(station: Station, load: Load) -> None:
    """Every batch has one receipt of its own with its cost, nothing is held, the sums are right."""
    with sqlite3.connect(station.folder / "data" / "posthouse.db") as connection:
        costs = dict(connection.execute("SELECT id, cost FROM receipts"))
        held = {row[0] for row in connection.execute("SELECT id FROM held_money")}
        spent = dict(connection.execute("SELECT id, spent FROM keys"))
    assert {costs.get(f"{one}-batch") for one in load.made.values()} == {COST}
    assert not held & set(load.made.values())
    assert sum(spent.values()) == sum(costs.values())
    for ident in costs:
        if ident.endswith("-batch"):
            assert costs[ident.removesuffix("-batch")] == 0


def test_a_batch_is_paid_for_once_whenever_the_station_is_killed(tmp_path, record_property):
    moments = random.Random()
    with (
        Upstream(Vendor()) as upstream,
        Station(
            tmp_path, channel("main", upstream.url), more=MORE, server="workers = 2"
        ) as station,
    ):
        load = Load(station)
        for _ in range(ROUNDS):
            killed = threading.Event()
            threads = load.run(killed)
            time.sleep(moments.uniform(0.1, 1.0))
            killed.set()
            kill(station, everything=moments.random() < 0.5)
            for thread in threads:
                thread.join(30)
                assert not thread.is_alive()
            station.start()
        with Line(station.port, 60) as line:
            for ident in list(load.made):
                assert load.fetch(line, ident)
        for _ in range(100):
            with suppress(AssertionError):
                assert_paid(station, load)
                break
            time.sleep(0.1)
        assert_paid(station, load)
        assert load.made
    record_property("made", len(load.made))
