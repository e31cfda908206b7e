"""Everything an upstream can do wrong: an honest error in the caller's dialect and one receipt.

A plain answer that cannot be read becomes an error; a stream that breaks ends with the dialect's
error event; an upstream's own error passes as it is.
"""

import gzip
import json

import pytest
from tests.echo import asked, echoed, got, sent
from tests.refusals import MARKER, Judge, told
from tests.running import Station, channel, free_port
from tests.upstreams import Request, Response, Upstream, as_json

from posthouse.ledger.chain import without_promise

PROTOCOLS = ["openai_chat", "openai_responses", "anthropic", "gemini"]
DIALECTS = [*PROTOCOLS, "openai_embeddings"]
SHORT = "first_byte_timeout_s = 1.5\nidle_timeout_s = 1.5\nconnect_timeout_s = 10.0"
LIMITS = "[limits]\nrequests_per_minute = 100000\n"
SSE = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
JSON = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"


@pytest.fixture(scope="module")
def upstream():
    with Upstream(echoed) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("faults")
    dead = channel("dead", f"http://127.0.0.1:{free_port()}", ["dead"])
    channels = channel("main", upstream.url, ["m"], SHORT) + dead
    with Station(folder, channels, more=LIMITS) as running:
        yield running


@pytest.fixture(scope="module")
def judge(station, upstream):
    return Judge(station, upstream)


@pytest.fixture(autouse=True)
def fresh(upstream):
    upstream.requests.clear()
    upstream.received.clear()
    yield
    upstream.script = echoed


def question(dialect: str, form: str = "plain") -> tuple[str, dict]:
    if dialect == "openai_embeddings":
        return "/v1/embeddings", {"model": "m", "input": "hello"}
    return asked(dialect, form, "hello")


def failed(judge, dialect, status: int, fault: str, answer, **more):
    """The caller is told in its dialect, and the receipt names the destination and the fault."""
    found, body, headers = answer
    assert found == status
    error = told(dialect, body, status)
    assert error.code == ("upstream_timeout" if fault == "timeout" else "upstream_failed")
    assert ". " in error.message, "no hint"
    assert MARKER.encode() not in body + repr(headers).encode()
    receipt = judge.receipt(headers["posthouse-receipt"], "upstream_failed", status=status)
    (destination,) = receipt["destinations"]
    assert (destination["fault"], destination["channel"]) == (fault, more.get("channel", "main"))
    assert destination["status"] == more.get("told", 0)
    return receipt


NO_ANSWER = {
    "a reset": (Response(reset=True), "reset"),
    "an end before the head": (Response(raw=b""), "reset"),
    "half a head": (Response(raw=b"HTTP/1.1 200 OK\r\ncontent-ty"), "reset"),
    "another protocol": (Response(raw=b"SSH-2.0-" + MARKER.encode() + b"\r\n\r\n"), "malformed"),
    "HTTP/3": (Response(raw=b"HTTP/3.0 200 OK\r\ncontent-length: 2\r\n\r\n{}"), "malformed"),
    "NUL in the head": (Response(raw=b"HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n{}"), "malformed"),
    "two lengths": (Response(raw=JSON + b"content-length: 2\r\ncontent-length: 3\r\n\r\n{}"),
                    "malformed"),
    "an endless head": (Response(raw=b"HTTP/1.1 200 OK\r\nx-a: " + b"a" * 200_000), "malformed"),
    "a coding nobody knows": (Response(body=b"{}", headers={"content-encoding": MARKER}),
                              "malformed"),
    "silence": (Response(delay_s=30.0), "timeout"),
}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", NO_ANSWER.values(), ids=NO_ANSWER)
@pytest.mark.parametrize("form", ["plain", "stream"])
def test_no_answer_is_an_error(judge, dialect, case, form):
    station, upstream = judge.station, judge.upstream
    response, fault = case
    if fault == "timeout" and (form == "stream" or dialect not in {"anthropic", "gemini"}):
        return  # once is enough: it takes its time
    upstream.script = lambda _: response
    answer = station.post(*question(dialect, form))
    failed(judge, dialect, 504 if fault == "timeout" else 502, fault, answer)
    assert len(upstream.requests) == 1, "a POST was sent twice"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_refused_connection_is_an_error(station, judge, dialect):
    path, body = question(dialect)
    path = path.replace("models/m:", "models/dead:")
    answer = station.post(path, body if dialect == "gemini" else body | {"model": "dead"})
    receipt = failed(judge, dialect, 502, "connect", answer, channel="dead")
    assert receipt["returned"] == ""


