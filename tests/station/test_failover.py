"""Two channels for one model, clients that go away, and a station that is told to stop."""

import json
import signal
import sqlite3
import time
from dataclasses import dataclass
from functools import partial

import pytest
from tests.rawhttp import Line, request
from tests.refusals import Judge, told
from tests.running import Station, channel, free_port
from tests.upstreams import Response, Upstream, as_json

from posthouse.ledger.chain import without_promise

PATH = "/v1/chat/completions"
PAIRS = 48
SHORT = "first_byte_timeout_s = 1.5\nidle_timeout_s = 20.0\nconnect_timeout_s = 10.0"
PRICE = '[[price]]\nmodel = "*"\ninput = 10\noutput = 10\n'
LIMITS = "[limits]\nrequests_per_minute = 100000\n"
USAGE = {"prompt_tokens": 5, "completion_tokens": 2}


def chunk(text: str, **more) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    return b"data: " + json.dumps({"id": "1", "choices": [choice], **more}).encode() + b"\n\n"


def says(name: str):
    return as_json({"id": name, "choices": [], "usage": USAGE})


def streams(*chunks: bytes, **more) -> Response:
    return Response(chunks=list(chunks), content_type="text/event-stream", **more)


def slow_stream(_=None, chunks=50) -> Response:
    return streams(*[chunk(f"{n} ") for n in range(chunks)], b"data: [DONE]\n\n", pause_s=0.05)


@pytest.fixture(scope="module")
def upstreams():
    with Upstream(lambda _: says("one")) as one, Upstream(lambda _: says("two")) as two:
        yield one, two


@pytest.fixture(autouse=True)
def fresh(upstreams):
    for up, name in zip(upstreams, ("one", "two"), strict=True):
        up.requests.clear()
        up.received.clear()
        up.dropped_by_client = 0
        up.script = lambda _, name=name: says(name)


def pairs(one: Upstream, two: Upstream) -> str:
    """Return two channels for each of many models: every test begins with healthy ones."""
    made = ""
    for n in range(PAIRS):
        made += channel(f"one-{n}", one.url, [f"m{n}"], SHORT)
        made += channel(f"two-{n}", two.url, [f"m{n}"], SHORT)
    made += channel("dead-0", f"http://127.0.0.1:{free_port()}", ["d"], SHORT)
    return made + channel("two-d", two.url, ["d"], SHORT + "\npriority = 5")


@pytest.fixture(scope="module")
def running(tmp_path_factory, upstreams):
    folder = tmp_path_factory.mktemp("failover")
    with Station(folder, pairs(*upstreams), more=LIMITS + PRICE) as station:
        yield Judge(station, upstreams)


@pytest.fixture(scope="module")
def models():
    return iter(f"m{n}" for n in range(PAIRS))


@dataclass
class Play:
    """A test's own model, its two upstreams, and the judge."""

    judge: Judge
    one: Upstream
    two: Upstream
    model: str

    @property
    def station(self) -> Station:
        return self.judge.station

    def ask(self, **more) -> dict:
        messages = [{"role": "user", "content": "hello"}]
        return {"model": self.model, "messages": messages, "max_tokens": 100, **more}

    def streams(self) -> bytes:
        return request(PATH, json.dumps(self.ask(stream=True)).encode(), self.station.key)

    def tried(self):
        """Send one request that is served; return who answered and where the receipt says."""
        status, data, headers = self.station.post(PATH, self.ask())
        assert status == 200, data
        receipt = self.judge.receipt(headers["posthouse-receipt"], "delivered")
        return json.loads(data)["id"], places(receipt)

    def newest(self) -> dict:
        """Return the receipt of an exchange whose client never read an id."""
        known = set(self.judge.recorded)
        assert within(30, lambda: {row[0] for row in self.judge.rows(0)} - known), "no receipt"
        new, *others = {row[0] for row in self.judge.rows(0)} - known
        assert not others, [self.station.get("/receipts/" + one)[1] for one in (new, *others)]
        self.judge.recorded[new] = "client_gone"
        return json.loads(self.station.get("/receipts/" + new)[1])["receipt"]


@pytest.fixture
def play(running, upstreams, models):
    return Play(running, *upstreams, next(models))


