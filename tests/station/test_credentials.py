"""Sealed upstream keys, from outside: bound to their host, rotated under load, never shown."""

import json
import os
import threading

import pytest
from tests.running import Station, channel, until
from tests.upstreams import Request, Upstream, as_json

OLD, NEW, WRONG = "sk-old-made-up-0001", "sk-new-made-up-0002", "sk-wrong-made-up-0003"
ANSWER = {"choices": [{"message": {"role": "assistant", "content": "hello"}}], "model": "m"}
ASKED = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
LIMITS = "[limits]\nrequests_per_minute = 1000000\n"
LOAD = int(os.environ.get("CREDENTIAL_REQUESTS", "40"))


def provider(taken: set[str]):
    """Answer as a provider does: its models list and its endpoint take the keys in `taken`."""

    def answer(request: Request):
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        if key not in taken:
            return as_json({"error": {"message": "no such key"}}, 401)
        if request.method == "GET":
            return as_json({"data": [{"id": "m"}]})
        return as_json(ANSWER)

    return answer


@pytest.fixture
def taken():
    return {OLD}


@pytest.fixture
def vendor(taken):
    with Upstream(provider(taken)) as up:
        yield up


def sealed_channel(url: str) -> str:
    return channel("one", url).replace('key_env = "TEST_UPSTREAM_KEY"', 'key_sealed = "main"')


def keep(station: Station, verb: str, key: str, *more: str):
    station.environment["GIVEN_KEY"] = key
    words = (verb, "main", "--env", "GIVEN_KEY", "--config", "posthouse.toml", "--json")
    return station.command("credentials", *words, *more)


def test_a_sealed_key_serves_and_nothing_shows_it(tmp_path, vendor):
    station = Station(tmp_path, sealed_channel(vendor.url))
    refused = station.command("serve", "--config", "posthouse.toml")
    assert refused.returncode == 1
    assert "expected a sealed key of the name main" in refused.stderr
    made = keep(station, "add", OLD)
    assert made.returncode == 0, made.stderr
    with station:
        assert station.post("/v1/chat/completions", ASKED)[0] == 200
        tested = station.command("credentials", "test", "main", "--config", "posthouse.toml")
        assert tested.returncode == 0, tested.stderr
        shown = station.command("credentials", "list", "--config", "posthouse.toml")
        assert "main" in shown.stdout
        spoken = made.stdout + shown.stdout + tested.stdout + tested.stderr + station.logged()
    assert OLD not in spoken
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert OLD.encode() not in path.read_bytes(), path


def test_a_changed_address_never_carries_the_key(tmp_path, vendor):
    station = Station(tmp_path, sealed_channel(vendor.url))
    assert keep(station, "add", OLD).returncode == 0
    with Upstream(provider({OLD})) as other:
        tested = station.command(
            "credentials", "test", "main", "--url", other.url, "--config", "posthouse.toml"
        )
        assert tested.returncode == 1
        assert "alone, found" in tested.stderr
        station.config.write_text(station.config.read_text().replace(vendor.url, other.url))
        refused = station.command("serve", "--config", "posthouse.toml")
        assert refused.returncode == 1
        assert "alone, found" in refused.stderr
        assert "never follows a changed address" in refused.stderr
        listed = station.command("channels", "test", "--config", "posthouse.toml")
        assert listed.returncode == 1
        assert other.requests == []
        assert OLD.encode() not in bytes(other.received)


def test_a_running_station_keeps_its_old_address_where_a_new_one_has_no_key(tmp_path, vendor):
    station = Station(tmp_path, sealed_channel(vendor.url))
    assert keep(station, "add", OLD).returncode == 0
    with Upstream(provider({OLD})) as other, station:
        station.config.write_text(station.config.read_text().replace(vendor.url, other.url))
        for _ in range(20):
            assert station.post("/v1/chat/completions", ASKED)[0] == 200
        assert other.requests == []


