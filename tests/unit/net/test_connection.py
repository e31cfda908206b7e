"""One connection: what an upstream may do to it, good and bad."""

from __future__ import annotations

import asyncio

import pytest

from posthouse.model.errors import Fault, UpstreamFault
from posthouse.net.connection import MOST_HEAD
from posthouse.net.upstream import HttpUpstream

from .conftest import CLOSE, RESET, Start, Step, channel

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"transfer-encoding: chunked\r\n\r\n"
SIZED = HEAD + b"content-length: 5\r\n\r\n"

GOOD: dict[str, tuple[list[Step], bytes, bool]] = {
    "sized": ([SIZED + b"hello"], b"hello", True),
    "sized, byte by byte": ([bytes([b]) for b in SIZED + b"hello"], b"hello", True),
    "empty": ([HEAD + b"content-length: 0\r\n\r\n"], b"", True),
    "chunked": ([CHUNKED + b"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"], b"hello", True),
    "chunked with an extension and trailers": (
        [CHUNKED + b"5;a=b\r\nhello\r\n0\r\nx-a: b\r\nx-c: d\r\n\r\n"],
        b"hello",
        True,
    ),
    "until the end": ([HEAD + b"\r\nhello", CLOSE], b"hello", False),
    "until the end, later": ([HEAD + b"\r\n", 0.01, b"hel", 0.01, b"lo", CLOSE], b"hello", False),
    "http/1.0": ([b"HTTP/1.0 200 OK\r\ncontent-length: 5\r\n\r\nhello"], b"hello", False),
    "connection: close": (
        [HEAD + b"connection: close\r\ncontent-length: 5\r\n\r\nhello"],
        b"hello",
        False,
    ),
    "after 100": ([b"HTTP/1.1 100 Continue\r\n\r\n", 0.01, SIZED + b"hello"], b"hello", True),
    "after 103 with headers": (
        [b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + SIZED + b"hello"],
        b"hello",
        True,
    ),
    "204": ([b"HTTP/1.1 204 No Content\r\n\r\n"], b"", True),
    "304 with a length": ([b"HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n"], b"", True),
    "keep-alive: timeout=60": (
        [HEAD + b"keep-alive: timeout=60\r\ncontent-length: 5\r\n\r\nhello"],
        b"hello",
        True,
    ),
    "keep-alive: timeout=1": (
        [HEAD + b"keep-alive: timeout=1, max=9\r\ncontent-length: 5\r\n\r\nhello"],
        b"hello",
        False,
    ),
    "an answer and a half": ([SIZED + b"hello" + b"HTTP/1.1 200"], b"hello", False),
    "two answers": ([SIZED + b"hello" + SIZED + b"other"], b"hello", False),
    "an answer and garbage": ([SIZED + b"hello" + b"\x00\x01garbage"], b"hello", False),
    "large": (
        [HEAD + b"content-length: 3000000\r\n\r\n" + b"x" * 3_000_000],
        b"x" * 3_000_000,
        True,
    ),
}


@pytest.mark.parametrize("name", GOOD)
async def test_reads_answers_of_every_frame(
    upstream: Start, client: HttpUpstream, name: str
) -> None:
    steps, body, again = GOOD[name]
    fake = await upstream(steps)
    for _ in range(2):
        answer = await client.call(channel(fake.port), "/", (), b"{}")
        assert answer.head.get("link") is None
        assert answer.head.get("x-a") is None
        assert b"".join([chunk async for chunk in answer.chunks()]) == body
        await answer.close()
        await asyncio.sleep(0.01)
    assert fake.connections == (1 if again else 2)


