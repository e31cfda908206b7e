"""What is not HTTP/1.1 as everyone reads it: refused before anything is done with it.

Requests are written byte by byte. Where two programs in a row could read a message differently
(lengths, hosts, folds, trailers, upgrades), the station refuses it and closes.
"""

import json
import time

import pytest
from tests.rawhttp import Line, request
from tests.refusals import MARKER, Judge
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

SERVER = "body_timeout_s = 2\nhead_timeout_s = 2\n"
LIMITS = "[limits]\nrequests_per_minute = 100000\n"
PATH = "/v1/embeddings"
BODY = json.dumps({"model": "m", "input": MARKER}).encode()
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
ANSWER = {"data": []}


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: as_json(ANSWER)) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("http")
    channels = channel("main", upstream.url, ["m"])
    with Station(folder, channels, more=LIMITS, server=SERVER) as running:
        yield running


@pytest.fixture(scope="module")
def judge(station, upstream):
    return Judge(station, upstream)


@pytest.fixture(autouse=True)
def fresh(upstream, judge):
    upstream.requests.clear()
    upstream.received.clear()
    upstream.script = lambda _: as_json(ANSWER)
    yield
    judge.served(PATH, {"model": "m", "input": "still there"})


@pytest.fixture
def good(station):
    return request(PATH, BODY, station.key)


def with_lines(good: bytes, *lines: bytes) -> bytes:
    head, _, body = good.partition(b"\r\n\r\n")
    return b"\r\n".join([head, *lines, b"", body])


def framed(good: bytes, *lines: bytes, body: bytes = CHUNKS) -> bytes:
    """Return the request framed by these lines instead of its length."""
    head, _, _ = good.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.startswith(b"content-length")]
    return b"\r\n".join([*kept, *lines, b"", body])


def first_line(good: bytes, line: bytes) -> bytes:
    return line + b"\r\n" + good.split(b"\r\n", 1)[1]


