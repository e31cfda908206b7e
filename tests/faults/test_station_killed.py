"""kill -9 of a running station under load: whatever the upstream saw is on record, exactly once.

Every request asks for a model of its own name, so that what the upstream saw can be found again in
the receipts. FAULT_ROUNDS sets how many times the station is killed; 5 unless told.
"""

import itertools
import json
import os
import random
import signal
import sqlite3
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.rawhttp import Line, request
from tests.running import Station, channel
from tests.upstreams import Request, Response, Upstream, as_json

from posthouse.ledger.receipt import verify

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "5"))
CLIENTS = 4
PATH = "/v1/chat/completions"
MORE = '[limits]\nrequests_per_minute = 10000000\n[[price]]\nmodel = "*"\ninput = 10\noutput = 30\n'
USAGE = {"prompt_tokens": 7, "completion_tokens": 3}
COST = 7 * 10 + 3 * 30


def answered(asked: Request) -> Response:
    tree = asked.json
    if not tree.get("stream"):
        return as_json({"id": "1", "model": tree["model"], "choices": [], "usage": USAGE})
    parts = [{"choices": [{"index": 0, "delta": {"content": f"{n} "}}]} for n in range(5)]
    told = [*parts, {"choices": [], "usage": USAGE}]
    events = [b"data: %s\n\n" % json.dumps(tree).encode() for tree in told]
    return Response(
        chunks=[*events, b"data: [DONE]\n\n"], pause_s=0.002, content_type="text/event-stream"
    )


@dataclass
class Load:
    """Clients that ask as fast as they can until their station is gone.

    `told`: model and receipt of every answer whose head came; `whole`: those that came whole.
    """

    station: Station
    several: bool = False
    numbers: itertools.count = field(default_factory=itertools.count)
    told: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    def run(self, until_killed: threading.Event) -> list[threading.Thread]:
        def client(number: int) -> None:
            while not until_killed.is_set():
                with suppress(OSError), Line(self.station.port, 20) as line:
                    while self.ask(line, stream=number % 2 == 1):
                        pass

        threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def ask(self, line: Line, *, stream: bool) -> bool:
        """Ask once; tell whether the connection is still good."""
        model = f"model-{next(self.numbers)}"
        messages = [{"role": "user", "content": "hello"}]
        body = {"model": model, "messages": messages, "stream": stream, "max_tokens": 20}
        line.send(request(PATH, json.dumps(body).encode(), self.station.key))
        answer = line.answer(head_only=True)
        if answer is None:
            return False
        if answer.status == 503 and self.several:
            return False  # its worker hears that the station is gone, and says so
        assert answer.status == 200, (answer.status, line.read_some())
        receipt = answer.headers["posthouse-receipt"]
        self.told[receipt] = model
        line.finish(answer)
        if answer.whole and (not stream or answer.body.endswith(b"data: [DONE]\n\n")):
            self.whole.add(receipt)
        return answer.whole


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(int(child) for child in children)]


def kill(station: Station, *, everything: bool) -> None:
    """Kill the station, with the process that keeps its record or without."""
    for pid in family(station.process.pid)[: None if everything else 1]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    station.process.wait()


def assert_whole(station: Station, load: Load, seen: set[str]) -> None:
    """Exactly one true receipt for all that the upstream saw, and every budget balances."""
    public = json.loads(station.get("/.well-known/posthouse")[1])["receipts"]["public_key"]
    path = station.folder / "data" / "posthouse.db"
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM open_intents").fetchone() == (0,)
        sealed = dict(connection.execute("SELECT id, sealed FROM receipts"))
        spent = dict(connection.execute("SELECT id, spent FROM keys"))
        summed = dict(connection.execute("SELECT key, sum(cost) FROM receipts GROUP BY key"))
    receipts = {id_: verify(one, bytes.fromhex(public)) for id_, one in sealed.items()}
    models = [one["model_asked"] for one in receipts.values()]
    assert len(set(models)) == len(models), "a request has two receipts"
    assert seen <= set(models), "the upstream saw a request that is not on record"
    assert {id_: receipts[id_]["model_asked"] for id_ in load.told} == load.told
    for id_ in load.whole:
        assert (receipts[id_]["ending"], receipts[id_]["cost"]) == ("delivered", COST)
    for one in receipts.values():
        if one["cost"]:
            assert one["cost"] in {COST, one["reserved"]}
        else:  # its worker heard that the station was gone before the call had left
            assert not one["reserved"] or one["model_asked"] not in seen
    assert spent == summed


def wait_for_folding(station: Station, load: Load) -> None:
    end = time.monotonic() + 60
    path = station.folder / "data" / "posthouse.db"
    while time.monotonic() < end:
        with sqlite3.connect(path) as connection:
            found = {row[0] for row in connection.execute("SELECT id FROM receipts")}
        if set(load.told) <= found:
            return
        time.sleep(0.1)


@pytest.mark.parametrize("workers", [1, 3])
def test_whatever_the_upstream_saw_is_on_record_when_the_station_is_killed(
    tmp_path, record_property, workers
):
    moments = random.Random()
    rounds = ROUNDS if workers == 1 else max(ROUNDS // 4, 2)
    several = f"workers = {workers}"
    seen: set[str] = set()
    with (
        Upstream(answered) as upstream,
        Station(tmp_path, channel("main", upstream.url), more=MORE, server=several) as station,
    ):
        load = Load(station, several=workers > 1)
        for round_ in range(rounds):
            killed, before = threading.Event(), set(load.whole)
            threads = load.run(killed)
            time.sleep(moments.uniform(0.02, 0.5))
            killed.set()
            kill(station, everything=moments.random() < 0.5)
            for thread in threads:
                thread.join(30)
                assert not thread.is_alive()
            seen |= {one.json["model"] for one in upstream.requests}
            upstream.requests.clear()
            upstream.received.clear()
            station.start()
            for id_ in list(load.whole - before)[:20]:
                assert station.receipt({"posthouse-receipt": id_})["ending"] == "delivered"
            if round_ % 20 == 19 or round_ == rounds - 1:
                wait_for_folding(station, load)
                assert_whole(station, load, seen)
        assert len(seen) > 20 * rounds
    record_property("seen", len(seen))
    record_property("whole", len(load.whole))
