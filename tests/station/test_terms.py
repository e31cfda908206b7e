"""`posthouse terms` on a running station: taken up within moments, by one project alone."""

import json

import pytest
from tests.running import Station, channel, until
from tests.upstreams import Upstream, as_json

FINE = as_json({"id": "1", "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}})
MAIL = "wei.zhang@mail.haitang.test"
TEXT = f"plan bluefinch: write to {MAIL} about 北辰二期"


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: FINE) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("terms")
    channels = channel("main", upstream.url, ["m"])
    with Station(folder, channels, more='[[project]]\nname = "lab"\n') as running:
        yield running


def sent(station, upstream, key: str) -> str:
    """Return what the upstream sees of TEXT."""
    body = {"model": "m", "messages": [{"role": "user", "content": TEXT}]}
    assert station.post("/v1/chat/completions", body, key)[0] == 200
    return upstream.requests[-1].json["messages"][0]["content"]


def terms(station, *words: str) -> dict:
    done = station.command("terms", *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_one_command_adds_and_another_takes_back_while_it_serves(station, upstream):
    lab, other = station.new_key("--project", "lab"), station.new_key()
    assert "bluefinch" in sent(station, upstream, lab)
    terms(station, "add", "bluefinch", "北辰二期", "--project", "lab")
    until(lambda: "bluefinch" not in sent(station, upstream, lab))
    assert "北辰二期" not in sent(station, upstream, lab)
    assert "bluefinch" in sent(station, upstream, other)
    terms(station, "allow", MAIL, "--project", "lab")
    until(lambda: MAIL in sent(station, upstream, lab))
    assert MAIL not in sent(station, upstream, other)
    told = terms(station, "list", "--project", "lab")
    assert told["masked"] == ["bluefinch", "北辰二期"]
    assert told["allowed"] == [{"value": MAIL, "label": None}]
    terms(station, "remove", "bluefinch", MAIL, "--project", "lab")
    until(lambda: "bluefinch" in sent(station, upstream, lab))
    assert MAIL not in sent(station, upstream, lab)


def test_what_is_asked_wrongly_is_told(station, tmp_path):
    key = ("terms", "allow", "x", "--label", "PRIVATE_KEY")
    assert "no private key" in station.command(*key).stderr
    assert station.command(*key, "--force").returncode == 0
    assert "shorter" in station.command("terms", "add", "x").stderr
    assert "it does not have" in station.command("terms", "remove", "nobody").stderr
    assert "found none named nil" in station.command("terms", "list", "--project", "nil").stderr
    assert "found none" in station.command("terms", "add").stderr
    (tmp_path / "words").write_text("# ours\nHaitang Harbour\n\n", encoding="utf-8")
    told = terms(station, "add", "--file", str(tmp_path / "words"))
    assert told["masked"] == ["Haitang Harbour"]
