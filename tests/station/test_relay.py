"""One station from outside: real sockets, assertions on the bytes that the upstream received."""

import base64
import gzip
import json
import subprocess
import sys
import time

import pytest
from tests.echo import ECHOES, round_trip
from tests.running import files
from tests.upstreams import as_json

from posthouse.ledger.commitment import Passage, commit
from posthouse.ledger.receipt import verify

MAIL = "li.wei" + "@haitang-soft.test"
PHONE = "138" + "12345678"
KEY = "sk-" + "proj-" + "q7Zt0VbXw3LmRy9KcPd5HsNfUe1JgAo8TiQxW2uBv6DkM"
CHAT = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}
DONE = as_json({"id": "1", "object": "chat.completion", "choices": [], "usage": {
    "prompt_tokens": 5, "completion_tokens": 2}})  # fmt: skip


def chat(content, **more):
    return {"model": "m", "messages": [{"role": "user", "content": content}], **more}


@pytest.mark.parametrize(("protocol", "form"), ECHOES)
@pytest.mark.parametrize(
    "value", [MAIL, PHONE, KEY, 'p"w\\d\n张三@例子' + "x9Q!", "密码" + "Zx8#kLm2Qw"]
)
def test_what_was_masked_comes_back_as_it_was(station, upstream, protocol, form, value):
    assert round_trip(station, protocol, form, value)


@pytest.mark.parametrize("value", [MAIL, PHONE, KEY])
def test_the_upstream_never_sees_the_value(station, upstream, value):
    nested = json.dumps({"deep": json.dumps({"value": value})})
    body = chat(
        f"mine is {value}",
        tools=[{"type": "function", "function": {
            "name": "f", "description": f"ask {value}", "parameters": {
                "type": "object", "properties": {"x": {"default": value}}}}}],
        novel_field={"unknown": [nested]},
        metadata={value: "key"},
    )  # fmt: skip
    body["messages"] += [
        {"role": "assistant", "content": None, "tool_calls": [{
            "id": "c", "type": "function", "function": {"name": "f", "arguments": nested}}]},
        {"role": "tool", "tool_call_id": "c", "content": "data:text/plain;base64,"
            + base64.b64encode(f"file with {value}".encode()).decode()},
    ]  # fmt: skip
    upstream.script = lambda _: DONE
    status, _, headers = station.post("/v1/chat/completions", body)
    assert status == 200
    sent = bytes(upstream.received)
    assert value.encode() not in sent
    inside = base64.b64decode(upstream.requests[0].json["messages"][-1]["content"].split(",")[1])
    assert value.encode() not in inside
    assert sum(station.receipt(headers)["masked"].values()) >= 6


def test_a_packed_body_is_unpacked_masked_and_sent_plain(station, upstream):
    packed = gzip.compress(json.dumps(chat(f"mail {MAIL}")).encode())
    assert station.post("/v1/chat/completions", packed, content_encoding="gzip")[0] == 200
    assert upstream.requests[0].headers.get("content-encoding") is None
    assert MAIL.encode() not in upstream.received


def test_the_same_value_has_the_same_token_in_every_turn(station, upstream):
    upstream.script = lambda _: DONE
    station.post("/v1/chat/completions", chat(f"mail {MAIL}"))
    first = upstream.requests[-1].json["messages"]
    station.post(
        "/v1/chat/completions",
        {"model": "m", "messages": [*chat(f"mail {MAIL}")["messages"],
                                    {"role": "user", "content": f"and {PHONE}"}]},
    )  # fmt: skip
    assert upstream.requests[-1].json["messages"][0] == first[0]


def test_the_clients_key_stays_here_and_the_channels_key_goes(station, upstream):
    station.post("/v1/chat/completions", CHAT, x_api_key="something", cookie="a=b")
    head = upstream.requests[0].headers
    assert head["authorization"] == "Bearer upstream-key-of-the-test"
    assert station.key.encode() not in upstream.received
    assert "cookie" not in head
    assert "x-api-key" not in head


def test_the_receipt_says_where_it_went_and_commits_to_all_four_bodies(station, upstream):
    upstream.script = lambda _: DONE
    status, body, headers = station.post("/v1/chat/completions", chat(f"mail {MAIL}"))
    receipt = station.receipt(headers)
    assert status == 200
    assert receipt["ending"] == "delivered"
    assert receipt["masked"] == {"EMAIL": 1}
    assert receipt["destinations"][0]["address"] == "127.0.0.1"
    assert receipt["usage"]["input"] == 5
    salt = bytes.fromhex(headers["posthouse-receipt-salt"])
    assert receipt["delivered"] == commit(salt, Passage.DELIVERED, body)
    assert receipt["left"] == commit(salt, Passage.LEFT, upstream.requests[0].body)
    assert receipt["came"] == commit(salt, Passage.CAME, json.dumps(chat(f"mail {MAIL}")).encode())


def test_nothing_that_was_said_lies_in_the_data_folder_or_the_log(station, upstream):
    marker = "canary-of-the-" + "test-4711"
    station.post("/v1/chat/completions", chat(f"{marker} {MAIL} {KEY}"))
    station.post("/v1/chat/completions", b'{"model": "' + marker.encode() + b'"}')
    for path, data in files(station.folder):
        for secret in (marker, MAIL, KEY, station.key):
            assert secret.encode() not in data, path


@pytest.mark.parametrize(
    ("path", "headers", "field"),
    [
        ("/v1/models", {}, "data"),
        ("/v1/models", {"anthropic-version": "2023-06-01"}, "data"),
        ("/v1beta/models", {}, "models"),
    ],
)
def test_models_are_listed_in_each_dialect(station, path, headers, field):
    status, body, _ = station.send("GET", path, None, station.key, **headers)
    assert status == 200
    assert isinstance(json.loads(body)[field], list)


def test_a_revoked_key_stops_working_while_the_station_runs(station):
    key = station.new_key()
    assert station.get("/v1/models", key)[0] == 200
    key_id = key.split("-")[1]
    done = station.command("keys", "revoke", key_id, "--config", str(station.config))
    assert done.returncode == 0
    end = time.monotonic() + 30
    while time.monotonic() < end and station.get("/v1/models", key)[0] == 200:
        time.sleep(0.02)
    status, body = station.get("/v1/models", key)
    assert status == 401
    assert json.loads(body)["error"]["code"] == "key_revoked"


def test_health_readiness_and_identity_are_open(station):
    assert station.get("/healthz")[0] == 200
    assert station.get("/readyz")[0] == 200
    shown = json.loads(station.get("/.well-known/posthouse")[1])
    assert shown["receipts"]["algorithm"] == "Ed25519"


def test_the_receipt_verifies_by_the_published_key(station, upstream):
    upstream.script = lambda _: DONE
    headers = station.post("/v1/chat/completions", CHAT)[2]
    sealed = station.get("/receipts/" + headers["posthouse-receipt"])[1]
    public = json.loads(station.get("/.well-known/posthouse")[1])["receipts"]["public_key"]
    assert verify(sealed, bytes.fromhex(public))["ending"] == "delivered"


def test_starting_refuses_an_unsafe_address(tmp_path):
    config = tmp_path / "posthouse.toml"
    config.write_text('[server]\naddress = "0.0.0.0:8799"\n[store]\nfolder = "data"\n')
    config.chmod(0o600)
    shown = subprocess.run(
        [sys.executable, "-m", "posthouse", "serve", "--config", str(config)],
        capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path,
    )  # fmt: skip
    assert shown.returncode == 1
    assert "TLS" in shown.stderr