BAD: dict[str, tuple[list[Step], Fault]] = {
    "reset before the head": ([RESET], Fault.RESET),
    "closed before the head": ([CLOSE], Fault.RESET),
    "closed within the head": ([HEAD + b"x-a", CLOSE], Fault.RESET),
    "reset within the body": ([SIZED + b"he", 0.02, RESET], Fault.RESET),
    "reset before an end that only closing shows": ([HEAD + b"\r\nhe", 0.02, RESET], Fault.RESET),
    "short of its length": ([SIZED + b"he", CLOSE], Fault.TRUNCATED),
    "without the last chunk": ([CHUNKED + b"5\r\nhello\r\n", CLOSE], Fault.TRUNCATED),
    "within a chunk": ([CHUNKED + b"5\r\nhe", CLOSE], Fault.TRUNCATED),
    "not http": ([b"SSH-2.0-x\r\n"], Fault.MALFORMED),
    "http/2": ([b"HTTP/2.0 200 OK\r\ncontent-length: 0\r\n\r\n"], Fault.MALFORMED),
    "http/0.9": ([b"<html>hello</html>"], Fault.MALFORMED),
    "bare line feeds": ([b"HTTP/1.1 200 OK\ncontent-length: 0\n\n"], Fault.MALFORMED),
    "a folded header": ([HEAD + b"a: b\r\n c\r\n\r\n"], Fault.MALFORMED),
    "a NUL in a header": ([HEAD + b"a: b\0c\r\n\r\n"], Fault.MALFORMED),
    "two lengths": ([HEAD + b"content-length: 1\r\ncontent-length: 2\r\n\r\n"], Fault.MALFORMED),
    "length and chunks": (
        [HEAD + b"content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n"],
        Fault.MALFORMED,
    ),
    "a length that is none": ([HEAD + b"content-length: -1\r\n\r\n"], Fault.MALFORMED),
    "a chunk size that is none": ([CHUNKED + b"zz\r\n"], Fault.MALFORMED),
    "garbage after a chunk": ([CHUNKED + b"2\r\nheXX"], Fault.MALFORMED),
    "another protocol": (
        [b"HTTP/1.1 101 Switch\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"],
        Fault.MALFORMED,
    ),
    "a head too large": ([HEAD + b"a: " + b"b" * MOST_HEAD + b"\r\n\r\n"], Fault.MALFORMED),
    "a head without end": ([HEAD, *[b"a: " + b"b" * 9000 + b"\r\n"] * 20], Fault.MALFORMED),
    "a header without end": ([HEAD + b"a: ", *[b"b" * 9000] * 20], Fault.MALFORMED),
    "interim answers without end": (
        [*[b"HTTP/1.1 103 Early\r\na: " + b"b" * 9000 + b"\r\n\r\n"] * 20],
        Fault.MALFORMED,
    ),
    "a chunk extension without end": (
        [CHUNKED + b"5;a=", *[b"b" * 9000] * 20],
        Fault.MALFORMED,
    ),
    "trailers without end": (
        [CHUNKED + b"0\r\n", *[b"a: " + b"b" * 9000 + b"\r\n"] * 20],
        Fault.MALFORMED,
    ),
    "silence": ([5.0], Fault.TIMEOUT),
    "silence within the head": ([HEAD, 5.0], Fault.TIMEOUT),
    "silence before the body": ([SIZED, 5.0], Fault.TIMEOUT),
    "silence within the body": ([SIZED + b"he", 5.0], Fault.TIMEOUT),
}


@pytest.mark.parametrize("name", BAD)
async def test_says_what_went_wrong(upstream: Start, client: HttpUpstream, name: str) -> None:
    steps, kind = BAD[name]
    fake = await upstream(steps)
    to = channel(fake.port, first_byte_timeout_s=0.2, idle_timeout_s=0.1)
    with pytest.raises(UpstreamFault) as caught:
        async for _ in (await client.call(to, "/", (), b"{}")).chunks():
            pass
    assert caught.value.kind is kind
    assert client._pool.resting() == 0


