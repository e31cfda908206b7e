"""Answers given up: the upstream is told by the connection's end."""

from __future__ import annotations

import asyncio

import pytest

from posthouse.model.errors import UpstreamFault
from posthouse.net.upstream import HttpUpstream

from .conftest import Start, channel

STREAM = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhe\r\n"
WHOLE = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"


async def test_closing_early_drops_the_connection(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([STREAM, 0.02, b"1\r\nx\r\n" * 5, 0.02, b"1\r\nx\r\n", 5.0])
    answer = await client.call(channel(fake.port), "/", (), b"{}")
    assert await anext(answer.chunks()) == b"he"
    await answer.close()
    await answer.close()
    assert client._pool.resting() == 0
    with pytest.raises(UpstreamFault):
        await anext(answer.chunks())
    await asyncio.wait_for(fake.gone.wait(), 1)


async def test_cancelling_the_reader_drops_the_connection(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([STREAM, 0.1, b"1\r\nx\r\n", 0.1, b"1\r\nx\r\n", 5.0])
    began = asyncio.Event()

    async def consume() -> None:
        answer = await client.call(channel(fake.port), "/", (), b"{}")
        async for _ in answer.chunks():
            began.set()

    reader = asyncio.create_task(consume())
    await began.wait()
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    await asyncio.wait_for(fake.gone.wait(), 1)


async def test_cancelling_before_the_head_drops_the_connection(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([0.1, b"HTTP/1.1 200 OK\r\n", 0.1, b"a: b\r\n", 5.0])
    caller = asyncio.create_task(client.call(channel(fake.port), "/", (), b"{}"))
    while not fake.requests:
        await asyncio.sleep(0.01)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await asyncio.wait_for(fake.gone.wait(), 1)
    assert client._pool.resting() == 0


async def test_closing_another_task_wakes_the_reader(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([STREAM, 5.0])
    answer = await client.call(channel(fake.port), "/", (), b"{}")
    body = answer.chunks()
    assert await anext(body) == b"he"
    waiting = asyncio.create_task(anext(body))  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    await answer.close()
    with pytest.raises(UpstreamFault):
        await waiting


async def test_an_old_answer_cannot_close_the_next_ones_connection(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([WHOLE], [STREAM, 0.05, b"3\r\nllo\r\n0\r\n\r\n"])
    first = await client.call(channel(fake.port), "/", (), b"{}")
    second = await client.call(channel(fake.port), "/", (), b"{}")
    await first.close()
    assert b"".join([chunk async for chunk in second.chunks()]) == b"hello"
    assert b"".join([chunk async for chunk in first.chunks()]) == b"hello"
    assert fake.connections == 1
