"""A signed pack of rules, taken up by every worker of a running station."""

import json
import time

import pytest
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

from posthouse.store.notekey import fresh_key
from posthouse.store.packfile import packed, signer_of

SECRET, PUBLIC = map(str, fresh_key("acme-security", seed=lambda length: bytes(range(length))))
BODY = """
[[rule]]
id = "acme/no-orchard"
kinds = ["text"]
mode = "block"
subject = '(?i)orchard'
reason = {en = "named what has no name yet", zh = "说出了尚未公开的名称"}
examples = [{text = "It is called Orchard."}]
misses = [{text = "It is called Meadow."}]

[lists.malicious]
names = "npm acme-leaver * ACME-1"
""".encode()
MORE = f'[inspection]\npack_keys = ["{PUBLIC}"]\n'


def saying(request):
    said = request.json["messages"][-1]["content"]
    call = {"id": "c1", "type": "function",
            "function": {"name": "bash", "arguments": json.dumps({"command": said})}}  # fmt: skip
    message = {"role": "assistant", "content": "Orchard goes on.", "tool_calls": [call]}
    return as_json(
        {"id": "r", "object": "chat.completion", "model": "m",
         "choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}],
         "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
    )  # fmt: skip


@pytest.fixture
def upstream():
    with Upstream(saying) as up:
        yield up


@pytest.fixture(autouse=True)
def fresh():
    """Each test has an upstream of its own here."""


def asked(station):
    body = {"model": "m", "messages": [{"role": "user", "content": "npm i acme-leaver"}]}
    status, answer, headers = station.post("/v1/chat/completions", body)
    assert status == 200, answer
    message = json.loads(answer)["choices"][0]["message"]
    return message, station.receipt(headers)["packs"]


def until(station, holds) -> None:
    for _ in range(300):
        if holds(*asked(station)):
            return
        time.sleep(0.2)
    raise AssertionError("not within a minute")


def test_every_worker_goes_by_a_pack_once_it_is_installed(tmp_path, upstream):
    (tmp_path / "acme.pack").write_bytes(packed("acme", 1, BODY, signer_of(SECRET)))
    settings = channel("main", upstream.url)
    with Station(tmp_path, settings, more=MORE, server="workers = 2") as station:
        message, packs = asked(station)
        assert "Orchard" in message["content"]
        assert len(packs) == 1
        done = station.command("rules", "install", str(tmp_path / "acme.pack"))
        assert done.returncode == 0, done.stderr
        told = 0
        while told < 12:  # by either worker
            until(station, lambda _, packs: len(packs) == 2)
            told = told + 1 if len(asked(station)[1]) == 2 else 0
        for _ in range(6):
            message, packs = asked(station)
            assert "Orchard" not in message["content"]
            assert "acme/no-orchard" in message["content"]
            assert not message.get("tool_calls")
            assert "packages/harmful" in message["content"]
            assert packs[1].startswith("acme 1 ")
        station.command("rules", "remove", "acme")
        until(station, lambda message, told: len(told) == 1 and "Orchard" in message["content"])
