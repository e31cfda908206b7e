"""The life of a key from the command line to the socket, and the recipes of docs/keys.md."""

import json
import re
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest

from posthouse.vault.leaks import DERIVED_PATTERN, PATTERN
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

DOCS = Path(__file__).parents[2] / "docs"
ASK = {"model": "m", "input": "hello"}


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: as_json({"data": []})) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    with Station(tmp_path_factory.mktemp("keys"), channel("main", upstream.url)) as running:
        yield running


def said(station, *words):
    shown = station.command("keys", *words, "--config", str(station.config), "--json")
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


def refused(station, *words):
    shown = station.command("keys", *words, "--config", str(station.config), "--json")
    assert shown.returncode == 1, shown.stdout
    return json.loads(shown.stderr)["error"]


def ask(station, key, code=None):
    """Ask with a key until the answer has this code (None: it is served); return its headers."""
    end = time.monotonic() + 60
    while True:
        status, body, headers = station.post("/v1/embeddings", ASK, key)
        found = None if status == 200 else json.loads(body)["error"]["code"]
        if found == code:
            return {name.lower(): value for name, value in headers.items()}
        assert time.monotonic() < end, found
        time.sleep(0.05)


def metrics(station) -> str:
    admin = re.search(r'admin = "([^"]+)"', station.config.read_text()).group(1)
    with urllib.request.urlopen(f"http://{admin}/metrics", timeout=60) as page:
        return page.read().decode()


def test_a_key_waits_works_rotates_is_narrowed_and_ends(station):
    made = said(
        station, "create", "--pending", "--name", "life", "--model", "m", "--tool", "read_*"
    )
    key_id, old = made["id"], made["key"]
    assert (made["state"], made["models"], made["tools"]) == ("pending", ["m"], ["read_*"])
    ask(station, old, "key_pending")
    assert "cannot rotate" in refused(station, "rotate", key_id)
    said(station, "activate", key_id)
    assert "posthouse-key-grace" not in ask(station, old)
    assert "cannot activate" in refused(station, "activate", key_id)

    turned = said(station, "rotate", key_id, "--grace", "1h")
    assert (turned["id"], turned["state"]) == (key_id, "grace")
    new = turned["key"]
    assert "posthouse-key-grace" not in ask(station, new)
    headers = ask(station, old)
    until = time.strptime(headers["posthouse-key-grace"], "%Y-%m-%dT%H:%M:%SZ")
    assert abs(time.mktime(until) - time.timezone - turned["grace_until"]) < 3700
    receipt = station.receipt({"posthouse-receipt": headers["posthouse-receipt"]})
    assert (receipt["key"], receipt["extra"]) == (key_id, {"secret": "old"})
    assert re.search(
        rf'posthouse_key_proofs_total{{.*key="{key_id}".*secret="old"', metrics(station)
    )
    assert "cannot rotate" in refused(station, "rotate", key_id)

    said(station, "edit", key_id, "--model", "other")
    ask(station, new, "model_not_allowed")
    said(station, "edit", key_id, "--clear", "model", "--clear", "tool", "--budget-day-usd", "5")
    ask(station, new, "model_unpriced")
    said(station, "edit", key_id, "--clear", "budget-day-usd")
    ask(station, new)
    assert "nothing to change" in refused(station, "edit", key_id)

    last = said(station, "rotate", key_id, "--grace", "0h")["key"]
    ask(station, last)
    ask(station, new, "key_unknown")
    said(station, "revoke", key_id)
    ask(station, last, "key_revoked")
    for words in (["rotate", key_id], ["activate", key_id], ["edit", key_id, "--name", "x"]):
        assert "revoked cannot" in refused(station, *words)
    shown = said(station, "show", key_id)
    assert (shown["state"], shown["name"]) == ("revoked", "life")
    assert shown["last_used"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "nobody00"], "no key"),
        (["rotate", "nobody00"], "no key"),
        (["create", "--days", "-1"], "--days"),
        (["create", "--endpoint", "telnet"], "--endpoint"),
        (["create", "--address", "192.0.2.1/24"], "--address"),
        (["create", "--budget-day-usd", "-1"], "--budget-day-usd"),
        (["create", "--concurrency", "0"], "limit"),
        (["create", "--starts-in", "soon"], "--starts-in"),
        (["rotate", "nobody00", "--grace", "forever"], "--grace"),
    ],
)
def test_what_cannot_be_is_said_with_its_option(station, words, says):
    assert says in refused(station, *words)


def test_a_derived_key_is_made_offline_and_its_use_is_told(station, tmp_path):
    station.environment["PARENT"] = said(station, "create", "--name", "parent")["key"]
    offline = Station.command(station, "keys", "derive", "--parent-env", "PARENT", "--minutes", "5",
                              "--model", "m", "--label", "build-7", "--json")  # fmt: skip
    child = json.loads(offline.stdout)["key"]
    headers = ask(station, child)
    receipt = station.receipt({"posthouse-receipt": headers["posthouse-receipt"]})
    assert receipt["extra"] == {"derived": "build-7"}
    assert 'derived="build-7"' in metrics(station)
    said(station, "revoke", station.environment["PARENT"])
    ask(station, child, "key_revoked")
    for words in (["--parent-env", "NOTHING"], ["--parent-env", "HOME"],
                  ["--parent-env", "PARENT", "--label", "a b"]):  # fmt: skip
        assert "error" in station.command("keys", "derive", *words, "--json").stderr


@pytest.mark.parametrize("page", ["keys.md", "keys.zh-CN.md"])
def test_the_recipes_of_the_page_work(station, page):
    text = (DOCS / page).read_text()
    recipe, plugin = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    scope: dict = {}
    exec(recipe, scope)
    parent = said(station, "create")["key"]
    ends = int(time.time()) + 600
    child = scope["derive"](parent, {"exp": ends, "models": ["m"], "label": "recipe"})
    ask(station, child)
    other = scope["derive"](parent, {"exp": ends, "models": ["other"]})
    ask(station, other, "model_not_allowed")
    rules = tomllib.loads(re.search(r"```toml\n(.*?)```", text, re.DOTALL).group(1))["rules"]
    assert [rule["regex"] for rule in rules] == [PATTERN, DERIVED_PATTERN]
    assert re.findall(r're\.compile\(r"(.*)"\)', plugin) == [PATTERN, DERIVED_PATTERN]
    assert re.fullmatch(rules[0]["regex"], parent)
    assert re.fullmatch(rules[1]["regex"], child)