MARK = MARKER.encode()
HEADS = {
    "CR in a value": lambda g: with_lines(g, b"x-a: a\rx-b: " + MARK),
    "LF in a value": lambda g: with_lines(g, b"x-a: a\nx-b: " + MARK),
    "NUL in a value": lambda g: with_lines(g, b"x-a: a\0" + MARK),
    "a control byte in a value": lambda g: with_lines(g, b"x-a: a\x01" + MARK),
    "DEL in a value": lambda g: with_lines(g, b"x-a: a\x7f" + MARK),
    "a space in a name": lambda g: with_lines(g, b"x a: " + MARK),
    "a space before the colon": lambda g: with_lines(g, b"x-a : " + MARK),
    "a tab before the colon": lambda g: with_lines(g, b"x-a\t: " + MARK),
    "no name": lambda g: with_lines(g, b": " + MARK),
    "no colon": lambda g: with_lines(g, MARK),
    "a name beyond ASCII": lambda g: with_lines(g, b"x\xff: " + MARK),
    "a folded field": lambda g: with_lines(g, b"x-a: b", b" " + MARK),
    "a folded first field": lambda g: g.replace(b"\r\nhost", b"\r\n host", 1),
    "bare line feeds": lambda g: g.replace(b"\r\n", b"\n"),
    "length and chunks": lambda g: with_lines(g, b"transfer-encoding: chunked"),
    "chunks and length": lambda g: framed(g, b"transfer-encoding: chunked", b"content-length: 5"),
    "two lengths": lambda g: with_lines(g, b"content-length: 5"),
    "the same length twice": lambda g: with_lines(g, b"content-length: %d" % len(BODY)),
    "a list of lengths": lambda g: framed(g, b"content-length: 5, 5", body=BODY),
    "a signed length": lambda g: framed(g, b"content-length: +5", body=BODY),
    "a negative length": lambda g: framed(g, b"content-length: -1", body=BODY),
    "a hexadecimal length": lambda g: framed(g, b"content-length: 0x5", body=BODY),
    "an endless length": lambda g: framed(g, b"content-length: " + b"9" * 20, body=BODY),
    "an empty length": lambda g: framed(g, b"content-length: ", body=BODY),
    "two numbers as length": lambda g: framed(g, b"content-length: 5 5", body=BODY),
    "identity": lambda g: framed(g, b"transfer-encoding: identity"),
    "gzip and chunked": lambda g: framed(g, b"transfer-encoding: gzip, chunked"),
    "chunked and identity": lambda g: framed(g, b"transfer-encoding: chunked, identity"),
    "chunked twice": lambda g: framed(g, *[b"transfer-encoding: chunked"] * 2),
    "almost chunked": lambda g: framed(g, b"transfer-encoding: xchunked"),
    "chunked behind a vertical tab": lambda g: framed(g, b"transfer-encoding: \x0bchunked"),
    "chunks in HTTP/1.0": lambda g: framed(g, b"transfer-encoding: chunked").replace(
        b"HTTP/1.1", b"HTTP/1.0"),
    "no host": lambda g: g.replace(b"host: station.example\r\n", b""),
    "two hosts": lambda g: with_lines(g, b"host: other.example"),
    "a host that is none": lambda g: g.replace(b"station.example", b"a b/c@d"),
    "a WebSocket": lambda g: with_lines(g, b"connection: upgrade", b"upgrade: websocket"),
    "an upgrade to HTTP/2": lambda g: with_lines(g, b"connection: upgrade, http2-settings",
                                                 b"upgrade: h2c", b"http2-settings: AAMAAABk"),
    "HTTP/0.9": lambda g: b"POST /v1/embeddings\r\n\r\n",
    "HTTP/2.0": lambda g: first_line(g, b"POST /v1/embeddings HTTP/2.0"),
    "HTTP/1.2": lambda g: first_line(g, b"POST /v1/embeddings HTTP/1.2"),
    "HTTP/2 itself": lambda g: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + g,
    "TLS": lambda g: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 600,
    "small letters": lambda g: first_line(g, b"post /v1/embeddings HTTP/1.1"),
    "a method nobody knows": lambda g: first_line(g, MARK + b" /v1/embeddings HTTP/1.1"),
    "CONNECT": lambda g: first_line(g, b"CONNECT upstream.example:443 HTTP/1.1"),
    "a space in the target": lambda g: first_line(g, b"POST /v1/embeddings " + MARK + b" HTTP/1.1"),
    "a tab for a space": lambda g: first_line(g, b"POST\t/v1/embeddings HTTP/1.1"),
    "NUL in the target": lambda g: first_line(g, b"POST /v1/embeddings\0 HTTP/1.1"),
    "a byte beyond ASCII in the target": lambda g: first_line(g, b"POST /v1/\xff HTTP/1.1"),
    "a target without a slash": lambda g: first_line(g, b"POST v1/embeddings HTTP/1.1"),
    "an address without a path": lambda g: first_line(g, b"POST http://a.example HTTP/1.1"),
    "a port that is none": lambda g: first_line(g, b"POST http://a:999999/v1/embeddings HTTP/1.1"),
}  # fmt: skip


def refused_dialect(answer) -> str:
    """Where the path is unreadable the form may be another dialect's."""
    return "gemini" if b'"status"' in answer.body else "openai_chat"


@pytest.mark.parametrize("make", HEADS.values(), ids=HEADS)
def test_a_head_that_can_be_read_in_two_ways_is_refused_and_the_connection_closed(
    station, judge, good, make
):
    with Line(station.port) as line:
        line.send(make(good) + good)
        answer = line.answer()
        judge.refused(refused_dialect(answer), answer, 400, "bad_head", known=False)
        assert answer.headers["connection"] == "close"
        assert line.closed()


