"""Several workers on one port, one record and one set of limits; any of them may die."""

import json
import os
import signal
import sqlite3
import tomllib
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.running import Station, channel, until
from tests.upstreams import Response, Upstream, as_json

WORKERS = 4
PATH = "/v1/chat/completions"
FINE = as_json({"id": "1", "choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1}})
MORE = """
[limits]
requests_per_minute = 100000
concurrency = 10000
[[price]]
model = "priced"
input = 1
output = 1
"""


def body(model="m", most=10):
    return {"model": model, "messages": [{"role": "user", "content": "hi"}], "max_tokens": most}


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: FINE) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("workers")
    several = f"workers = {WORKERS}"
    with Station(folder, channel("main", upstream.url), more=MORE, server=several) as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(upstream):
    upstream.requests.clear()
    upstream.received.clear()
    upstream.script = lambda _: FINE


def workers(station) -> list[int]:
    return [pid for pid in children(station.process.pid) if "daemon.worker" in command(pid)]


def keeper(station) -> int:
    return next(p for p in children(station.process.pid) if "store.keeping" in command(p))


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode()


def metric(station, line: str) -> float:
    admin = tomllib.loads(station.config.read_text())["server"]["admin"]
    with urllib.request.urlopen(f"http://{admin}/metrics", timeout=60) as answer:
        page = answer.read().decode()
    return sum(float(one.split()[-1]) for one in page.splitlines() if one.startswith(line))


def together(station, count: int, key: str, **asked) -> list[int]:
    """Ask so many times at once, on connections of their own; return the statuses."""
    with ThreadPoolExecutor(count) as pool:
        asks = [pool.submit(station.post, PATH, body(**asked), key) for _ in range(count)]
        return sorted(ask.result()[0] for ask in asks)


def test_all_workers_serve_and_their_metrics_are_added_up(station):
    assert len(workers(station)) == WORKERS
    assert metric(station, "posthouse_workers") == WORKERS
    line = 'posthouse_exchanges_total{dialect="openai_chat",ending="delivered"'
    before = metric(station, line)
    assert set(together(station, 40, station.key)) == {200}
    until(lambda: metric(station, line) == before + 40)


def test_a_budget_holds_exactly_over_all_workers(station, upstream):
    upstream.script = lambda _: Response(body=FINE.body, delay_s=3.0)
    asked = {"model": "priced", "most": 1000}
    reserved = station.receipt(station.post(PATH, body(**asked))[2])["reserved"]
    ten = f"{10 * reserved / 1_000_000:.6f}"
    key = station.new_key("--budget-usd", ten)
    upstream.requests.clear()
    assert together(station, 100, key, **asked).count(200) == 10
    assert len(upstream.requests) == 10


def test_concurrency_and_rate_hold_exactly_over_all_workers(station, upstream):
    upstream.script = lambda _: Response(body=FINE.body, delay_s=1.0)
    key = station.new_key("--concurrency", "7")
    assert together(station, 40, key).count(200) == 7
    assert len(upstream.requests) == 7
    upstream.script = lambda _: FINE
    key = station.new_key("--requests-per-minute", "9", "--concurrency", "100")
    # A token of the rate comes back every 6.7 s: on a slow machine one more may be let through.
    assert together(station, 60, key).count(200) in (9, 10)


def test_a_worker_that_is_killed_is_replaced_and_what_it_had_open_is_closed(station, upstream):
    upstream.script = lambda _: Response(body=FINE.body, delay_s=20)
    key = station.new_key("--concurrency", "8")
    gone = workers(station)
    with ThreadPoolExecutor(8) as pool:
        asks = [pool.submit(_ends, station, key) for _ in range(8)]
        until(lambda: len(upstream.requests) == 8)
        for pid in gone:
            os.kill(pid, signal.SIGKILL)
        endings = [ask.result() for ask in asks]
    assert endings == [None] * 8
    upstream.script = lambda _: FINE
    until(lambda: len(set(workers(station)) - set(gone)) == WORKERS)
    until(lambda: metric(station, "posthouse_workers") == WORKERS)
    assert set(together(station, 8, key)) == {200}, "the places of the killed were given back"
    ident = key.split("-")[1]
    path = station.folder / "data" / "posthouse.db"

    def closed():
        with sqlite3.connect(path) as connection:
            query = "SELECT count(*) FROM receipts WHERE key = ? AND ending = 'interrupted'"
            return connection.execute(query, (ident,)).fetchone() == (8,)

    until(closed)


def _ends(station, key):
    try:
        return station.post(PATH, body(), key)[0]
    except (OSError, ValueError):
        return None


def test_when_the_record_is_killed_every_worker_refuses_and_then_serves_again(station, upstream):
    os.kill(keeper(station), signal.SIGKILL)
    upstream.requests.clear()
    statuses = together(station, 20, station.key)
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= len(upstream.requests) - statuses.count(503)
    until(lambda: together(station, 20, station.key) == [200] * 20)


def test_sigterm_lets_running_answers_finish_on_every_worker(tmp_path, upstream):
    upstream.script = lambda _: Response(body=FINE.body, delay_s=1.0)
    with Station(tmp_path, channel("main", upstream.url), server="workers = 2") as two:
        below = [two.process.pid, *children(two.process.pid)]
        with ThreadPoolExecutor(6) as pool:
            asks = [pool.submit(two.post, PATH, body()) for _ in range(6)]
            until(lambda: len(upstream.requests) == 6)
            assert two.stop() == 0
            assert {ask.result()[0] for ask in asks} == {200}
        assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]


def test_when_the_first_process_is_killed_nothing_of_the_station_stays(tmp_path, upstream):
    with Station(tmp_path, channel("main", upstream.url), server="workers = 2") as two:
        below = children(two.process.pid)
        assert len(below) == 3
        two.kill()
        until(lambda: not [pid for pid in below if alive(pid)])
        two.start()
        assert two.post(PATH, body())[0] == 200


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_settings_reach_every_worker(station):
    text = station.config.read_text()
    station.config.write_text(text.replace("models = []", 'models = ["only"]'))

    def names():
        listed = [json.loads(station.get("/v1/models", station.key)[1]) for _ in range(12)]
        return {model["id"] for one in listed for model in one["data"]}

    until(lambda: names() == {"only"})
    station.config.write_text(text)
    until(lambda: together(station, 20, station.key) == [200] * 20)
