"""Kill switches on a station with several workers: refused and ended within a second, in words."""

import contextlib
import json
import threading
import time

import anthropic
import openai
import pytest
from tests.rawhttp import Line, request
from tests.refusals import told
from tests.running import Station, channel, until
from tests.upstreams import Response, Upstream, as_json

from posthouse.model.switch import Mode, Reach, Switch
from posthouse.store.database import open_database
from posthouse.store.switches import SqlSwitches

CHAT = {"model": "m", "messages": [{"role": "user", "content": "hello"}], "max_tokens": 50}
ASKS = {
    "openai_chat": ("/v1/chat/completions", CHAT),
    "openai_responses": ("/v1/responses", {"model": "m", "input": "hello"}),
    "openai_embeddings": ("/v1/embeddings", {"model": "m", "input": "hello"}),
    "anthropic": ("/v1/messages", CHAT),
    "gemini": ("/v1beta/models/m:generateContent", {"contents": [{"parts": [{"text": "hello"}]}]}),
}
FINE = as_json({"id": "1", "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}})
CHUNK = b'data: {"id":"1","choices":[{"index":0,"delta":{"content":"hello "}}]}\n\n'
LONG = Response(chunks=[CHUNK] * 600, pause_s=0.1, content_type="text/event-stream")
MORE = """
[limits]
requests_per_minute = 100000
slowed_requests_per_minute = 2
[[project]]
name = "lab"
"""

PRICE = """
[[price]]
model = "m"
input = 3
output = 15
"""


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: FINE) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("switches")
    channels = channel("main", upstream.url, ["m"]) + channel("spare", upstream.url, ["other"])
    with Station(folder, channels, more=MORE, server="workers = 2") as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(upstream):
    upstream.script = lambda _: FINE


@contextlib.contextmanager
def switches(station):
    """Give the switches of a running station, as its console has them."""
    engine = open_database(station.folder / "data")
    try:
        yield SqlSwitches(engine)
    finally:
        engine.dispose()


def set_(station, reach: str, name: str = "", mode: Mode = Mode.OFF) -> None:
    with switches(station) as kept:
        kept.set(Switch(Reach(reach), name, "the test says so", "cli:test", 1, mode))


def clear(station, reach: str, name: str = "") -> None:
    with switches(station) as kept:
        assert kept.clear(Reach(reach), name, "cli:test", 2)


def statuses(station, key: str, count: int = 12) -> set[int]:
    """Ask on connections of their own, so that every worker is asked."""
    return {station.post(*ASKS["openai_chat"], key)[0] for _ in range(count)}


@pytest.mark.parametrize(
    ("kind", "project", "status"),
    [("key", "lab", 403), ("project", "lab", 403), ("all", "lab", 503), ("channel", "lab", 503)],
)
def test_what_is_off_is_refused_in_every_dialect_and_goes_on_when_cleared(
    station, upstream, kind, project, status
):
    key, other = station.new_key("--project", project), station.new_key()
    name = {"key": key.split("-")[1], "project": project, "channel": "main", "all": ""}[kind]
    set_(station, kind, name)
    until(lambda: statuses(station, key) == {status})
    upstream.received.clear()
    code = {"all": "station"}.get(kind, kind) + "_switched_off"
    for dialect, (path, body) in ASKS.items():
        answered, answer, headers = station.post(path, body, key)
        assert (answered, told(dialect, answer, status).code) == (status, code)
        assert b"the test says so" not in answer
        assert station.receipt(headers)["ending"] == "refused"
    assert not upstream.received
    if kind in ("key", "project"):
        assert statuses(station, other) == {200}
    clear(station, kind, name)
    until(lambda: statuses(station, key) == {200})


@pytest.mark.parametrize("kind", ["key", "project", "channel", "all", "revoked"])
def test_what_runs_is_ended_with_an_error_in_the_stream_and_a_receipt(station, upstream, kind):
    upstream.script = lambda _: LONG
    key = station.new_key("--project", "lab")
    ident = key.split("-")[1]
    name = {"key": ident, "project": "lab", "channel": "main"}.get(kind, "")
    with Line(station.port) as line:
        body = json.dumps(CHAT | {"stream": True}).encode()
        line.send(request("/v1/chat/completions", body, key))
        answer = line.answer(head_only=True)
        assert answer.status == 200
        ended = []

        def follow():
            line.finish(answer)
            ended.append(time.time())

        following = threading.Thread(target=follow)
        following.start()
        if kind == "revoked":
            station.command("keys", "revoke", ident, "--config", str(station.config))
        else:
            set_(station, kind, name)
        following.join(20)
    assert ended, "the stream was ended long before the upstream's minute was over"
    code = (
        "key_revoked" if kind == "revoked" else {"all": "station"}.get(kind, kind) + "_switched_off"
    )
    last = [part for part in answer.body.split(b"data: ") if part.startswith(b"{")][-1]
    assert json.loads(last.split(b"\n")[0])["error"]["code"] == code
    receipt = station.receipt(answer.headers)
    assert (receipt["ending"], receipt["refusal"]) == ("truncated", code)
    upstream.script = lambda _: FINE
    if kind != "revoked":
        clear(station, kind, name)
        until(lambda: statuses(station, station.key) == {200})


def test_a_request_that_waits_for_its_upstream_is_told_and_put_on_record(station, upstream):
    upstream.script = lambda _: Response(body=FINE.body, delay_s=20)
    key = station.new_key()
    answers = []
    asking = threading.Thread(
        target=lambda: answers.append(station.post(*ASKS["openai_chat"], key))
    )
    upstream.requests.clear()
    asking.start()
    until(lambda: upstream.requests)
    set_(station, "key", key.split("-")[1])
    asking.join(15)
    [(status, body, headers)] = answers
    assert (status, told("openai_chat", body, 403).code) == (403, "key_switched_off")
    assert station.receipt(headers)["ending"] == "interrupted"


def test_a_slowed_key_goes_on_slowly_over_all_workers(station):
    key = station.new_key()
    assert statuses(station, key) == {200}
    set_(station, "key", key.split("-")[1], Mode.SLOW)
    until(lambda: 429 in statuses(station, key, 4))
    clear(station, "key", key.split("-")[1])
    until(lambda: statuses(station, key) == {200})


def test_switches_are_set_listed_and_cleared_on_the_command_line(station):
    def said(*words):
        done = station.command("switch", *words, "--config", str(station.config), "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    said("set", "channel", "spare", "--reason", "slow answers")
    [listed] = [one for one in said("list") if one["reach"] == "channel"]
    assert (listed["reach"], listed["name"], listed["mode"]) == ("channel", "spare", "off")
    assert listed["reason"] == "slow answers"
    assert listed["actor"].startswith("cli:")
    said("clear", "channel", "spare")
    assert not [one for one in said("list") if one["reach"] == "channel"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "key", "nosuchkey", "--reason", "x"], "no key of this name"),
        (["set", "all", "me", "--reason", "x"], "expected no name"),
        (["set", "project", "lab", "--slow", "--reason", "x"], "only a key"),
        (["set", "all", "--reason", "two\nlines"], "one line"),
        (["clear", "all"], "no such switch"),
    ],
)
def test_a_command_that_would_stop_nothing_is_refused(station, words, said):
    done = station.command("switch", *words, "--config", str(station.config))
    assert done.returncode == 1
    assert said in done.stderr


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Give a station with two channels of one model, and their upstreams."""
    folder = tmp_path_factory.mktemp("two")
    with Upstream(lambda _: FINE) as first, Upstream(lambda _: FINE) as second:
        channels = channel("first", first.url, ["m"]) + channel("second", second.url, ["m"])
        with Station(folder, channels, more=MORE + PRICE) as running:
            yield running, first, second


def test_a_request_that_waits_for_a_channel_switched_off_is_answered_by_the_next(two):
    station, first, second = two
    first.script = lambda _: Response(body=FINE.body, delay_s=20)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(station.post(*ASKS["openai_chat"])))
    asking.start()
    until(lambda: first.requests)
    set_(station, "channel", "first")
    asking.join(15)
    [(status, _, headers)] = answers
    assert (status, len(second.requests)) == (200, 1)
    receipt = station.receipt(headers)
    assert receipt["ending"] == "delivered"
    assert [(one["channel"], one["status"], one["fault"]) for one in receipt["destinations"]] == [
        ("first", 0, "unanswered"),
        ("second", 200, ""),
    ]
    clear(station, "channel", "first")
    first.script = lambda _: FINE
    until(lambda: (first.requests.clear(), station.post(*ASKS["openai_chat"]), first.requests)[2])


@pytest.mark.parametrize("dialect", ["openai_chat", "anthropic", "gemini"])
def test_a_whole_answer_that_has_begun_is_ended_and_charged_and_the_client_may_ask_again(
    two, dialect
):
    station, first, second = two
    first.requests.clear()
    second.requests.clear()
    first.script = lambda _: Response(chunks=[b" "] * 200, pause_s=0.1)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(station.post(*ASKS[dialect])))
    asking.start()
    until(lambda: first.requests)
    time.sleep(0.5)  # the station has the head, and some of the answer
    set_(station, "channel", "first")
    asking.join(15)
    [(status, body, headers)] = answers
    error = told(dialect, body, 503)
    assert (status, error.code, headers["retry-after"]) == (503, "channel_switched_off", "1")
    assert "send the request again" in error.message
    assert len(first.requests) == 1
    assert not second.requests, "an answer that is paid for is not bought twice unasked"
    receipt = station.receipt(headers)
    assert (receipt["ending"], receipt["refusal"]) == ("interrupted", "channel_switched_off")
    assert receipt["cost"] == receipt["reserved"] > 0
    assert [(one["channel"], one["status"]) for one in receipt["destinations"]] == [("first", 200)]
    status, _, headers = station.post(*ASKS[dialect])
    assert (status, len(second.requests)) == (200, 1)
    assert [one["channel"] for one in station.receipt(headers)["destinations"]] == ["second"]
    clear(station, "channel", "first")
    first.script = lambda _: FINE
    until(lambda: (first.requests.clear(), station.post(*ASKS["openai_chat"]), first.requests)[2])


def asks_as_openai(station):
    with openai.OpenAI(base_url=station.url + "/v1", api_key=station.key) as client:
        return client.chat.completions.with_raw_response.create(**CHAT)


def asks_as_anthropic(station):
    with anthropic.Anthropic(base_url=station.url, api_key=station.key) as client:
        return client.messages.with_raw_response.create(**CHAT)


@pytest.mark.parametrize("asks", [asks_as_openai, asks_as_anthropic])
def test_usual_clients_ask_again_by_themselves_after_an_answer_that_was_ended(two, asks):
    station, first, second = two
    first.requests.clear()
    second.requests.clear()
    first.script = lambda _: Response(chunks=[b" "] * 200, pause_s=0.1)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(asks(station)))
    asking.start()
    until(lambda: first.requests)
    time.sleep(0.5)  # the station has the head, and some of the answer
    set_(station, "channel", "first")
    asking.join(30)
    [answer] = answers
    assert (answer.status_code, len(first.requests), len(second.requests)) == (200, 1, 1)
    assert [one["channel"] for one in station.receipt(answer.headers)["destinations"]] == ["second"]
    clear(station, "channel", "first")
    first.script = lambda _: FINE
    until(lambda: (first.requests.clear(), station.post(*ASKS["openai_chat"]), first.requests)[2])


def test_a_channel_goes_off_under_load_and_only_what_it_answers_is_asked_anew(two):
    station, first, second = two
    seen, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            status, body, _ = station.post(*ASKS["openai_chat"])
            seen.append((status, b"" if status == 200 else body))

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for one in asking:
        one.start()
    for _ in range(3):
        before = len(second.requests)
        set_(station, "channel", "first")
        until(lambda before=before: len(second.requests) > before + 20)
        clear(station, "channel", "first")
        before = len(first.requests)
        until(lambda before=before: len(first.requests) > before + 20)
    stop.set()
    for one in asking:
        one.join(10)
    refused = [body for status, body in seen if status != 200]
    assert len(refused) <= len(asking) * 3
    assert all(
        b"while it answered, so its answer was ended. send the request again" in body
        for body in refused
    )