@pytest.mark.parametrize(
    ("dialect", "path"),
    [("anthropic", "/v1/messages"), ("gemini", "/v1beta/models/m:generateContent")],
)
def test_a_malformed_head_is_refused_in_the_dialect_of_its_path(station, judge, dialect, path):
    with Line(station.port) as line:
        line.send(request(path, b"{}", station.key, f"x-a : {MARKER}"))
        judge.refused(dialect, line.answer(), 400, "bad_head", known=False)


CHUNKED = {
    "a size that is none": b"zz\r\nabc\r\n0\r\n\r\n",
    "a negative size": b"-1\r\nabc\r\n0\r\n\r\n",
    "a size with 0x": b"0x5\r\nabcde\r\n0\r\n\r\n",
    "a size with a space": b"5 \r\nabcde\r\n0\r\n\r\n",
    "an endless size": b"F" * 18 + b"\r\nabcde\r\n0\r\n\r\n",
    "an empty size": b"\r\nabc\r\n0\r\n\r\n",
    "a chunk longer than its size": b"5\r\nabcdefgh0\r\n\r\n",
    "bare line feeds": b"%x\n%s\n0\n\n" % (len(BODY), BODY),
    "NUL in an extension": b"%x;a=\0\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY),
    "CR in an extension": b"%x;a\rb\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY),
    "NUL in a trailer": CHUNKS[:-2] + b"x-a: b\0c\r\n\r\n",
    "a folded trailer": CHUNKS[:-2] + b"x-a: b\r\n c\r\n\r\n",
    "endless trailers": CHUNKS[:-2] + b"x-a: %s\r\n" % (b"b" * 1000) * 80 + b"\r\n",
}


@pytest.mark.parametrize("split", [False, True], ids=["at once", "in pieces"])
@pytest.mark.parametrize("body", CHUNKED.values(), ids=CHUNKED)
def test_a_body_in_broken_chunks_is_refused_and_recorded(station, judge, good, body, split):
    head = framed(good, b"transfer-encoding: chunked", body=b"")
    with Line(station.port) as line:
        pieces = [head, body[:3], body[3:] + good] if split else [head + body + good]
        line.send(*pieces, pause_s=0.03 if split else 0)
        judge.refused("openai_chat", line.answer(), 400, "bad_body", known=True)
        assert line.closed()


@pytest.mark.parametrize("name", [b"x-api-key", b"content-encoding", b"content-type"])
def test_a_field_behind_the_body_is_not_part_of_the_head(station, judge, good, upstream, name):
    value = station.key.encode() if name == b"x-api-key" else b"gzip"
    lead = good.replace(b"Bearer " + station.key.encode(), b"Bearer x") if b"key" in name else good
    tail = CHUNKS[:-2] + name + b": " + value + b"\r\n\r\n"
    with Line(station.port) as line:
        line.send(framed(lead, b"transfer-encoding: chunked", body=tail))
        answer = line.answer()
        if b"key" in name:
            judge.refused("openai_chat", answer, 401, "key_malformed", known=False)
        else:
            assert answer.status == 200
            judge.receipt(answer.headers["posthouse-receipt"], "delivered")


FINE = {
    "chunks": lambda g: framed(g, b"transfer-encoding: Chunked"),
    "a chunk extension": lambda g: framed(g, b"transfer-encoding: chunked",
                                          body=CHUNKS.replace(b"\r\n", b";a=b\r\n", 1)),
    "an absolute target": lambda g: first_line(
        g, b"POST http://a.example/v1/embeddings HTTP/1.1"),
    "empty lines in front": lambda g: b"\r\n\r\n" + g,
    "HTTP/1.0": lambda g: first_line(g, b"POST /v1/embeddings HTTP/1.0"),
    "Connection: upgrade alone": lambda g: with_lines(g, b"connection: upgrade"),
    "bytes beyond ASCII in a value": lambda g: with_lines(g, "x-a: é".encode()),
}  # fmt: skip