@pytest.fixture
def stopping(tmp_path, upstreams):
    """A station of its own that is stopped by the test."""
    with Station(tmp_path, pairs(*upstreams), more=LIMITS + PRICE) as station:
        yield Play(Judge(station, upstreams), *upstreams, "m0")


def places(receipt: dict) -> list[tuple]:
    return [(d["channel"][:3], d["status"], d["fault"]) for d in receipt["destinations"]]


FAILING = {
    "a reset": (Response(reset=True), (0, "reset")),
    "no HTTP": (Response(raw=b"hello\r\n\r\n"), (0, "malformed")),
    "silence": (Response(delay_s=30.0), (0, "timeout")),
    "500": (as_json({"error": {}}, 500), (500, "")),
    "502 in HTML": (Response(502, b"<html>", content_type="text/html"), (502, "")),
    "503": (as_json({"error": {}}, 503), (503, "")),
    "529": (as_json({"error": {}}, 529), (529, "")),
    "429": (as_json({"error": {}}, 429, headers={"retry-after": "1"}), (429, "")),
    "401": (as_json({"error": {}}, 401), (401, "")),
    "403": (as_json({"error": {}}, 403), (403, "")),
    "a redirect": (Response(302, headers={"location": "http://192.0.2.1/"}), (302, "")),
}


@pytest.mark.parametrize("case", FAILING.values(), ids=FAILING)
def test_the_next_channel_answers_and_the_receipt_names_both(play, case):
    response, (status, fault) = case
    play.one.script = lambda _: response
    assert play.tried() == ("two", [("one", status, fault), ("two", 200, "")])
    assert play.one.requests[-1].body == play.two.requests[-1].body


def test_a_refused_connection_goes_to_the_next_channel(play):
    play.model = "d"
    assert play.tried() == ("two", [("dea", 0, "connect"), ("two", 200, "")])


@pytest.mark.parametrize("status", [400, 404, 413, 422])
def test_a_clients_own_error_goes_nowhere_else(play, status):
    play.one.script = lambda _: as_json({"error": {"message": "no"}}, status)
    found, body, headers = play.station.post(PATH, play.ask())
    assert (found, json.loads(body)) == (status, {"error": {"message": "no"}})
    receipt = play.judge.receipt(headers["posthouse-receipt"], "delivered", cost=0)
    assert places(receipt) == [("one", status, "")]
    assert not play.two.requests


def test_when_all_fail_the_last_one_is_told(play):
    play.one.script = play.two.script = lambda _: Response(reset=True)
    status, body, headers = play.station.post(PATH, play.ask())
    assert (status, told("openai_chat", body, status).code) == (502, "upstream_failed")
    receipt = play.judge.receipt(headers["posthouse-receipt"], "upstream_failed", cost=0)
    assert places(receipt) == [("one", 0, "reset"), ("two", 0, "reset")]


@pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])
def test_after_the_first_byte_nobody_else_is_asked(play, stream):
    pieces = [chunk("a"), chunk("b")] if stream else [b'{"id":', b'"one"}']
    kind = "text/event-stream" if stream else "application/json"
    play.one.script = lambda _: Response(chunks=pieces, cut=len(pieces[0]), content_type=kind)
    status, _, headers = play.station.post(PATH, play.ask(stream=stream))
    assert status == (200 if stream else 502)
    ending = "truncated" if stream else "upstream_failed"
    receipt = play.judge.receipt(headers["posthouse-receipt"], ending)
    assert places(receipt) == [("one", 200, "reset")]
    assert receipt["cost"] == receipt["reserved"] > 0
    assert not play.two.requests


def test_a_channel_that_fails_three_times_is_tried_last_until_it_has_cooled(play):
    play.one.script = lambda _: as_json({"error": {}}, 500)
    for _ in range(3):
        assert play.tried() == ("two", [("one", 500, ""), ("two", 200, "")])
    assert play.tried() == ("two", [("two", 200, "")])
    play.two.script = lambda _: as_json({"error": {}}, 500)
    play.one.script = lambda _: says("one")
    assert play.tried() == ("one", [("two", 500, ""), ("one", 200, "")])


@pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])
def test_a_channel_whose_answers_break_off_three_times_is_tried_last(play, stream):
    pieces = [chunk("a"), chunk("b")] if stream else [b'{"id":', b'"one"}']
    kind = "text/event-stream" if stream else "application/json"
    play.one.script = lambda _: Response(chunks=pieces, cut=len(pieces[0]), content_type=kind)
    for _ in range(3):
        _, _, headers = play.station.post(PATH, play.ask(stream=stream))
        ending = "truncated" if stream else "upstream_failed"
        play.judge.receipt(headers["posthouse-receipt"], ending)
    assert play.tried() == ("two", [("two", 200, "")])


def test_a_channel_cools_from_its_last_fault_on_however_long_that_took(play):
    play.one.script = lambda _: Response(delay_s=30.0)
    for _ in range(3):
        assert play.tried()[1][0] == ("one", 0, "timeout")
    assert play.tried() == ("two", [("two", 200, "")])


def test_a_channel_that_asks_for_patience_is_passed_over_as_long(play):
    play.one.script = lambda _: as_json({"error": {}}, 429, headers={"retry-after": "3"})
    assert play.tried()[1][0] == ("one", 429, "")
    play.one.script = lambda _: says("one")
    assert play.tried()[0] == "two"
    assert within(30, lambda: play.tried()[0] == "one")


def within(seconds: float, true) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("leave", ["close", "abort"])
def test_a_client_that_leaves_a_stream_frees_its_upstream(play, leave):
    play.one.script = slow_stream
    with Line(play.station.port) as line:
        line.send(play.streams())
        assert line.answer(head_only=True).status == 200
        assert b"0 " in line.read_some()
        line.abort() if leave == "abort" else line.socket.close()
    assert within(30, lambda: play.one.dropped_by_client == 1), (
        "the upstream still works for nobody"
    )
    receipt = play.newest()
    assert (receipt["ending"], places(receipt)) == ("client_gone", [("one", 200, "")])
    assert receipt["cost"] == receipt["reserved"] > 0


def test_a_client_that_leaves_before_the_answer_frees_its_upstream(play):
    play.one.script = lambda _: Response(delay_s=30, body=b"{}")
    with Line(play.station.port) as line:
        line.send(request(PATH, json.dumps(play.ask()).encode(), play.station.key))
        assert within(30, lambda: play.one.requests)
    receipt = play.newest()
    assert (receipt["ending"], places(receipt)) == ("client_gone", [("one", 0, "unanswered")])
    assert receipt["cost"] == receipt["reserved"] > 0
    assert within(30, lambda: play.one.dropped_by_client == 1)
    assert not play.two.requests


def test_a_client_that_leaves_in_the_middle_of_its_body_sends_nothing(play):
    data = request(PATH, json.dumps(play.ask()).encode(), play.station.key)
    with Line(play.station.port) as line:
        line.send(data[:-20])
        time.sleep(0.1)
    receipt = play.newest()
    assert (receipt["ending"], receipt["cost"]) == ("client_gone", 0)
    assert receipt["destinations"] == []
    assert not play.one.received


def test_what_was_set_aside_for_a_client_that_left_is_settled(play):
    """A budget for three requests is not used up by reservations of requests that are over."""

    def left(key: str) -> dict:
        play.one.script = slow_stream
        with Line(play.station.port) as line:
            line.send(request(PATH, json.dumps(play.ask(stream=True)).encode(), key))
            assert line.answer(head_only=True).status == 200
        return play.newest()

    reserved = left(play.station.key)["reserved"]
    key = play.station.new_key("--budget-usd", f"{(3 * reserved + 20) / 1e6:.6f}")
    assert [left(key)["cost"] for _ in range(2)] == [reserved, reserved]
    play.one.script = lambda _: says("one")
    status, _, headers = play.station.post(PATH, play.ask(), key)
    assert status == 200
    play.judge.receipt(headers["posthouse-receipt"], "delivered", cost=70)
    status, body, headers = play.station.post(PATH, play.ask(stream=True), key)
    assert (status, json.loads(body)["error"]["code"]) == (402, "budget_spent")
    play.judge.receipt(headers["posthouse-receipt"], "refused", cost=0, destinations=[])
    balanced(play.judge)


