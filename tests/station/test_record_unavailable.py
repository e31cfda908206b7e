"""A record that cannot be written: 503, nothing crosses, and the station recovers by itself.

The disk is made full by a limit on the size of files (RLIMIT_FSIZE), set on the running processes
from outside: every write to a file then fails with EFBIG, as it would with ENOSPC.
"""

import json
import os
import resource
import signal
import sqlite3
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.rawhttp import Line, request
from tests.refusals import told
from tests.running import Station, channel
from tests.upstreams import Response, Upstream, as_json

CHAT = {"model": "m", "messages": [{"role": "user", "content": "hello"}], "max_tokens": 50}
ASKS = {
    "openai_chat": ("/v1/chat/completions", CHAT),
    "openai_responses": ("/v1/responses", {"model": "m", "input": "hello"}),
    "openai_embeddings": ("/v1/embeddings", {"model": "m", "input": "hello"}),
    "anthropic": ("/v1/messages", CHAT),
    "gemini": ("/v1beta/models/m:generateContent", {"contents": [{"parts": [{"text": "hello"}]}]}),
}
PRICE = '[[price]]\nmodel = "*"\ninput = 10\noutput = 10\n'
FINE = as_json({"id": "1", "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}})


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: FINE) as up:
        yield up


@pytest.fixture(scope="module", params=[1, 4])
def station(tmp_path_factory, upstream, request):
    folder = tmp_path_factory.mktemp("full")
    workers = f"workers = {request.param}"
    channels = channel("main", upstream.url, ["m"])
    with Station(folder, channels, more=PRICE, server=workers) as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(upstream):
    upstream.requests.clear()
    upstream.received.clear()
    upstream.script = lambda _: FINE


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def limit(station, size: int) -> None:
    for pid in family(station.process.pid):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def full_disk(station):
    limit(station, 0)
    try:
        yield
    finally:
        limit(station, resource.RLIM_INFINITY)


def serves_again(station) -> dict:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        status, _, headers = station.post(*ASKS["openai_chat"])
        if status == 200:
            return station.receipt(headers)
        time.sleep(0.05)
    raise AssertionError("the station does not serve again")


def rows(station, last: str) -> dict[str, str]:
    """Return all receipts' endings, once the last is there and nothing is owed.

    Fails where two have one id or the money does not balance.
    """
    end = time.monotonic() + 30
    while (found := recorded(station, last)) is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert len(dict(found)) == len(found)
    return dict(found)


def recorded(station, last: str) -> list[tuple[str, str]] | None:
    with sqlite3.connect(station.folder / "data" / "posthouse.db") as connection:
        connection.execute("BEGIN")  # one state of all
        found = connection.execute("SELECT id, ending FROM receipts").fetchall()
        if last not in dict(found) or connection.execute("SELECT 1 FROM open_intents").fetchone():
            return None
        spent = connection.execute("SELECT sum(spent) FROM keys").fetchone()
        assert spent == connection.execute("SELECT sum(cost) FROM receipts").fetchone()
        return found


def test_without_a_record_nothing_is_sent_and_the_caller_is_told_at_once(station, upstream):
    before = rows(station, serves_again(station)["id"])
    upstream.received.clear()
    with full_disk(station):
        for dialect, (path, body) in ASKS.items():
            started = time.monotonic()
            status, answer, headers = station.post(path, body)
            assert time.monotonic() - started < 8
            assert (status, told(dialect, answer, 503).code) == (503, "record_unavailable")
            assert int(headers["retry-after"]) > 0
            assert "try again" in told(dialect, answer, 503).message
        assert not upstream.received
        assert station.process.poll() is None
    again = serves_again(station)
    assert again["ending"] == "delivered"
    after = rows(station, again["id"])
    assert set(after.values()) - set(before.values()) <= {"delivered", "refused"}


def test_an_answer_whose_receipt_cannot_be_written_is_not_delivered(station, upstream):
    before = rows(station, serves_again(station)["id"])
    upstream.requests.clear()
    full = threading.Event()
    with Line(station.port) as line:
        upstream.script = lambda _: FINE if full.wait(30) else Response(500)
        line.send(request("/v1/chat/completions", json.dumps(CHAT).encode(), station.key))
        while not upstream.requests:
            time.sleep(0.01)
        with full_disk(station):
            full.set()
            answer = line.answer()
    assert answer.status == 503
    assert told("openai_chat", answer.body, 503).code == "record_unavailable"
    assert b"usage" not in answer.body
    upstream.script = lambda _: FINE
    after = rows(station, serves_again(station)["id"])
    new = {i: ending for i, ending in after.items() if i not in before}
    assert new.pop(answer.headers["posthouse-receipt"]) == "interrupted"
    assert set(new.values()) <= {"delivered", "refused"}


def test_a_stream_whose_receipt_cannot_be_written_does_not_end_well(station, upstream):
    chunk = b'data: {"id":"1","choices":[{"index":0,"delta":{"content":"hello"}}]}\n\n'
    full = threading.Event()

    def chunks():
        yield from [chunk] * 8
        if full.wait(30):
            yield b"data: [DONE]\n\n"

    upstream.script = lambda _: Response(chunks=chunks(), content_type="text/event-stream")
    with Line(station.port) as line:
        body = json.dumps(CHAT | {"stream": True}).encode()
        line.send(request("/v1/chat/completions", body, station.key))
        head = line.answer(head_only=True)
        with full_disk(station):
            full.set()
            line.finish(head)
    assert head.whole
    assert b"[DONE]" not in head.body
    last = json.loads(head.body.split(b"data: ")[-1])
    assert last["error"]["code"] == "record_unavailable"
    upstream.script = lambda _: FINE
    after = rows(station, serves_again(station)["id"])
    assert after[head.headers["posthouse-receipt"]] == "interrupted"


def test_when_the_records_process_is_killed_nothing_crosses_until_it_runs_again(station, upstream):
    below = family(station.process.pid)[1:]
    keepers = [p for p in below if "keeping" in Path(f"/proc/{p}/cmdline").read_text()]
    assert keepers, "the record is kept by a process of its own"
    for pid in keepers:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.05)
    upstream.received.clear()
    status, answer, _ = station.post(*ASKS["anthropic"])
    if status != 200:  # else it runs again already
        assert (status, told("anthropic", answer, 503).code) == (503, "record_unavailable")
        assert not upstream.received
    again = serves_again(station)
    assert again["ending"] == "delivered"
    rows(station, again["id"])