async def test_what_came_before_a_fault_is_read_first(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([CHUNKED + b"5\r\nhello\r\nXX"])
    body = (await client.call(channel(fake.port), "/", (), b"{}")).chunks()
    assert await anext(body) == b"hello"
    with pytest.raises(UpstreamFault):
        await anext(body)
    with pytest.raises(UpstreamFault):
        await anext(body)


async def test_chunks_come_as_they_arrive(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream(
        [CHUNKED, 0.02, b"2\r\nhe\r\n", 0.02, b"3\r\nllo\r\n", 0.02, b"0\r\n\r\n"]
    )
    answer = await client.call(channel(fake.port), "/", (), b"{}")
    assert [chunk async for chunk in answer.chunks()] == [b"he", b"llo"]


async def test_a_slow_stream_is_not_an_idle_one(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([CHUNKED, *[0.06, b"1\r\nx\r\n"] * 5, b"0\r\n\r\n"])
    answer = await client.call(channel(fake.port, idle_timeout_s=0.15), "/", (), b"{}")
    assert b"".join([chunk async for chunk in answer.chunks()]) == b"xxxxx"


async def test_a_slow_reader_does_not_make_the_upstream_late(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([CHUNKED + b"1\r\nx\r\n", 0.01, b"1\r\ny\r\n0\r\n\r\n"])
    to = channel(fake.port, first_byte_timeout_s=0.05, idle_timeout_s=0.05)
    answer = await client.call(to, "/", (), b"{}")
    got = []
    async for chunk in answer.chunks():
        got.append(chunk)
        await asyncio.sleep(0.12)
    assert b"".join(got) == b"xy"


async def test_reading_pauses_for_a_slow_reader(upstream: Start, client: HttpUpstream) -> None:
    size = 40_000_000
    fake = await upstream([HEAD + b"content-length: %d\r\n\r\n" % size + bytes(size)])
    answer = await client.call(channel(fake.port), "/", (), b"{}")
    await asyncio.sleep(0.3)
    assert answer.held < 2_000_000  # type: ignore[union-attr]
    assert sum([len(chunk) async for chunk in answer.chunks()]) == size


async def test_a_large_body_arrives_whole(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([SIZED + b"hello"])
    body = bytes(range(256)) * 40_000
    for _ in range(2):
        answer = await client.call(channel(fake.port), "/", (), body)
        assert b"".join([chunk async for chunk in answer.chunks()]) == b"hello"
    assert fake.requests[0].endswith(body)
    assert fake.connections == 1


async def test_an_answer_before_the_end_of_the_body_is_read_and_the_connection_dropped(
    client: HttpUpstream,
) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno")
        await asyncio.sleep(0.1)
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    answer = await client.call(channel(port), "/", (), bytes(50_000_000))
    assert answer.head.status == 413
    assert b"".join([chunk async for chunk in answer.chunks()]) == b"no"
    assert client._pool.resting() == 0
    server.close()
    await asyncio.sleep(0.12)


async def test_a_body_that_nobody_takes_runs_into_the_timeout(client: HttpUpstream) -> None:
    async def ignore(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.4)
        writer.close()

    server = await asyncio.start_server(ignore, "127.0.0.1", 0, limit=1024)
    to = channel(server.sockets[0].getsockname()[1], first_byte_timeout_s=0.1)
    with pytest.raises(UpstreamFault) as caught:
        await client.call(to, "/", (), bytes(50_000_000))
    assert caught.value.kind is Fault.TIMEOUT
    server.close()
    await asyncio.sleep(0.35)


async def test_bytes_that_come_while_resting_close_the_connection(
    upstream: Start, client: HttpUpstream
) -> None:
    stray = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil"
    fake = await upstream([SIZED + b"hello", 0.02, stray], [SIZED + b"hello"])
    for _ in range(2):
        answer = await client.call(channel(fake.port), "/", (), b"{}")
        assert b"".join([chunk async for chunk in answer.chunks()]) == b"hello"
        await asyncio.sleep(0.05)
    assert fake.connections == 2


@pytest.mark.parametrize("greeting", [b"", b"220 mail.example ready\r\n"])
async def test_an_upstream_that_speaks_or_leaves_first_is_a_fault(
    client: HttpUpstream, greeting: bytes
) -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    to = channel(server.sockets[0].getsockname()[1], first_byte_timeout_s=1.0)
    with pytest.raises(UpstreamFault) as caught:
        await client.call(to, "/", (), b"{}")
    assert caught.value.kind in {Fault.RESET, Fault.MALFORMED}
    server.close()


async def test_a_connection_rests_no_longer_than_it_may(upstream: Start) -> None:
    client = HttpUpstream()
    fake = await upstream([HEAD + b"content-length: 0\r\n\r\n"])
    await client.call(channel(fake.port), "/", (), b"{}")
    assert client._pool.resting() == 1
    connection = client._pool.shelf(channel(fake.port)).take()
    assert connection is not None
    connection._place.put(connection)
    connection.expect(0.02)
    await asyncio.sleep(0.06)
    assert client._pool.resting() == 0
    await asyncio.wait_for(fake.gone.wait(), 1)