GOOD = {"choices": [], "usage": {"prompt_tokens": 1}}
HALF = json.dumps({"x": MARKER * 3}).encode()
MARKED = json.dumps(MARKER).encode()
BAD_ANSWERS = {
    "half a body": (Response(body=HALF, cut=20), "truncated"),
    "a body that breaks off": (Response(chunks=[HALF[:9], HALF[9:]], cut=12), "reset"),
    "a bad chunk": (Response(raw=JSON + b"transfer-encoding: chunked\r\n\r\nzz\r\n"), "malformed"),
    "no JSON": (Response(body=MARKER.encode()), "malformed"),
    "HTML": (Response(body=b"<html>" + MARKER.encode(), content_type="text/html"), "malformed"),
    "nothing": (Response(body=b""), "malformed"),
    "blanks": (Response(body=b" \n "), "malformed"),
    "no content": (Response(204), "malformed"),
    "two values": (Response(body=MARKED + b"{}"), "malformed"),
    "a key twice": (Response(body=b'{"a":1,"a":%s}' % MARKED), "malformed"),
    "NaN": (Response(body=b'{"a":NaN,"b":%s}' % MARKED), "malformed"),
    "65 levels": (Response(body=b"[" * 65 + MARKED + b"]" * 65), "malformed"),
    "300 levels": (Response(body=b"[" * 300 + MARKED + b"]" * 300), "malformed"),
    "bytes that are no UTF-8": (Response(body=b'"\xff"'), "malformed"),
    "gzip that is none": (Response(body=HALF, headers={"content-encoding": "gzip"}), "malformed"),
    "gzip cut off": (Response(body=gzip.compress(HALF)[:-9],
                              headers={"content-encoding": "gzip"}), "malformed"),
    "a bomb": (Response(body=gzip.compress(b" " * 2**26),
                        headers={"content-encoding": "gzip"}), "malformed"),
}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_an_answer_that_cannot_be_examined_is_an_error(station, upstream, judge, dialect, case):
    response, fault = case
    upstream.script = lambda _: response
    failed(judge, dialect, 502, fault, station.post(*question(dialect)), told=response.status)


def test_an_answer_that_pauses_too_long_is_an_error(station, upstream, judge):
    upstream.script = lambda _: Response(chunks=[b'{"a":', b"1", b"}"], pause_s=8)
    failed(judge, "anthropic", 504, "timeout", station.post(*question("anthropic")), told=200)


def test_an_answer_without_measure_is_an_error(station, upstream, judge):
    upstream.script = lambda _: Response(body=b'{"a":"' + b"x" * (64 * 2**20) + b'"}')
    answer = station.post(*question("openai_chat"))
    failed(judge, "openai_chat", 502, "malformed", answer, told=200)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(station, upstream, judge, status):
    headers = {"location": f"{upstream.url}/{MARKER}"}
    upstream.script = lambda _: Response(status, headers=headers)
    for dialect in DIALECTS:
        upstream.requests.clear()
        answer = station.post(*question(dialect))
        failed(judge, dialect, 502, "malformed", answer, told=status)
        assert "location" not in answer[2]
        assert len(upstream.requests) == 1


ERRORS = {
    "openai_chat": {"error": {"message": "no", "type": "t", "param": None, "code": "c"}},
    "openai_responses": {"error": {"message": "no", "type": "t", "param": "input", "code": "c"}},
    "openai_embeddings": {"error": {"message": "no", "type": "t", "param": None, "code": None}},
    "anthropic": {"type": "error", "error": {"type": "t", "message": "no"}, "request_id": "r"},
    "gemini": {"error": {"code": 400, "message": "no", "status": "S", "details": [{"@type": "x"}]}},
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422, 429, 500, 502, 503, 529])
@pytest.mark.parametrize("form", ["plain", "stream"])
def test_the_upstreams_own_error_passes_unchanged(judge, dialect, status, form):
    station, upstream = judge.station, judge.upstream
    upstream.script = lambda _: as_json(ERRORS[dialect], status, headers={"retry-after": "7"})
    found, body, headers = station.post(*question(dialect, form))
    assert (found, json.loads(body)) == (status, ERRORS[dialect])
    assert headers["retry-after"] == "7"
    receipt = judge.receipt(headers["posthouse-receipt"], "delivered", status=status, cost=0)
    (destination,) = receipt["destinations"]
    assert (destination["status"], destination["fault"]) == (status, "")


