"""With every answer comes the station's signed promise, where real clients pass over it."""

import hashlib
import http.client
import json
import socket

import pytest
from tests.conformance.speech import CHAT, GEMINI, MESSAGES, RESPONSES, Turn, by
from tests.upstreams import Response, as_events, as_json

from posthouse.ledger.canonical import canonical
from posthouse.ledger.chain import chain_of, without_promise
from posthouse.ledger.commitment import Passage, commit
from posthouse.ledger.receipt import read_promise, verify_promise

MODEL = "some-model"
TURN = Turn("Hello, how are you?")
SAID = {"role": "user", "content": "hello"}
STREAMS = {
    "chat": (CHAT, "/v1/chat/completions", {"model": MODEL, "stream": True, "messages": [SAID]}),
    "responses": (RESPONSES, "/v1/responses", {"model": MODEL, "stream": True, "input": [SAID]}),
    "messages": (
        MESSAGES,
        "/v1/messages",
        {"model": MODEL, "max_tokens": 9, "stream": True, "messages": [SAID]},
    ),
}


def promised(station, told: bytes):
    key = json.loads(station.get("/.well-known/posthouse")[1])["receipts"]["public_key"]
    return verify_promise(read_promise(told), bytes.fromhex(key))


def assert_holds(station, told: bytes, headers):
    """The promise is signed, and names the receipt that the station gives out for the answer."""
    promise, receipt = promised(station, told), station.receipt(headers)
    assert promise["id"] == headers["posthouse-receipt"] == receipt["id"]
    assert promise["receipt"] == hashlib.sha256(canonical(receipt)).hexdigest()
    assert promise["include_by_us"] - promise["sealed_us"] == 2_000_000
    return receipt


def test_a_whole_answer_has_it_in_a_header(station, upstream):
    upstream.script = lambda _: as_json(CHAT.plain(TURN, MODEL))
    body = {"model": MODEL, "messages": [SAID]}
    _, _, headers = station.post("/v1/chat/completions", body)
    assert_holds(station, headers["posthouse-promise"].encode(), headers)


def test_a_refusal_and_a_failed_upstream_have_it_too(station, upstream):
    upstream.script = lambda _: Response(500, b"{}")
    for body in ({"model": MODEL, "messages": [SAID]}, {"model": MODEL}, b"no json"):
        status, _, headers = station.post("/v1/chat/completions", body)
        assert status >= 400
        assert_holds(station, headers["posthouse-promise"].encode(), headers)


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_has_it_in_a_comment_behind_all_that_is_committed_to(station, upstream, name):
    speaker, path, body = STREAMS[name]
    upstream.script = lambda _: as_events(speaker.events(TURN, MODEL, by(4)))
    _, data, headers = station.post(path, body)
    answer, told = without_promise(data)
    receipt = assert_holds(station, told, headers)
    salt = bytes.fromhex(headers["posthouse-receipt-salt"])
    chain = chain_of(salt, receipt["id"], answer)
    assert receipt["delivered"] == commit(salt, Passage.DELIVERED, answer)
    assert (receipt["chain"], receipt["chunks"]) == (chain.hexdigest(), chain.count)
    assert receipt["chunks"] > 5


def test_a_stream_that_breaks_off_has_it_too_and_says_so(station, upstream):
    speaker, path, body = STREAMS["chat"]
    events = speaker.events(TURN, MODEL, by(4))
    upstream.script = lambda _: as_events(events[:4], cut=len(b"".join(events[:4])) - 5)
    _, data, headers = station.post(path, body)
    answer, told = without_promise(data)
    receipt = assert_holds(station, told, headers)
    assert (receipt["ending"], receipt["truncated"]) == ("truncated", True)
    salt = bytes.fromhex(headers["posthouse-receipt-salt"])
    assert receipt["delivered"] == commit(salt, Passage.DELIVERED, answer)


def test_a_gemini_stream_has_it_in_a_trailer_field_and_no_comment(station, upstream):
    upstream.script = lambda _: as_events(GEMINI.events(TURN, MODEL, by(4)))
    target = f"/v1beta/models/{MODEL}:streamGenerateContent?alt=sse"
    head, data, trailer = raw(station, target, {"contents": [{"parts": [{"text": "hello"}]}]})
    assert b": posthouse-promise" not in data
    name, _, told = trailer.partition(b": ")
    assert name == b"posthouse-promise"
    receipt = assert_holds(station, told.strip(), head)
    salt = bytes.fromhex(head["posthouse-receipt-salt"])
    assert receipt["delivered"] == commit(salt, Passage.DELIVERED, data)


def raw(station, target, body):
    """Return headers, body and trailer of an answer as the socket gives them."""
    sent = json.dumps(body).encode()
    head = (
        f"POST {target} HTTP/1.1\r\nhost: x\r\nx-goog-api-key: {station.key}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(sent)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", station.port), timeout=30) as connection:
        connection.sendall(head.encode() + sent)
        with connection.makefile("rb") as file:
            assert b" 200 " in file.readline()
            headers = http.client.parse_headers(file)
            data = b""
            while size := int(file.readline(), 16):
                data += file.read(size)
                file.readline()
            return headers, data, file.readline()


def test_a_stranger_gets_no_promise(station):
    status, _, headers = station.post("/v1/chat/completions", {}, key="nobody")
    assert status == 401
    assert not [name for name in headers if name.startswith("posthouse-")]


def test_salt_and_id_are_new_each_time_and_long(station, upstream):
    upstream.script = lambda _: as_json(CHAT.plain(TURN, MODEL))
    seen = [
        station.post("/v1/chat/completions", {"model": MODEL, "messages": [SAID]})[2]
        for _ in range(3)
    ]
    for name, length in (("posthouse-receipt", 44), ("posthouse-receipt-salt", 64)):
        values = {headers[name] for headers in seen}
        assert len(values) == 3
        assert {len(value) for value in values} == {length}
    for headers in seen:
        sealed = station.get("/receipts/" + headers["posthouse-receipt"])[1]
        assert headers["posthouse-receipt-salt"].encode() not in sealed