@pytest.mark.parametrize("make", FINE.values(), ids=FINE)
def test_what_is_odd_and_clear_is_served(station, judge, good, upstream, make):
    with Line(station.port) as line:
        answer = line.send(make(good)).answer()
    assert (answer.status, json.loads(answer.body)) == (200, ANSWER)
    assert upstream.requests[0].headers["host"] == upstream.url.removeprefix("http://")
    judge.receipt(answer.headers["posthouse-receipt"], "delivered")


def test_expect_gets_its_100_only_where_the_body_is_wanted(station, judge, good):
    head, _, body = with_lines(good, b"expect: 100-continue").partition(b"\r\n\r\n")
    with Line(station.port) as line:
        line.send(head + b"\r\n\r\n")
        assert line.socket.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        answer = line.send(body).answer()
        judge.receipt(answer.headers["posthouse-receipt"], "delivered")
    judge.upstream.received.clear()
    with Line(station.port) as line:
        line.send(head.replace(station.key.encode(), b"x") + b"\r\n\r\n")
        answer = line.answer()
        assert answer.interim == []
        judge.refused("openai_chat", answer, 401, "key_malformed", known=False)


def test_pipelined_requests_are_answered_in_their_order(station, judge, good, upstream):
    upstream.script = lambda r: as_json({"said": r.json["input"]}, delay_s=0.02)
    bodies = [json.dumps({"model": "m", "input": str(n)}).encode() for n in range(8)]
    with Line(station.port) as line:
        line.send(b"".join(request(PATH, body, station.key) for body in bodies))
        for number in range(8):
            answer = line.answer()
            assert json.loads(answer.body) == {"said": str(number)}
            judge.receipt(answer.headers["posthouse-receipt"], "delivered")


def test_what_follows_a_request_and_is_none_does_not_disturb_its_answer(
    station, judge, good, upstream
):
    upstream.script = lambda _: as_json(ANSWER, delay_s=0.1)
    with Line(station.port) as line:
        answer = line.send(good + b"\0\0" + good).answer()
        assert (answer.status, json.loads(answer.body)) == (200, ANSWER)
        judge.receipt(answer.headers["posthouse-receipt"], "delivered")
        assert line.closed()
    assert len(upstream.requests) == 1


def test_a_slow_head_is_refused(station, judge, good):
    with Line(station.port) as line:
        started = time.monotonic()
        answer = line.send(good[:40], b"x", b"y", pause_s=0.1).answer()
        assert 1.5 < time.monotonic() - started < 30
        judge.refused("openai_chat", answer, 408, "head_timeout", known=False)
        assert line.closed()


def test_a_slow_head_on_a_connection_that_was_used_is_refused(station, judge, good):
    with Line(station.port) as line:
        answer = line.send(good).answer()
        judge.receipt(answer.headers["posthouse-receipt"], "delivered")
        judge.upstream.received.clear()
        judge.refused("openai_chat", line.send(good[:40]).answer(), 408, "head_timeout",
                      known=False)  # fmt: skip


def test_a_connection_that_says_nothing_is_closed_without_a_word(station):
    with Line(station.port) as line:
        assert line.closed()


HUGE = {
    "one value": lambda g: with_lines(g, b"x-a: " + b"a" * 70_000),
    "one name": lambda g: with_lines(g, b"a" * 70_000 + b": b"),
    "many fields": lambda g: with_lines(g, *[b"x-a: " + b"a" * 100] * 700),
    "the target": lambda g: first_line(g, b"POST /v1/" + b"a" * 70_000 + b" HTTP/1.1"),
    "a value that does not end": lambda g: g[:60] + b"x-a: " + b"a" * 2_000_000,
    "a target that does not end": lambda g: b"POST /" + b"a" * 2_000_000,
}  # fmt: skip