UNREADABLE = {
    "HTML": Response(body=b"<html>" + MARKER.encode(), content_type="text/html"),
    "text": Response(body=MARKER.encode(), content_type="text/plain"),
    "nothing": Response(),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("status", [404, 429, 500, 502, 503])
@pytest.mark.parametrize("kind", UNREADABLE)
def test_an_error_in_no_readable_form_keeps_its_status(judge, dialect, status, kind):
    station, upstream, response = judge.station, judge.upstream, UNREADABLE[kind]
    upstream.script = lambda _: Response(
        status, response.body, content_type=response.content_type, headers={"retry-after": "7"}
    )
    answer = station.post(*question(dialect))
    failed(judge, dialect, status, "malformed", answer, told=status)
    assert answer[2]["content-type"] == "application/json"
    assert answer[2]["retry-after"] == "7"


def test_a_packed_answer_is_unpacked_though_none_was_asked_for(station, upstream, judge):
    packed = {"content-encoding": "gzip"}
    upstream.script = lambda _: Response(body=gzip.compress(b'{"a":1}'), headers=packed)
    status, body, headers = station.post(*question("openai_chat"))
    assert upstream.requests[0].headers["accept-encoding"] == "identity"
    assert (status, body) == (200, b'{"a":1}')
    assert "content-encoding" not in headers
    judge.receipt(headers["posthouse-receipt"], "delivered")


def whole(dialect: str) -> bytes:
    """Return a good stream of this dialect as the upstream sends it."""
    path, body = question(dialect, "stream")
    chunks = echoed(Request("POST", path, {}, json.dumps(body).encode())).chunks
    return b"".join(chunks)


def cut_at(dialect: str, events: int, more: int = 0) -> bytes:
    parts = whole(dialect).split(b"\n\n")
    return b"\n\n".join(parts[:events]) + b"\n\n" + parts[events][:more]


def streamed(body: bytes) -> bytes:
    return SSE + b"transfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(body), body)


BROKEN_STREAMS = {
    "between two events": (lambda d: Response(raw=streamed(cut_at(d, 4))), "truncated"),
    "inside an event": (lambda d: Response(raw=streamed(cut_at(d, 4, 30))), "truncated"),
    "inside a chunk": (lambda d: Response(raw=streamed(cut_at(d, 4, 9))[:-5]), "truncated"),
    "by a reset": (lambda d: Response(chunks=[cut_at(d, 4), b"x"], cut=len(cut_at(d, 4)),
                                      content_type="text/event-stream"), "reset"),
    "by a bad chunk": (lambda d: Response(raw=streamed(cut_at(d, 4)) + b"zz\r\n"), "malformed"),
    "by an event that is no JSON": (
        lambda d: Response(raw=streamed(cut_at(d, 4) + b'data: {"a":\n\n')), "malformed"),
    "by an event that is a list": (
        lambda d: Response(raw=streamed(cut_at(d, 4) + b"data: [1]\n\n")), "malformed"),
    "by an event with NaN": (
        lambda d: Response(raw=streamed(cut_at(d, 4) + b'data: {"a":NaN}\n\n')), "malformed"),
    "by a deep event": (
        lambda d: Response(raw=streamed(cut_at(d, 4) + b'data: {"type":"ping","a":'
                                        + b"[" * 300 + b"]" * 300 + b"}\n\n")), "malformed"),
    "by half an event at a clean end": (
        lambda d: Response(chunks=[cut_at(d, 4, 70)], content_type="text/event-stream"),
        "malformed"),
    "by silence": (lambda d: Response(chunks=[cut_at(d, 4), b" "], pause_s=8,
                                      content_type="text/event-stream"), "timeout"),
}  # fmt: skip


def last_error(dialect: str, body: bytes):
    """Return the error that ends a stream, read as the dialect's clients do."""
    events = [part for part in without_promise(body)[0].split(b"\n\n") if part]
    if dialect == "openai_responses":
        failed_ = json.loads(events[-1].split(b"data: ", 1)[1])
        assert failed_["type"] == "response.failed"
        assert failed_["response"]["status"] == "failed"
        events.pop()
    if dialect in {"anthropic", "openai_responses"}:
        assert events[-1].startswith(b"event: error\n")
    tree = json.loads(events[-1].split(b"data: ", 1)[1])
    assert not any(b"[DONE]" in part or b"message_stop" in part for part in events)
    if dialect == "openai_responses":
        assert tree["type"] == "error"
        return tree["code"]
    return told(dialect, json.dumps(tree).encode(), 504 if "TIMEOUT" in repr(tree) else 502).code


@pytest.mark.parametrize("dialect", PROTOCOLS)
@pytest.mark.parametrize("case", BROKEN_STREAMS.values(), ids=BROKEN_STREAMS)
def test_a_stream_that_breaks_ends_with_an_error_event(station, upstream, judge, dialect, case):
    make, fault = case
    if fault == "timeout" and dialect not in {"openai_responses", "gemini"}:
        return
    upstream.script = lambda _: make(dialect)
    status, body, headers = station.post(*question(dialect, "stream"))
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    code = last_error(dialect, body)
    assert code == ("upstream_timeout" if fault == "timeout" else "upstream_failed")
    receipt = judge.receipt(headers["posthouse-receipt"], "truncated", refusal=code, status=200)
    (destination,) = receipt["destinations"]
    assert (destination["status"], destination["fault"]) == (200, fault)
    assert receipt["delivered"]


def test_what_came_before_the_break_is_delivered(station, upstream, judge):
    upstream.script = lambda _: Response(raw=streamed(cut_at("openai_chat", 6)))
    _, body, headers = station.post(*question("openai_chat", "stream"))
    before = body.rpartition(b'data: {"error"')[0]
    assert before == cut_at("openai_chat", 6)
    judge.receipt(headers["posthouse-receipt"], "truncated")


def test_an_event_without_an_end_is_given_up(station, upstream, judge):
    body = cut_at("openai_chat", 2) + b"data: " + b"x" * (65 * 2**20)
    upstream.script = lambda _: Response(raw=streamed(body))
    _, answer, headers = station.post(*question("openai_chat", "stream"))
    assert last_error("openai_chat", answer) == "upstream_failed"
    judge.receipt(headers["posthouse-receipt"], "truncated")


@pytest.mark.parametrize("dialect", PROTOCOLS)
def test_a_stream_whose_last_words_are_missing_passes_as_it_came(station, upstream, judge, dialect):
    body = cut_at(dialect, 5)
    upstream.script = lambda _: Response(chunks=[body], content_type="text/event-stream")
    status, answer, headers = station.post(*question(dialect, "stream"))
    assert (status, without_promise(answer)[0]) == (200, body)
    judge.receipt(headers["posthouse-receipt"], "delivered")


IN_STREAM = {
    "openai_chat": b'data: {"error":{"message":"no","type":"server_error","code":null}}\n\n',
    "openai_responses": b'event: error\ndata: {"type":"error","code":"x","message":"no"}\n\n',
    "anthropic": b'event: error\ndata: {"type":"error","error":{"type":"t","message":"no"}}\n\n',
    "gemini": b'data: {"error":{"code":503,"message":"no","status":"UNAVAILABLE"}}\n\n',
}


@pytest.mark.parametrize("dialect", PROTOCOLS)
def test_the_upstreams_own_error_event_passes_unchanged(station, upstream, judge, dialect):
    body = cut_at(dialect, 4) + IN_STREAM[dialect]
    upstream.script = lambda _: Response(chunks=[body], content_type="text/event-stream")
    status, answer, headers = station.post(*question(dialect, "stream"))
    assert (status, without_promise(answer)[0]) == (200, body)
    judge.receipt(headers["posthouse-receipt"], "delivered")


@pytest.mark.parametrize("dialect", PROTOCOLS)
def test_html_for_a_stream_is_an_error(station, upstream, judge, dialect):
    upstream.script = lambda _: Response(body=b"<html>\n\n", content_type="text/html")
    failed(judge, dialect, 502, "malformed", station.post(*question(dialect, "stream")), told=200)


@pytest.mark.parametrize("dialect", PROTOCOLS)
def test_the_station_still_serves(station, judge, dialect):
    for form in ("plain", "stream"):
        path, body = asked(dialect, form, sent("x"))
        status, data, headers = station.post(path, body)
        assert (status, got(dialect, form, data)) == (200, sent("x"))
        judge.receipt(headers["posthouse-receipt"], "delivered")


def test_every_exchange_left_one_receipt_and_nothing_was_kept(judge, station):
    judge.assert_all_recorded()
    judge.assert_kept_nothing()
    assert '"level": "error"' not in station.logged()