def test_a_key_that_the_upstream_refuses_changes_nothing(tmp_path, vendor, taken):
    station = Station(tmp_path, sealed_channel(vendor.url))
    assert keep(station, "add", OLD).returncode == 0
    with station:
        refused = keep(station, "rotate", WRONG)
        assert refused.returncode == 1
        assert "nothing was changed" in refused.stderr
        assert WRONG not in refused.stderr
        assert station.post("/v1/chat/completions", ASKED)[0] == 200
    listed = station.command("credentials", "list", "--config", "posthouse.toml", "--json")
    assert [(one["version"], one["state"]) for one in json.loads(listed.stdout)] == [(1, "active")]


@pytest.mark.parametrize("workers", [1, 2])
def test_rotation_under_load_loses_no_request(tmp_path, vendor, taken, workers):
    station = Station(
        tmp_path, sealed_channel(vendor.url), server=f"workers = {workers}", more=LIMITS
    )
    assert keep(station, "add", OLD).returncode == 0
    statuses: list[int] = []
    switched = threading.Event()

    def load() -> None:
        sent = 0
        while sent < LOAD or not switched.is_set():
            statuses.append(station.post("/v1/chat/completions", ASKED)[0])
            sent += 1

    with station:
        threads = [threading.Thread(target=load) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            taken.add(NEW)
            rotated = keep(station, "rotate", NEW, "--grace-hours", "1")
            assert rotated.returncode == 0, rotated.stderr
            until(lambda: vendor.requests[-1].headers["authorization"] == f"Bearer {NEW}")
        finally:
            switched.set()
            for thread in threads:
                thread.join()
    assert len(statuses) >= 4 * LOAD
    assert set(statuses) == {200}
    used = [request.headers["authorization"] for request in vendor.requests]
    assert {f"Bearer {OLD}", f"Bearer {NEW}"} == set(used)
    listed = station.command("credentials", "list", "--config", "posthouse.toml", "--json")
    states = [(one["version"], one["state"]) for one in json.loads(listed.stdout)]
    assert states == [(1, "grace"), (2, "active")]
    back = station.command("credentials", "back", "main", "--config", "posthouse.toml")
    assert back.returncode == 0, back.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "main"), "one host that the key is for, found none"),
        (("add", "main", "--url", "http://api.example.com"), "https"),
        (("add", "a b", "--url", "https://api.example.com"), "a name of letters"),
        (("rotate", "main"), "a sealed key of the name main"),
        (("revoke", "main"), "a sealed key of the name main"),
        (("test", "main"), "a sealed key of the name main"),
        (("back", "main"), "a sealed key of the name main"),
        (("remote", "example", "--admin-env", "GIVEN_KEY"), "interface for its keys"),
        (("remote", "openai", "--admin-env", "NOT_SET"), "admin key in NOT_SET"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path, words, said):
    station = Station(tmp_path, "")
    station.environment["GIVEN_KEY"] = OLD
    more = () if words[0] == "remote" else ("--config", "posthouse.toml")
    refused = station.command("credentials", *words, *more)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "hint:" in refused.stderr
    assert OLD not in refused.stderr


def test_the_ledger_hears_of_each_change_and_of_no_key(tmp_path, vendor, taken):
    station = Station(tmp_path, sealed_channel(vendor.url))
    keep(station, "add", OLD)
    taken.add(NEW)
    keep(station, "rotate", NEW)
    assert station.command(
        "credentials", "revoke", "main", "--config", "posthouse.toml"
    ).returncode == 0  # fmt: skip
    import sqlite3

    rows = sqlite3.connect(tmp_path / "data" / "posthouse.db").execute("SELECT body FROM outbox")
    bodies = [row[0].decode() for row in rows]
    kinds = [json.loads(body)["kind"] for body in bodies if "credential." in body]
    assert kinds == ["credential.sealed", "credential.rotated", *["credential.revoked"] * 2]
    assert not [body for body in bodies if "made-up" in body]
    assert all("cli:" in body for body in bodies if "credential." in body)