@pytest.mark.parametrize("make", HUGE.values(), ids=HUGE)
def test_a_huge_head_is_refused(station, judge, good, make):
    with Line(station.port) as line:
        line.send(*[make(good)[at : at + 8192] for at in range(0, len(make(good)), 8192)])
        answer = line.answer()
        if answer is not None:  # a peer that still sends may lose what it was told
            judge.refused("openai_chat", answer, 431, "head_too_large", known=False)
        assert line.closed()


def test_a_body_behind_its_refusal_is_taken_for_a_moment_only(station, judge, good):
    head, _, _ = good.partition(b"content-length")
    lead = head.replace(station.key.encode(), b"x") + b"content-length: 1000000\r\n\r\n"
    with Line(station.port) as line:
        judge.refused("openai_chat", line.send(lead).answer(), 401, "key_malformed", known=False)
        assert not line.closed(0.5)
        assert line.closed(30)
    with Line(station.port) as line:
        line.send(lead + b"x" * 500_000).answer()
        answer = line.send(b"x" * 500_000 + good).answer()
        judge.receipt(answer.headers["posthouse-receipt"], "delivered")


ENDPOINTS = [
    ("openai_chat", "POST", f"/v1/{MARKER}", 404, "endpoint_unknown"),
    ("openai_chat", "POST", f"/{MARKER}", 404, "endpoint_unknown"),
    ("openai_chat", "GET", f"/v1/{MARKER}?q={MARKER}", 404, "endpoint_unknown"),
    ("openai_chat", "POST", "/v1/completions", 404, "endpoint_unknown"),
    ("openai_chat", "POST", "/v1/chat/completions/../../../healthz", 404, "endpoint_unknown"),
    ("openai_chat", "POST", "/v1/chat/completions%00", 404, "endpoint_unknown"),
    ("openai_chat", "POST", "/v1%0d%0achat/completions", 404, "endpoint_unknown"),
    ("openai_chat", "GET", "/v1/chat/completions", 405, "method_not_allowed"),
    ("openai_chat", "PUT", "/v1/chat/completions", 405, "method_not_allowed"),
    ("openai_chat", "DELETE", "/v1/chat/completions", 405, "method_not_allowed"),
    ("openai_chat", "POST", "/v1/models", 405, "method_not_allowed"),
    ("openai_chat", "GET", f"/receipts/{MARKER}", 404, "receipt_unknown"),
    ("openai_responses", "GET", "/v1/responses", 405, "method_not_allowed"),
    ("openai_embeddings", "PATCH", "/v1/embeddings", 405, "method_not_allowed"),
    ("anthropic", "GET", "/v1/messages", 405, "method_not_allowed"),
    ("anthropic", "POST", f"/v1/messages/{MARKER}", 404, "endpoint_unknown"),
    ("anthropic", "POST", "/v1/messages/parcels", 404, "endpoint_unknown"),
    ("gemini", "GET", "/v1beta/models/m:generateContent", 405, "method_not_allowed"),
    ("gemini", "POST", f"/v1beta/models/m:doMore?x={MARKER}", 404, "endpoint_unknown"),
    ("gemini", "POST", f"/v1beta/models/m:{MARKER}", 405, "method_not_allowed"),
    ("gemini", "POST", "/v1beta/models/m:boilEmbedContents", 404, "endpoint_unknown"),
    ("gemini", "POST", f"/v1beta/{MARKER}", 404, "endpoint_unknown"),
]


@pytest.mark.parametrize("case", ENDPOINTS, ids=lambda case: f"{case[1]} {case[2]}")
def test_what_is_no_endpoint_is_refused_in_the_dialect_of_its_path(station, judge, case):
    dialect, method, path, status, code = case
    with Line(station.port) as line:
        answer = line.send(request(path, b"{}", station.key, method=method)).answer()
    judge.refused(dialect, answer, status, code, known=False)


def test_every_exchange_left_one_receipt_and_no_content(judge, station):
    judge.assert_all_recorded()
    judge.assert_kept_nothing()
    assert '"level": "error"' not in station.logged()
