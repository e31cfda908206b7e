"""An anomaly on a station with two workers: seen over both, told, and the key suspended."""

import json
import sqlite3
import time

import pytest
from tests.running import Station, channel, until
from tests.upstreams import Upstream, as_json

PATH = "/v1/chat/completions"
USAGE = {"prompt_tokens": 900, "completion_tokens": 100}
FINE = as_json({"id": "1", "choices": [], "usage": USAGE})
MORE = """
[limits]
requests_per_minute = 100000
[[project]]
name = "lab"
anomalies = "suspend"
[[price]]
model = "*"
input = 5
output = 5
"""
BODY = {"model": "m", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 10}


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: FINE) as up:
        yield up


@pytest.fixture(autouse=True)
def fresh(upstream):
    upstream.script = lambda _: FINE


def past(key: str) -> bytes:
    """Two days of five requests an hour, at half a cent each."""
    now = int(time.time()) // 3600
    hours = [[hour, 5, 0, 25_000, 5_000] for hour in range(now - 48, now)]
    return json.dumps({"past": hours, "addresses": {}, "alarmed": {}, "now": None}).encode()


def listed(station, group: str) -> list[dict]:
    shown = station.command(group, "list", "--config", str(station.config), "--json")
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


@pytest.mark.parametrize(("project", "suspended"), [("lab", True), ("default", False)])
def test_ten_times_the_usual_spending_is_found_and_answered(tmp_path, upstream, project, suspended):
    with Station(tmp_path, channel("main", upstream.url), more=MORE, server="workers = 2") as two:
        key = two.new_key("--project", project)
        ident = key.split("-")[1]
        with sqlite3.connect(tmp_path / "data" / "posthouse.db", timeout=20) as connection:
            kept = "INSERT INTO baselines (key, body, at_us) VALUES (?, ?, 0)"
            connection.execute(kept, (ident, past(ident)))
        statuses = [two.post(PATH, BODY, key)[0] for _ in range(55)]
        assert set(statuses) <= {200, 403}
        until(lambda: listed(two, "anomalies"))
        found = listed(two, "anomalies")
        assert {one["kind"] for one in found} <= {"spend", "tokens"}
        assert (found[0]["key"], found[0]["project"]) == (ident, project)
        assert {one["action"] for one in found} == {"suspend" if suspended else "note"}
        until(lambda: '"event": "anomaly"' in two.logged())
        if suspended:
            until(lambda: two.post(PATH, BODY, key)[0] == 403)
        status, body, _ = two.post(PATH, BODY, key)
        assert status == (403 if suspended else 200)
        if suspended:
            assert json.loads(body)["error"]["code"] == "key_switched_off"
            assert listed(two, "switch")[0]["reason"].startswith("anomaly: ")
            assert two.post(PATH, BODY)[0] == 200, "other keys go on"
