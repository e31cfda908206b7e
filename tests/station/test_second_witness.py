"""A rogue first channel and a second witness over real sockets, in every dialect, plain and
streamed: what he does not confirm is stopped, and what he was asked is on record."""

import json
import sqlite3
import time

import pytest
from tests.conformance.speech import CHAT, GEMINI, MESSAGES, RESPONSES, Call, Turn, by, said
from tests.rawhttp import Line
from tests.rawhttp import request as raw
from tests.running import Station, channel
from tests.upstreams import Response, Upstream, as_json

HONEST = "pip install requests"
OTHER = "pip install flask"
MORE = """
[second_witness]
enabled = true
timeout_s = 8
unanswered = "block"

[privacy]
examples = "mask"

[[price]]
model = "m"
input = 1
output = 2
"""
WHOLE = by(1_000_000)
SPEAKERS = {
    "chat": (CHAT, "/v1/chat/completions"),
    "responses": (RESPONSES, "/v1/responses"),
    "messages": (MESSAGES, "/v1/messages"),
    "gemini": (GEMINI, "/v1beta/models/m:generateContent"),
}
SAID = "Make the tests run. They need a library for HTTP. Write to anna.meier@mail.example."


def request(name, *, stream=False):
    _, path = SPEAKERS[name]
    user = {"role": "user", "content": SAID}
    tool = {"name": "Bash", "description": "Runs it.", "input_schema": {"type": "object"}}
    body = {
        "chat": {"messages": [user]},
        "responses": {"input": [user]},
        "messages": {"messages": [user], "max_tokens": 500, "tools": [tool]},
        "gemini": {"contents": [{"role": "user", "parts": [{"text": SAID}]}]},
    }[name]
    if name == "gemini":
        return path.replace("generate", "streamGenerate") + "?alt=sse" if stream else path, body
    told = {"stream": True} if stream else {}
    return path, {"model": "m", **body, **told}


def saying(name, command):
    """An upstream whose model calls the shell with one command, streamed where that is asked."""
    speaker, _ = SPEAKERS[name]

    def script(request):
        stream = "streamGenerate" in request.target or bool(request.json.get("stream"))
        call = Call("call_1", "Bash", {"command": command})
        return said(speaker, Turn("Now.", (call,)), "m", cut=WHOLE if stream else None)

    return script


@pytest.fixture(scope="module")
def upstreams():
    with Upstream(lambda _: as_json({})) as first, Upstream(lambda _: as_json({})) as second:
        yield first, second


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstreams):
    first, second = upstreams
    folder = tmp_path_factory.mktemp("station")
    channels = channel("first", first.url) + channel("second", second.url, more="priority = 5")
    with Station(folder, channels, more=MORE) as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(upstreams):
    for one in upstreams:
        one.requests.clear()


def witness_receipt(station, receipt):
    word, who, ident = receipt["extra"]["witness"].split()
    assert who == "second"
    return word, station.receipt({"posthouse-receipt": ident})


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("name", SPEAKERS)
def test_what_the_witness_says_too_goes_through(station, upstreams, name, stream):
    first, second = upstreams
    first.script = saying(name, HONEST)
    second.script = saying(name, "python -m pip install requests")
    path, body = request(name, stream=stream)
    status, told, headers = station.post(path, body)
    assert status == 200
    assert b"pip install requests" in told
    assert b"Incident" not in told
    receipt = station.receipt(headers)
    word, asked = witness_receipt(station, receipt)
    assert word == "answered"
    assert [one["rule"] for one in receipt["inspections"]] == ["witness/agrees"]
    assert asked["extra"]["confirms"] == receipt["id"]
    assert asked["came"]
    assert asked["left"]
    assert asked["stream"] is False
    assert asked["cost"] > 0
    assert [one["channel"] for one in asked["destinations"]] == ["second"]