def endings(station) -> dict[str, str]:
    with sqlite3.connect(station.folder / "data" / "posthouse.db") as connection:
        return dict(connection.execute("SELECT id, ending FROM receipts"))


def balanced(judge) -> None:
    assert len(judge.rows()) >= len(judge.recorded)
    with sqlite3.connect(judge.station.folder / "data" / "posthouse.db") as connection:
        connection.execute("BEGIN")  # one state of both
        spent = dict(connection.execute("SELECT id, spent FROM keys"))
        summed = dict(connection.execute("SELECT key, sum(cost) FROM receipts GROUP BY key"))
    assert {key: cost for key, cost in spent.items() if cost} == {
        key: cost for key, cost in summed.items() if cost
    }


def test_a_running_stream_is_finished_when_the_station_is_told_to_stop(stopping):
    play = stopping
    play.one.script = slow_stream
    with Line(play.station.port) as line, Line(play.station.port) as idle:
        head = line.send(play.streams()).answer(head_only=True)
        idle.send(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").answer()
        play.station.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert play.station.process.poll() is None
        line.finish(head)
    assert head.whole
    assert head.body.count(b"data: ") == 51
    assert without_promise(head.body)[0].endswith(b"data: [DONE]\n\n")
    assert play.station.process.wait(60) == 0
    assert endings(play.station) == {head.headers["posthouse-receipt"]: "delivered"}
    assert '"level": "error"' not in play.station.logged()


DRAINED = {
    "openai_chat": PATH,
    "anthropic": "/v1/messages",
    "gemini": "/v1beta/models/m0:generateContent",
}


def test_new_requests_are_refused_in_their_dialect_while_the_station_drains(stopping):
    play = stopping
    play.one.script = partial(slow_stream, chunks=120)
    with Line(play.station.port) as line, Line(play.station.port) as begun:
        begun.send(play.streams()[:-20])
        head = line.send(play.streams()).answer(head_only=True)
        assert play.station.get("/healthz")[0] == 200  # by now what came before it was taken
        play.station.process.send_signal(signal.SIGTERM)
        assert within(30, lambda: play.station.get("/readyz")[0] == 503)
        for dialect, path in DRAINED.items():
            with Line(play.station.port) as late:
                answer = late.send(request(path, b"{}", play.station.key)).answer()
            assert (answer.status, answer.headers["retry-after"]) == (503, "2")
            assert told(dialect, answer.body, 503).code == "draining"
        second = begun.send(play.streams()[-20:]).answer(head_only=True)
        line.finish(head)
        begun.finish(second)
        assert head.whole
        assert without_promise(second.body)[0].endswith(b"data: [DONE]\n\n")
    assert play.station.process.wait(60) == 0
    assert len(endings(play.station)) == 2


def test_what_outlasts_the_stations_patience_is_broken_off_and_recorded(tmp_path, upstreams):
    upstreams[0].script = lambda r: (
        slow_stream(chunks=1200) if b"true" in r.body else Response(delay_s=60)
    )
    channels = channel("one", upstreams[0].url, ["m"])
    with Station(tmp_path, channels, server="drain_timeout_s = 0.5", more=PRICE) as station:
        play = Play(Judge(station, upstreams), *upstreams, "m")
        with Line(station.port) as line, Line(station.port) as other:
            head = line.send(play.streams()).answer(head_only=True)
            other.send(request(PATH, json.dumps(play.ask()).encode(), station.key))
            assert within(30, lambda: len(upstreams[0].requests) == 2)
            started = time.monotonic()
            station.process.send_signal(signal.SIGTERM)
            line.finish(head)
            answer = other.answer()
        assert station.process.wait(60) == 0
        assert time.monotonic() - started < 30
        assert head.whole
        last = json.loads(without_promise(head.body)[0].split(b"data: ")[-1])
        assert last["error"]["code"] == "stopped"
        assert (answer.status, told("openai_chat", answer.body, 503).code) == (503, "stopped")
        assert endings(station) == {
            head.headers["posthouse-receipt"]: "truncated",
            answer.headers["posthouse-receipt"]: "interrupted",
        }
        balanced(play.judge)


def test_every_exchange_left_one_receipt(running):
    running.assert_all_recorded()
    balanced(running)
    assert '"level": "error"' not in running.station.logged()