def incident_of(station, receipt: str) -> dict:
    """Return the incident of a receipt; the answer does not wait until it is on record."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        shown = station.command("incidents", "list", "--json", "--config", str(station.config))
        for one in json.loads(shown.stdout):
            if one["receipt"] == receipt:
                return one
    raise AssertionError("no incident")


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("name", SPEAKERS)
def test_what_the_witness_does_not_say_is_stopped(station, upstreams, name, stream):
    first, second = upstreams
    first.script = saying(name, OTHER)
    second.script = saying(name, HONEST)
    path, body = request(name, stream=stream)
    status, told, headers = station.post(path, body)
    assert status == 200
    assert b"flask" not in told
    assert b"witness/differs" in told
    receipt = station.receipt(headers)
    assert {one["action"] for one in receipt["inspections"]} == {"blocked"}
    assert incident_of(station, receipt["id"])["rules"] == ["witness/differs"]


def test_the_question_is_masked_as_the_first_was_and_asks_for_one_whole_answer(station, upstreams):
    first, second = upstreams
    first.script, second.script = saying("chat", HONEST), saying("chat", HONEST)
    path, body = request("chat", stream=True)
    station.post(path, {**body, "stream_options": {"include_usage": True}, "temperature": 0.25})
    (there,), (asked,) = first.requests, second.requests
    assert b"anna.meier" not in asked.body
    assert there.json["messages"] == asked.json["messages"]
    assert asked.json["temperature"] == 0.25
    assert not {"stream", "stream_options"} & asked.json.keys()


@pytest.mark.parametrize(
    "script",
    [
        lambda _: as_json({"error": {"message": "slow down"}}, 429),
        lambda _: as_json({"error": {"message": "no"}}, 500),
        lambda _: Response(200, b"<html>welcome</html>", content_type="text/html"),
        lambda _: Response(reset=True),
        lambda _: Response(200, b"{}", delay_s=40),
        lambda _: Response(200, b'{"choices": []', content_type="application/json"),
        lambda _: as_json({"id": "1", "choices": [{"index": 0, "message": {"content": ""}}]}),
    ],
    ids=["429", "500", "html", "reset", "slow", "cut", "nothing"],
)
def test_a_witness_without_an_answer_leads_to_what_the_policy_says(station, upstreams, script):
    first, second = upstreams
    first.script, second.script = saying("chat", HONEST), script
    path, body = request("chat", stream=True)
    status, told, headers = station.post(path, body)
    assert status == 200
    assert b"pip install" not in told
    assert b"witness/silent" in told
    word, asked = witness_receipt(station, station.receipt(headers))
    assert word == "silent"
    assert asked["extra"]["confirms"]


def test_a_call_without_risk_is_asked_of_nobody(station, upstreams):
    first, second = upstreams
    first.script = saying("chat", "ls -la src && grep -rn requests tests")
    path, body = request("chat")
    _, told, headers = station.post(path, body)
    assert b"grep -rn" in told
    assert not second.requests
    assert "witness" not in station.receipt(headers)["extra"]


def test_a_channel_beyond_the_keys_scope_is_never_asked(station, upstreams):
    first, second = upstreams
    first.script, second.script = saying("chat", HONEST), saying("chat", HONEST)
    key = station.new_key("--channel", "first")
    path, body = request("chat")
    _, told, _ = station.post(path, body, key)
    assert b"witness/silent" in told
    assert not second.requests


def test_a_client_that_leaves_while_the_witness_is_asked_leaves_two_receipts(station, upstreams):
    first, second = upstreams
    first.script = saying("chat", HONEST)
    second.script = lambda _: Response(200, b"{}", delay_s=40)
    path, body = request("chat")
    key = station.new_key()
    with Line(station.port, 30) as line:
        line.send(raw(path, json.dumps(body).encode(), key))
        until = time.monotonic() + 30
        while not second.requests and time.monotonic() < until:
            time.sleep(0.02)
    until = time.monotonic() + 30
    while len(receipts(station, key)) < 2 and time.monotonic() < until:
        time.sleep(0.2)
    found = receipts(station, key)
    assert [ending for ending, _ in found] == ["client_gone"] * 2
    assert all(cost for _, cost in found)


def receipts(station, key):
    with sqlite3.connect(station.folder / "data" / "posthouse.db") as database:
        query = "SELECT ending, cost FROM receipts WHERE key = ? ORDER BY seq"
        return database.execute(query, (key.split("-")[1],)).fetchall()
